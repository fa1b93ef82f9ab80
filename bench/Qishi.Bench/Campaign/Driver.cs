using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Qishi.Departments;
using Qishi.Kernel;
using Qishi.Modules.Documents;
using Qishi.Modules.Exchange;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.FinishHandOver;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Identity;
using Qishi.Modules.Worklist;
using Qishi.Platform;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Bench.Campaign;

/// <summary>The exchange's own services on the campaign's database, without serving or delivering: orders hand-overs in bulk, and does what people would do.</summary>
internal sealed class Driver : IAsyncDisposable
{
    private static readonly Actor Registrar = Actor.Program("演练");
    private readonly WebApplication app;

    public Driver(IReadOnlyDictionary<string, string?> settings, TimeProvider clock)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        builder.AddPlatform().Add<IdentityModule>().Add<WorklistModule>().Add<DocumentsModule>().Add<ExchangeModule>();
        builder.Services.Replace(ServiceDescriptor.Singleton(clock));
        app = builder.Build();
    }

    public async Task<T> AsAsync<T>(Actor actor, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = actor;
        return await work(scope.ServiceProvider);
    }

    public Task<T> WithDbAsync<T>(Func<AppDb, Task<T>> work) => AsAsync(Registrar, s => work(s.GetRequiredService<AppDb>()));

    public Task RouteAsync(IReadOnlyDictionary<string, RouteKind> routes) => WithDbAsync(async db =>
    {
        db.AddRange(routes.Select(r => new DepartmentRoute { Id = Guid.CreateVersion7(), Department = r.Key, Kind = r.Value, From = new DateOnly(2020, 1, 1), Reason = "演练", ProposedBy = "演练", ProposedAt = DateTime.UnixEpoch, ApprovedAt = DateTime.UnixEpoch }));
        return await db.SaveChangesAsync();
    });

    /// <summary>Orders all matters of so many start-ups, as their approvals would, some in each transaction.</summary>
    public async Task OrderAsync(int first, int count)
    {
        foreach (var some in Enumerable.Range(first, count).Chunk(20))
            await AsAsync(Registrar, async s =>
            {
                var now = TimeProvider.System.UtcNow();
                foreach (var n in some)
                    foreach (var habit in Habit.All)
                        s.GetRequiredService<IHandOvers>().Order(new HandOverOrder(CaseNo(n), Uscc(n), "望溪县梁记米粉店", habit.Matter, habit.Code, Payload(n, 1), now, now.AddHours(24)));
                return await s.GetRequiredService<AppDb>().SaveChangesAsync();
            });
    }

    /// <summary>What people do meanwhile: correct what came back, finish what stands on a desk. Returns how many they did.</summary>
    public async Task<int> WorkAsync(CancellationToken ct)
    {
        var back = await WithDbAsync(db => db.Set<HandOver>().AsNoTracking().Where(h => h.Current && h.Status == HandOverStatus.Rejected).OrderBy(h => h.Id).Select(h => new { h.CaseNo, h.Matter, h.PayloadVersion }).Take(200).ToListAsync(ct));
        foreach (var row in back)
            await IgnoreRaceAsync(() => AsAsync(Registrar, async s =>
            {
                await s.GetRequiredService<IHandOvers>().CorrectAsync(row.CaseNo, row.Matter, Payload(int.Parse(row.CaseNo[^6..]), row.PayloadVersion + 1), ["address"], ct);
                return await s.GetRequiredService<AppDb>().SaveChangesAsync(ct);
            }));
        var desk = await WithDbAsync(db => db.Set<HandOver>().AsNoTracking().Where(h => h.Status == HandOverStatus.Pushed && h.Route == RouteKind.Desk).OrderBy(h => h.Id).Select(h => new { h.Id, h.Department }).Take(200).ToListAsync(ct));
        foreach (var row in desk)
            await IgnoreRaceAsync(() => AsAsync(Liaison(row.Department), async s =>
                (await s.GetRequiredService<FinishHandOverHandler>().HandleAsync(row.Id, new() { Results = ["YY00000001"], DoneAt = $"{ChinaTime.At(TimeProvider.System.UtcNow()):yyyy-MM-dd HH:mm}" }, ct)).Ok ? 1 : 0));
        return back.Count + desk.Count;
    }

    public static string CaseNo(int n) => $"KB20261124{n:D6}";

    public static string Uscc(int n) => $"92451521MA{n:D8}";

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static Actor Liaison(string department) => new()
    {
        Kind = ActorKind.Staff,
        AccountId = Guid.Empty,
        Name = "联络员",
        Department = department,
        Permissions = new HashSet<string> { Modules.Exchange.Permissions.WorkLiaisonDesk },
    };

    // A worker, or a receipt, was faster: seen again in the next round.
    private static async Task IgnoreRaceAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is DbUpdateException or InvalidOperationException)
        {
        }
    }

    private static string Payload(int n, int version) => JsonSerializer.Serialize(new
    {
        caseNo = CaseNo(n),
        uscc = Uscc(n),
        name = "望溪县梁记米粉店",
        entityKind = "INDIVIDUAL",
        address = $"望溪县清河镇东街{n}号" + (version > 1 ? $"{version}单元" : ""),
        establishedOn = "2026-11-24",
        legalRep = new { name = "梁小河", idType = "ID", idNo = "451521199003070038", mobile = "13800000012" },
        scopeText = "餐饮服务",
        issuedAt = "2026-11-24T02:00:00Z",
    });
}

/// <summary>The real time, some way on.</summary>
internal sealed class LaterClock(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
}
