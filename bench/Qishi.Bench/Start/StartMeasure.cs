using Qishi.Bench.Under;

namespace Qishi.Bench.Start;

/// <summary>From the start of the process to the first page: on an empty database, which gets schema and demo county meanwhile, and once more on the filled one.</summary>
internal static class StartMeasure
{
    public static async Task RunAsync(BenchOptions options, Report report, CancellationToken ct)
    {
        report.Title($"Start on {options.DatabaseWord}");
        await using var database = await OwnDatabase.CreateAsync(options.Database);
        var rows = new List<string[]>();
        foreach (var name in new[] { "empty database, with the demo county", "the same database again" })
        {
            await using var program = await RunningProgram.ServeAsync(database, options, ct);
            var first = program.ToFirstPage;
            // Jobs and simulators have begun by then.
            await Task.Delay(TimeSpan.FromSeconds(10), ct);
            rows.Add([name, Report.Number(first.TotalSeconds), Report.Number(program.ResidentMegabytes(), 0)]);
        }

        report.Table(["Start", "seconds to the first page", "resident MB ten seconds later"], [.. rows]);
    }
}
