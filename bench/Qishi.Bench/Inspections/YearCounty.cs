using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Qishi.Bench.Under;
using Qishi.Kernel;
using Qishi.Modules.Documents;
using Qishi.Modules.Exchange;
using Qishi.Modules.Identity;
using Qishi.Modules.Inspections;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Registration;
using Qishi.Modules.Worklist;
using Qishi.Platform;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;

namespace Qishi.Bench.Inspections;

/// <summary>
/// The program's own services over the database under test, in this process, with its log keeper sealing beside; a library of objects and 200 inspectors written into it first. Each step is one
/// call of a handler as a person who may do it, in a scope of its own, as a request has.
/// </summary>
internal sealed class YearCounty : IAsyncDisposable
{
    public const int Inspectors = 200;
    private readonly WebApplication app;
    private int steps;

    private YearCounty(WebApplication app) => this.app = app;

    /// <summary>Steps taken; each is one transaction.</summary>
    public int Steps => steps;

    public static async Task<YearCounty> OpenAsync(OwnDatabase database, int objects, CancellationToken ct)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing", ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Demo"] = "true",
            ["DataFolder"] = database.Folder,
            ["Database:Kind"] = database.Kind.ToString(),
            ["Database:Connection"] = database.Connection,
            ["Roles"] = "jobs",
        });
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.AddPlatform().Add<IdentityModule>().Add<WorklistModule>().Add<DocumentsModule>().Add<RegistrationModule>().Add<ExchangeModule>().Add<InspectionsModule>();
        var county = new YearCounty(builder.Build());
        var seeds = Path.Combine(Path.GetDirectoryName(Repository.Program)!, "SeedData");
        await using (var scope = county.app.Services.CreateAsyncScope())
        {
            await SchemaSetup.PrepareAsync(scope.ServiceProvider, ct);
            await RuleSeed.RunAsync(new SeedContext(scope.ServiceProvider, false, seeds), ct);
        }

        foreach (var module in county.app.Services.GetRequiredService<ModuleList>())
        {
            await using var scope = county.app.Services.CreateAsyncScope();
            await module.SeedAsync(new SeedContext(scope.ServiceProvider, false, seeds), ct);
        }

        await using (var scope = county.app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            await db.WriteAsync([.. Enumerable.Range(0, objects).Select(Object)], ct);
            await db.WriteAsync([.. Enumerable.Range(0, Inspectors).Select(Inspector)], ct);
        }

        await county.app.StartAsync(ct);
        return county;
    }

    /// <summary>One step by somebody; the first that is refused ends the run.</summary>
    public async Task<T> DoAsync<THandler, T>(Guid? person, Func<THandler, Task<Result<T>>> step) where THandler : notnull
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = new Actor
        {
            AccountId = person ?? Guid.Empty,
            Kind = ActorKind.Staff,
            Name = "测量",
            Unit = "MSA",
            Permissions = Modules.Inspections.Permissions.All.Select(p => p.Code).ToHashSet(),
            CorrelationId = "bench",
        };
        Interlocked.Increment(ref steps);
        var result = await step(scope.ServiceProvider.GetRequiredService<THandler>());
        return result.Ok ? result.Value : throw new InvalidOperationException(string.Join("; ", result.Problems.Select(p => p.Sentence)));
    }

    public async Task<T> ReadAsync<T>(Func<AppDb, Task<T>> read)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<AppDb>());
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static CheckObject Object(int n) => new()
    {
        Id = Guid.CreateVersion7(),
        Code = string.Create(CultureInfo.InvariantCulture, $"92451521MB{n:D7}X"),
        Kind = n % 5 == 0 ? ObjectKind.Enterprise : ObjectKind.Individual,
        Name = $"望溪县第{n}号经营户",
        Address = $"望溪县清河镇东街{n % 900}号",
        Station = $"MSA-S0{1 + (n % 6)}",
        MainClass = n % 3 == 0 ? "H6210" : "F5219",
        Tags = "||",
        Status = "存续",
        Drawable = true,
        // A half, three tenths, fifteen and five of a hundred.
        Credit = (n % 20) switch { < 10 => CreditClass.A, < 16 => CreditClass.B, < 19 => CreditClass.C, _ => CreditClass.D },
        Source = "REGISTRY",
        SyncedAt = TimeProvider.System.UtcNow(),
    };

    private static InspectorRecord Inspector(int n) => new()
    {
        AccountId = Guid.CreateVersion7(),
        StaffNo = string.Create(CultureInfo.InvariantCulture, $"B{n:D3}"),
        Name = $"测量员{n}",
        Department = "MSA",
        CertNo = string.Create(CultureInfo.InvariantCulture, $"桂O{n:D4}"),
        CertIssuer = "望海市司法局",
        CertFrom = new(2022, 1, 1),
        CertTo = new(TimeProvider.System.GetUtcNow().Year + 2, 12, 31),
        Cert = CertificateState.Valid,
        Duty = InspectorDuty.Enforcer,
        CanLead = n % 2 == 0,
        Specialities = "|信用|",
        Capacity = n % 5 == 0 ? 80 : 160,
    };
}
