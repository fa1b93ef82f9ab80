using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Qishi.Bench.Limit;
using Qishi.Bench.Under;
using Qishi.Kernel;
using Qishi.Kernel.Draw;
using Qishi.Modules.Inspections.AssignInspectors;
using Qishi.Modules.Inspections.DecidePlan;
using Qishi.Modules.Inspections.DecideTask;
using Qishi.Modules.Inspections.DraftPlan;
using Qishi.Modules.Inspections.DrawObjects;
using Qishi.Modules.Inspections.Draws;
using Qishi.Modules.Inspections.FreezePool;
using Qishi.Modules.Inspections.JoinDraw;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Inspections.ProposeTask;
using Qishi.Modules.Inspections.RecordResult;
using Qishi.Modules.Inspections.ReviewVisit;
using Qishi.Platform.Data;

namespace Qishi.Bench.Inspections;

/// <summary>
/// A year of random checks of a county with 100,000 objects, from the plan to the last published result, by the program's own handlers: twelve tasks, each frozen, joined by three parties, drawn,
/// assigned, dispatched, checked, reviewed and published. Beside it the limit: the rows that the year added, written once more by the plain driver in as many transactions by as many clients.
/// </summary>
internal sealed class YearMeasure(YearCounty county, int perTask, int clients, CancellationToken ct)
{
    private const int Objects = 100_000, Tasks = 12, Clients = 4;
    private static readonly Guid Office = Guid.CreateVersion7(), Leader = Guid.CreateVersion7();
    private readonly Dictionary<string, double> seconds = [];
    private readonly DateOnly today = TimeProvider.System.Today();

