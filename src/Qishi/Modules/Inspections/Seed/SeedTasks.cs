using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Draw;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Inspections.AssignInspectors;
using Qishi.Modules.Inspections.DecideTask;
using Qishi.Modules.Inspections.Draws;
using Qishi.Modules.Inspections.DrawObjects;
using Qishi.Modules.Inspections.FreezePool;
using Qishi.Modules.Inspections.JoinDraw;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Inspections.ProposeTask;
using Qishi.Modules.Inspections.RecordResult;
using Qishi.Modules.Inspections.ReviewVisit;
using Qishi.Platform;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Inspections.Seed;

/// <summary>Three fictional tasks, once, each made by the same handlers as by people: one published, one in the field, one whose parties have not told their secrets.</summary>
internal sealed class SeedTasks(SeedContext context)
{
    private const string Office = "1031", Leader = "1001";
    private readonly DateOnly today = ChinaTime.DayOf(context.Services.GetRequiredService<TimeProvider>().UtcNow());
    private Dictionary<string, StaffCard> people = [];

    public async Task RunAsync(CancellationToken ct)
    {
        var db = context.Services.GetRequiredService<AppDb>();
        if (await db.Set<InspectionTask>().AnyAsync(ct))
            return;
        people = (await context.Services.GetRequiredService<IDirectory>().PostedAsync(today, ct)).DistinctBy(s => s.StaffNo).ToDictionary(s => s.StaffNo);
        if (!people.ContainsKey(Office) || !people.ContainsKey(Leader))
            return;
        var published = await TaskAsync("2026年度企业登记事项双随机抽查", ["MSA-001", "MSA-002"], 6, 40, MatchMode.CountyPool, ct);
        var visits = await FieldAsync(published, ct);
        foreach (var visit in visits)
            await FinishAsync(visit, visits.IndexOf(visit), ct);
        await FieldAsync(await TaskAsync("住宿业部门联合双随机抽查", ["MSA-001", "MSA-002", "EMERGENCY-001"], 7, 5, MatchMode.JointTeam, ct), ct);
        await FrozenAsync(await TaskAsync("年度报告公示信息双随机抽查", ["MSA-003"], 4, 0, MatchMode.StationPool, ct), false, ct);
    }

    private async Task<Guid> TaskAsync(string name, List<string> items, int count, int daysAgo, MatchMode match, CancellationToken ct)
    {
        var form = new ProposeTaskForm
        {
            Name = name,
            Items = items,
            Type = nameof(CheckType.RoutineRandom),
            Source = "own",
            Kind = nameof(DrawKind.Undirected),
            Mode = nameof(RatioMode.FixedCount),
            Count = $"{count}",
            Match = match.ToString(),
            Notice = "notice",
            StartOn = $"{today.AddDays(-daysAgo):yyyy-MM-dd}",
            DueOn = $"{today.AddDays(25):yyyy-MM-dd}",
        };
        var task = await AsAsync<ProposeTaskHandler, Guid>(Office, h => h.HandleAsync(form, "demo-" + name, ct));
        await AsAsync<DecideTaskHandler, Guid>(Leader, h => h.HandleAsync(task, new() { Act = TaskFlow.Approve }, ct));
        return task;
    }

    private async Task FrozenAsync(Guid task, bool reveal, CancellationToken ct)
    {
        await AsAsync<FreezePoolHandler, Guid>(Office, h => h.HandleAsync(task, new() { Parties = "市场监督管理局\n派驻纪检监察组\n群众代表" }, ct));
        var draw = await context.Services.GetRequiredService<AppDb>().Set<TaskDraw>().AsNoTracking().Include(d => d.Parties).SingleAsync(d => d.TaskId == task, ct);
        static string Secret(DrawParty p) => $"演示随机数-{p.Place}-望溪-0123456789";
        foreach (var p in draw.Parties)
            await AsAsync<JoinDrawHandler, string>(null, h => h.HandleAsync(DrawFiles.TokenOf(draw, p.Place), new() { Commitment = Convert.ToHexStringLower(DrawSeed.Commitment(Convert.FromHexString(draw.PoolDigest), p.Name, Secret(p))) }, ct));
        foreach (var p in draw.Parties.Where(_ => reveal))
            await AsAsync<JoinDrawHandler, string>(null, h => h.HandleAsync(DrawFiles.TokenOf(draw, p.Place), new() { Secret = Secret(p) }, ct));
    }

    private async Task<List<Visit>> FieldAsync(Guid task, CancellationToken ct)
    {
        await FrozenAsync(task, true, ct);
        await AsAsync<DrawObjectsHandler, Guid>(Office, h => h.HandleAsync(task, new(), ct));
        await AsAsync<AssignInspectorsHandler, string>(Office, h => h.HandleAsync(task, ct));
        await AsAsync<DecideTaskHandler, Guid>(Office, h => h.HandleAsync(task, new() { Act = TaskFlow.Dispatch }, ct));
        return await context.Services.GetRequiredService<AppDb>().Set<Visit>().AsNoTracking().Include(v => v.Inspectors).Include(v => v.Parts).AsSplitQuery().Where(v => v.TaskId == task).OrderBy(v => v.Place).ToListAsync(ct);
    }

    private async Task FinishAsync(Visit visit, int n, CancellationToken ct)
    {
        var staffNo = people.Values.First(p => p.AccountId == visit.Inspectors[0].AccountId).StaffNo;
        var codes = n == 2 ? "R05" : "R01";
        var form = new RecordResultForm { CheckedOn = $"{today.AddDays(-10 + n):yyyy-MM-dd}", Disposal = n == 2 ? "ORDER" : "NONE", Results = [.. visit.Parts[0].ItemCodes.Select(i => new ItemResultForm { Item = i, Codes = [codes], Evidence = n == 2 ? "2" : null })] };
        await AsAsync<RecordResultHandler, Guid>(staffNo, h => h.HandleAsync(visit.Id, form, ct));
        await AsAsync<ReviewVisitHandler, Guid>(Office, h => h.HandleAsync(visit.Id, new() { Act = VisitFlow.Review }, ct));
        await AsAsync<ReviewVisitHandler, Guid>(Office, h => h.HandleAsync(visit.Id, new() { Act = VisitFlow.Publish }, ct));
    }

    /// <summary>Does a step as a demo person; the seed stops at the first step that is refused.</summary>
    private async Task<T> AsAsync<THandler, T>(string? staffNo, Func<THandler, Task<Result<T>>> step) where THandler : notnull
    {
        await using var scope = context.Services.CreateAsyncScope();
        if (staffNo is not null)
        {
            var p = people[staffNo];
            var may = scope.ServiceProvider.GetRequiredService<ModuleList>().Permissions.Where(x => x.Roles.Any(p.Roles.Contains)).Select(x => x.Code).ToHashSet();
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = new Actor { AccountId = p.AccountId, Kind = ActorKind.Staff, Name = p.Name, Unit = p.Unit, Roles = p.Roles.ToHashSet(), Permissions = may, CorrelationId = "demo" };
        }

        var result = await step(scope.ServiceProvider.GetRequiredService<THandler>());
        return result.Ok ? result.Value : throw new InvalidOperationException($"Demo task: {string.Join("; ", result.Problems.Select(p => p.Sentence))}");
    }
}
