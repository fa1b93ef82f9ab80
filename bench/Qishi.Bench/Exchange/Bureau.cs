using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Qishi.Bench.Under;
using Qishi.Modules.Documents;
using Qishi.Modules.Exchange;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Identity;
using Qishi.Modules.Worklist;
using Qishi.Platform;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;

namespace Qishi.Bench.Exchange;

/// <summary>The bureau's side of the exchange inside this process: the program's own services over the database under test, with its log keeper sealing beside.</summary>
internal sealed class Bureau : IAsyncDisposable
{
    private readonly WebApplication app;
    private int ordered;

    private Bureau(WebApplication app) => this.app = app;

    public IServiceProvider Services => app.Services;

    public static async Task<Bureau> OpenAsync(OwnDatabase database, int signTogether, CancellationToken ct)
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
            ["Logging:LogLevel:Default"] = "Error",
            ["Exchange:SignTogether"] = signTogether.ToString(CultureInfo.InvariantCulture),
        });
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.AddPlatform().Add<IdentityModule>().Add<WorklistModule>().Add<DocumentsModule>().Add<ExchangeModule>();
        var app = builder.Build();
        var seeds = Path.Combine(Path.GetDirectoryName(Repository.Program)!, "SeedData");
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await SchemaSetup.PrepareAsync(scope.ServiceProvider, ct);
            await RuleSeed.RunAsync(new SeedContext(scope.ServiceProvider, true, seeds), ct);
        }

        await using (var scope = app.Services.CreateAsyncScope())
            await ExchangeModule.SeedAsync(new SeedContext(scope.ServiceProvider, true, seeds), ct);
        await app.StartAsync(ct);
        return new(app);
    }

    /// <summary>Orders hand-overs of one department; as the decision would, but many at once.</summary>
    public async Task OrderAsync(int count, CancellationToken ct)
    {
        await using var scope = Services.CreateAsyncScope();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var rows = Enumerable.Range(0, count).Select(_ => Row(ordered++, now)).ToList();
        await scope.ServiceProvider.GetRequiredService<AppDb>().WriteAsync(rows, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static HandOver Row(int n, DateTime now)
    {
        var caseNo = string.Create(CultureInfo.InvariantCulture, $"KB99{n:D10}");
        var uscc = string.Create(CultureInfo.InvariantCulture, $"92451521{n:D10}");
        var payload = JsonSerializer.Serialize(new
        {
            address = "望溪县清河镇东街12号",
            caseNo,
            entityKind = "Individual",
            establishedOn = "2026-11-24",
            headcount = 3,
            insuredFrom = "2026-11",
            issuedAt = "2026-11-24T02:00:00Z",
            legalRep = new { idNo = "451521199003070038", idType = "CN_ID", mobile = "13800000012", name = "梁小河" },
            name = "望溪县梁记米粉店",
            officer = new { idNo = "451521199003070038", idType = "CN_ID", mobile = "13800000012", name = "梁小河" },
            scopeText = "餐饮服务",
            uscc,
        });
        return new HandOver
        {
            Id = Guid.CreateVersion7(),
            CaseNo = caseNo,
            Uscc = uscc,
            EntityName = "望溪县梁记米粉店",
            Matter = "MEDICAL",
            Department = "MEDINS",
            PayloadVersion = 1,
            IdempotencyKey = $"{uscc}:MEDICAL:1",
            Payload = payload,
            CreatedAt = now,
            AcceptedAt = now.AddHours(-1),
            DueAt = now.AddHours(7),
            NextActionAt = now,
            FieldsMandatory = 11,
            FieldsFilled = 11,
            FieldsPushed = 20,
        }.Salted();
    }
}
