using System.Globalization;
using Qishi.Bench.Limit;
using Qishi.Bench.Under;

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
        double programSeconds;
        await using (var program = await RunningProgram.ServeAsync(database, options, ct))
        {
            using var clerks = new Clerks(program.Address, options.Clients * 2);
            await using var watch = new FinishWatch(database);
            watch.Start();
            var applications = new Applications();
            await clerks.BeginAsync(database, applications.Next(), ct);
            await WholeAsync(clerks, watch, clerks.FirstCase, ct);
            rows = await RowShapes.OfAsync(database, async () => await WholeAsync(clerks, watch, await clerks.SubmitAsync(applications.Next(), ct), ct), ct);

            closed = new Load(clerks, watch, applications);
            var used = UsedAsync(program, options, ct);
            await closed.ClosedAsync(options.Clients, TimeSpan.FromSeconds(options.Warm), TimeSpan.FromSeconds(options.Seconds), ct);
            programSeconds = await used;
            rate = options.Rate ?? Math.Floor(closed.PerSecond * 0.8);
            if (rate >= 1)
            {
                open = new Load(clerks, watch, applications);
                await open.OpenAsync(rate, TimeSpan.FromSeconds(Math.Min(options.Warm, 5)), TimeSpan.FromSeconds(options.Seconds), ct);
            }
        }

        var limit = await PlainWriter.RunAsync(database, rows, options.Clients, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(Math.Min(options.Seconds, 15)), ct);
        Show(options, report, closed, open, rate, rows, limit, programSeconds);
    }

    /// <summary>Processor seconds the program uses in the measured time.</summary>
    private static async Task<double> UsedAsync(RunningProgram program, BenchOptions options, CancellationToken ct)
    {
        await Task.Delay(TimeSpan.FromSeconds(options.Warm), ct);
        var used = program.ProcessorTime;
        await Task.Delay(TimeSpan.FromSeconds(options.Seconds), ct);
        return (program.ProcessorTime - used).TotalSeconds;
    }

    private static async Task WholeAsync(Clerks clerks, FinishWatch watch, string caseNo, CancellationToken ct)
    {
        await clerks.ApproveAsync(caseNo, ct);
        await watch.FinishedAsync(caseNo).WaitAsync(TimeSpan.FromMinutes(2), ct);
    }

    private static void Show(BenchOptions options, Report report, Load closed, Load? open, double rate, RowShapes rows, double limit, double programSeconds)
    {
        report.Table(
            ["Throughput", "per second"],
            [$"lifecycles, {options.Clients} clients", Report.Number(closed.PerSecond)],
            [$"limit: the same {rows.Rows} rows in {RowShapes.Transactions} transactions, plain {(options.DatabaseWord == "SQLite" ? "Microsoft.Data.Sqlite" : "Npgsql")}", Report.Number(limit)],
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
        report.Line(string.Create(CultureInfo.InvariantCulture, $"The program (with its simulators) used {programSeconds / options.Seconds:0.00} of {Environment.ProcessorCount} cores in the closed loop, {programSeconds * 1000 / Math.Max(1, closed.Finished):0} ms of processor time per lifecycle."));
        report.Line($"Rows of one lifecycle: {rows.Words}.");
        foreach (var (error, n) in named.SelectMany(x => x.Item2.Errors))
            report.Line($"- {n} × {error}");
    }
}