    public static async Task RunAsync(BenchOptions options, Report report, CancellationToken ct)
    {
        var perTask = options.Visits / Tasks;
        report.Title($"A year of inspections on {options.DatabaseWord}: {Report.Number(Objects, 0)} objects, {Tasks} tasks of {perTask} visits, {YearCounty.Inspectors} inspectors");
        await using var database = await OwnDatabase.CreateAsync(options.Database);
        await using var county = await YearCounty.OpenAsync(database, Objects, ct);
        await using var connection = await database.OpenAsync(ct);
        Catalog catalog = database.Kind == DatabaseKind.Postgres ? new PostgresCatalog(connection) : new SqliteCatalog(connection);
        var tables = await catalog.TablesAsync(ct);
        var mark = await catalog.MarkAsync(tables, ct);
        var year = new YearMeasure(county, perTask, Clients, ct);
        await year.RunAsync();
        var steps = county.Steps;
        await year.CheckAsync();
        var rows = new List<RowShape>();
        foreach (var table in tables.Except(RowShapes.NotIts))
            if (await catalog.CountAsync(table, ct) - mark.Counts[table] is > 0 and var added)
                rows.AddRange((await catalog.AddedAsync(table, mark, ct)).TakeLast((int)added));
        var limit = await AddedRows.WriteAgainAsync(database, rows, steps, Clients, ct);
        var whole = year.seconds.Values.Sum();
        report.Table(["phase", "s", "share"], [.. year.seconds.Select(p => new[] { p.Key, Report.Number(p.Value, 1), Report.Percent(p.Value / whole) }), ["**the year**", Report.Number(whole, 1), Report.Percent(1)]]);
        report.Line($"{Report.Number(perTask * Tasks, 0)} visits planned, drawn, assigned and published: {Report.Number(perTask * Tasks / whole, 1)} a second, {Report.Number(rows.Count, 0)} new rows in {Report.Number(steps, 0)} transactions, {Clients} clients.");
        report.Line($"Limit, the same new rows by the plain driver in as many transactions: {Report.Number(limit, 1)} s; the year reaches {Report.Percent(limit / whole)} of it. Rows written again and everything read stand on the program's side alone.");
        report.Line($"Rows: {string.Join(", ", rows.GroupBy(r => r.Table.Name).OrderByDescending(g => g.Count()).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key} {g.Count()}")))}.");
    }

    private async Task RunAsync()
    {
        await TimedAsync("plan: twelve lines, handed in, approved, published", PlanAsync);
        var lines = await county.ReadAsync(db => db.Set<PlanLine>().AsNoTracking().OrderBy(l => l.LineNo).ToListAsync(ct));
        foreach (var line in lines)
            await TaskAsync(line);
    }

    private async Task PlanAsync()
    {
        var plan = await county.DoAsync<DraftPlanHandler, Guid>(Office, h => h.HandleAsync(new() { Year = Number(today.Year), Department = "MSA" }, ct));
        for (var month = 1; month <= Tasks; month++)
        {
            var form = new PlanLineForm { Name = $"登记事项双随机抽查第{month}批", Items = ["MSA-001", "MSA-002"], Kind = nameof(DrawKind.Undirected), Mode = nameof(RatioMode.FixedCount), Count = Number(perTask), StartMonth = Number(month), EndMonth = Number(month) };
            await county.DoAsync<ChangeLineHandler, Guid>(Office, h => h.SaveAsync(plan, null, form, ct));
        }

        foreach (var (act, by) in new[] { (DecidePlanHandler.Submit, Office), (DecidePlanHandler.Approve, Leader), (DecidePlanHandler.Publish, Office) })
            await county.DoAsync<DecidePlanHandler, string>(by, h => h.HandleAsync(plan, new() { Act = act }, ct));
    }

    private async Task TaskAsync(PlanLine line)
    {
        var task = Guid.Empty;
        await TimedAsync("tasks proposed and approved", async () =>
        {
            var form = new ProposeTaskForm
            {
                Name = line.Name,
                Items = [.. line.ItemCodes],
                Type = nameof(CheckType.RoutineRandom),
                Source = "own",
                Kind = nameof(DrawKind.Undirected),
                Mode = nameof(RatioMode.FixedCount),
                Count = Number(perTask),
                Match = nameof(MatchMode.CountyPool),
                Notice = "notice",
                Line = line.Id.ToString(),
                StartOn = $"{today.AddDays(-20):yyyy-MM-dd}",
                DueOn = $"{today.AddDays(25):yyyy-MM-dd}",
            };
            task = await county.DoAsync<ProposeTaskHandler, Guid>(Office, h => h.HandleAsync(form, $"bench-{line.LineNo}", ct));
            await county.DoAsync<DecideTaskHandler, Guid>(Leader, h => h.HandleAsync(task, new() { Act = TaskFlow.Approve }, ct));
        });
        await TimedAsync("pools frozen", () => county.DoAsync<FreezePoolHandler, Guid>(Office, h => h.HandleAsync(task, new() { Parties = "市场监督管理局\n派驻纪检监察组\n群众代表" }, ct)));
        await TimedAsync("parties commit and tell", () => JoinAsync(task));
        await TimedAsync("objects drawn", () => county.DoAsync<DrawObjectsHandler, Guid>(Office, h => h.HandleAsync(task, new(), ct)));
        await TimedAsync("inspectors assigned", () => county.DoAsync<AssignInspectorsHandler, string>(Office, h => h.HandleAsync(task, ct)));
        await TimedAsync("dispatched", () => county.DoAsync<DecideTaskHandler, Guid>(Office, h => h.HandleAsync(task, new() { Act = TaskFlow.Dispatch }, ct)));
        var visits = await county.ReadAsync(db => db.Set<Visit>().AsNoTracking().Include(v => v.Inspectors).Where(v => v.TaskId == task).OrderBy(v => v.Place).ToListAsync(ct));
        await TimedAsync("results entered", () => EachAsync(visits, RecordAsync));
        await TimedAsync("results reviewed", () => EachAsync(visits, v => county.DoAsync<ReviewVisitHandler, Guid>(Office, h => h.HandleAsync(v.Id, new() { Act = VisitFlow.Review }, ct))));
        await TimedAsync("results published", () => EachAsync(visits, v => county.DoAsync<ReviewVisitHandler, Guid>(Office, h => h.HandleAsync(v.Id, new() { Act = VisitFlow.Publish }, ct))));
    }

    private async Task JoinAsync(Guid task)
    {
        var draw = await county.ReadAsync(db => db.Set<TaskDraw>().AsNoTracking().Include(d => d.Parties).SingleAsync(d => d.TaskId == task, ct));
        static string Secret(DrawParty p) => $"the secret of party {p.Place}";
        foreach (var p in draw.Parties)
            await county.DoAsync<JoinDrawHandler, string>(null, h => h.HandleAsync(DrawFiles.TokenOf(draw, p.Place), new() { Commitment = Convert.ToHexStringLower(DrawSeed.Commitment(Convert.FromHexString(draw.PoolDigest), p.Name, Secret(p))) }, ct));
        foreach (var p in draw.Parties)
            await county.DoAsync<JoinDrawHandler, string>(null, h => h.HandleAsync(DrawFiles.TokenOf(draw, p.Place), new() { Secret = Secret(p) }, ct));
    }

    private Task RecordAsync(Visit visit)
    {
        // One in twenty has something to put right.
        var found = visit.Place % 20 == 0;
        var form = new RecordResultForm { CheckedOn = $"{today.AddDays(-1):yyyy-MM-dd}", Disposal = found ? "ORDER" : "NONE", Results = [.. new[] { "MSA-001", "MSA-002" }.Select(i => new ItemResultForm { Item = i, Codes = [found ? "R05" : "R01"], Evidence = found ? "1" : null })] };
        return county.DoAsync<RecordResultHandler, Guid>(visit.Inspectors[0].AccountId, h => h.HandleAsync(visit.Id, form, ct));
    }

    /// <summary>By several people at once, the first and the last alone: they move the task on.</summary>
    private async Task EachAsync(List<Visit> visits, Func<Visit, Task> step)
    {
        await step(visits[0]);
        await Parallel.ForEachAsync(visits[1..^1], new ParallelOptions { MaxDegreeOfParallelism = clients, CancellationToken = ct }, async (v, _) => await step(v));
        await step(visits[^1]);
    }

    /// <summary>Every visit is published with two inspectors, no object was drawn twice beyond its cap, and every task went to its end.</summary>
    private async Task CheckAsync()
    {
        var states = await county.ReadAsync(db => db.Set<InspectionTask>().AsNoTracking().Select(t => t.State).ToListAsync(ct));
        var published = await county.ReadAsync(db => db.Set<Visit>().CountAsync(v => v.State == VisitState.Published && v.PublishedAt != null && v.Inspectors.Count == 2, ct));
        if (states.Count != Tasks || states.Exists(s => s is not (TaskState.Published or TaskState.FollowUp)) || published != perTask * Tasks)
            throw new InvalidOperationException($"The year is not whole: {published} published of {perTask * Tasks}, tasks {string.Join(", ", states)}.");
    }

    private async Task TimedAsync(string phase, Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        seconds[phase] = seconds.GetValueOrDefault(phase) + Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static string Number(int n) => n.ToString(CultureInfo.InvariantCulture);
}
