using System.Globalization;
using Qishi.Bench.Limit;
using Qishi.Bench.Under;
using Qishi.Platform.Data;

namespace Qishi.Bench.Lifecycle;

/// <summary>Submit, approve, six pushes, six receipts, finished; then the same rows by the plain driver of the same database.</summary>
internal static class LifecycleMeasure
{
    public static async Task RunAsync(BenchOptions options, Report report, CancellationToken ct)
    {
        report.Title($"Lifecycle on {options.DatabaseWord}{(options.County ? ", county of 100,000 entities and 300,000 cases" : "")}");
        await using var database = await OwnDatabase.CreateAsync(options.Database);
        if (options.County)
            report.Line($"seed --size county: {Report.Number((await RunningProgram.VerbAsync(database, options, ct, "seed", "--size", "county")).TotalSeconds, 0)} s\n");
        Load closed;
        Load? open = null;
        double rate;
        RowShapes rows;
        WritesPerLifecycle counted;
        (double Program, double Departments) used;
        await using (var program = await RunningProgram.ServeAsync(database, options, ct, departmentsApart: true))
        {
            using var clerks = new Clerks(program.Address, options.Clients * 2);
            await using var watch = new FinishWatch(database);
            watch.Start();
            var applications = new Applications();
            await clerks.BeginAsync(database, applications.Next(), ct);
            await WholeAsync(clerks, watch, clerks.FirstCase, ct);
            rows = await RowShapes.OfAsync(database, async () => await WholeAsync(clerks, watch, await clerks.SubmitAsync(applications.Next(), ct), ct), ct);

            closed = new Load(clerks, watch, applications);
            var (using_, counting) = (UsedAsync(program, options, ct), CountAsync(database, watch, options, ct));
            await closed.ClosedAsync(options.Clients, TimeSpan.FromSeconds(options.Warm), TimeSpan.FromSeconds(options.Seconds), ct);
            (used, counted) = (await using_, await counting);
            rate = options.Rate ?? Math.Floor(closed.PerSecond * 0.8);
            if (rate >= 1)
            {
                open = new Load(clerks, watch, applications);
                await open.OpenAsync(rate, TimeSpan.FromSeconds(Math.Min(options.Warm, 5)), TimeSpan.FromSeconds(options.Seconds), ct);
            }
        }

        var limit = await PlainWriter.RunAsync(database, rows, counted, options.Clients, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(Math.Min(options.Seconds, 15)), ct);
        Show(options, report, closed, open, rate, rows, counted, limit, used);
    }

    /// <summary>Processor seconds the program and the simulators use in the measured time.</summary>
    private static async Task<(double Program, double Departments)> UsedAsync(RunningProgram program, BenchOptions options, CancellationToken ct)
    {
        await Task.Delay(TimeSpan.FromSeconds(options.Warm), ct);
        var (used, departments) = (program.ProcessorTime, program.DepartmentsTime);
        await Task.Delay(TimeSpan.FromSeconds(options.Seconds), ct);
        return ((program.ProcessorTime - used).TotalSeconds, (program.DepartmentsTime - departments).TotalSeconds);
    }

    /// <summary>What a lifecycle writes under load: on PostgreSQL in the measured time, on SQLite, where counting costs, in the second half of the time before it.</summary>
    private static async Task<WritesPerLifecycle> CountAsync(OwnDatabase database, FinishWatch watch, BenchOptions options, CancellationToken ct)
    {
        var beside = database.Kind == DatabaseKind.Postgres;
        await Task.Delay(TimeSpan.FromSeconds(beside ? options.Warm : options.Warm / 2.0), ct);
        await using var writes = await Writes.BeginAsync(database, ct);
        var before = watch.Finished;
        await Task.Delay(TimeSpan.FromSeconds(beside ? options.Seconds : options.Warm / 2.0 - 1), ct);
        return await writes.EndAsync(watch.Finished - before, ct);
    }

    private static async Task WholeAsync(Clerks clerks, FinishWatch watch, string caseNo, CancellationToken ct)
    {
        await clerks.ApproveAsync(caseNo, ct);
        await watch.FinishedAsync(caseNo).WaitAsync(TimeSpan.FromMinutes(2), ct);
    }

    private static void Show(BenchOptions options, Report report, Load closed, Load? open, double rate, RowShapes rows, WritesPerLifecycle counted, double limit, (double Program, double Departments) used)
    {
        report.Table(
            ["Throughput", "per second"],
            [$"lifecycles, {options.Clients} clients", Report.Number(closed.PerSecond)],
            [$"limit: the same {rows.Rows} new rows and {rows.All.Select(r => r.Table).Distinct().Where(t => t.Key.Count > 0).Sum(t => counted.UpdatesOf(t.Name))} rows written again, in {counted.Transactions} transactions, plain {(options.DatabaseWord == "SQLite" ? "Microsoft.Data.Sqlite" : "Npgsql")}", Report.Number(limit)],
            ["share of the limit", Report.Percent(closed.PerSecond / limit)]);
        var named = new List<(string, Load)> { ($"{options.Clients} clients", closed) };
        if (open is not null)
            named.Add((string.Create(CultureInfo.InvariantCulture, $"{rate:0.#} begun/s, open loop"), open));
        report.Table(
            ["Milliseconds", "p50", "p95", "p99"],
            [.. named.SelectMany(x => new[]
            {
                [$"{x.Item1}: submit", .. Report.Quantiles(x.Item2.Submit)],
                [$"{x.Item1}: decision", .. Report.Quantiles(x.Item2.Decide)],
                [$"{x.Item1}: decision to last receipt", .. Report.Quantiles(x.Item2.Receipts)],
                (string[])[$"{x.Item1}: whole", .. Report.Quantiles(x.Item2.Whole)],
            })]);
        if (open is not null)
            report.Line(string.Create(CultureInfo.InvariantCulture, $"Open loop: {open.PerSecond:0.0} finished per second of {rate:0.#} begun."));
        report.Line(string.Create(CultureInfo.InvariantCulture, $"Of {Environment.ProcessorCount} cores the program used {used.Program / options.Seconds:0.00} in the closed loop, {used.Program * 1000 / Math.Max(1, closed.Finished):0.0} ms of processor time per lifecycle; the simulators {used.Departments * 1000 / Math.Max(1, closed.Finished):0.0} ms."));
        report.Line($"Rows of one lifecycle: {rows.Words}.");
        report.Line(string.Create(CultureInfo.InvariantCulture, $"Written again, per lifecycle: {string.Join(", ", counted.Updates.Where(u => u.Value >= 0.05).OrderByDescending(u => u.Value).Select(u => $"{u.Key} {u.Value:0.0}"))}; write transactions {counted.WriteTransactions:0.0}."));
        foreach (var (error, n) in named.SelectMany(x => x.Item2.Errors))
            report.Line($"- {n} × {error}");
    }
}
