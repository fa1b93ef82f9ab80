using System.Globalization;
using Qishi.Bench.Under;

namespace Qishi.Bench.Pages;

/// <summary>Pages for everybody against the smallest answer the same Kestrel can give, and what a first visit transfers.</summary>
internal static class PagesMeasure
{
    private static readonly (string Name, string Path)[] Pages =
        [("portal home", "/"), ("progress form", "/progress"), ("public search, 米粉", "/public/entities?q=%E7%B1%B3%E7%B2%89"),
            ("the same, each time another page: never from memory", "/public/entities?q=%E7%B1%B3%E7%B2%89&page=" + PageDriver.Number)];

    public static async Task RunAsync(BenchOptions options, Report report, CancellationToken ct)
    {
        report.Title($"Pages on {options.DatabaseWord}{(options.County ? ", county of 100,000 entities and 300,000 cases" : "")}");
        await using var database = await OwnDatabase.CreateAsync(options.Database);
        if (options.County)
            await RunningProgram.VerbAsync(database, options, ct, "seed", "--size", "county");
        await using var program = await RunningProgram.ServeAsync(database, options, ct);
        var connections = Math.Min(options.Clients, 64);
        var warm = new PageDriver(program.Address, connections, TimeSpan.FromSeconds(Math.Max(1, options.Warm / 4)));
        var driver = new PageDriver(program.Address, connections, TimeSpan.FromSeconds(Math.Max(1, options.Seconds / 3)));
        foreach (var path in Pages.Select(p => p.Path).Prepend("/bench/hello"))
            await warm.AskAsync(path, ct);

        // Hello before and after: the machine may have been busier in one half than in the other.
        var before = await AskAsync("/bench/hello");
        var figures = new List<PageFigures>();
        foreach (var (_, path) in Pages)
            figures.Add(await AskAsync(path));
        var after = await AskAsync("/bench/hello");

        async Task<PageFigures> AskAsync(string path)
        {
            var used = program.ProcessorTime;
            var asked = await driver.AskAsync(path, ct);
            return asked with { Microseconds = (program.ProcessorTime - used).TotalMicroseconds / Math.Max(1, asked.PerSecond * driver.Seconds) };
        }

        var hello = (before.PerSecond + after.PerSecond) / 2;
        report.Table(
            ["Page", "of hello", "requests/s", "p95 ms", "processor µs of the program", "errors"],
            [
                ["hello, before and after", "100 %", $"{Report.Number(before.PerSecond, 0)}, {Report.Number(after.PerSecond, 0)}", $"{Report.Number(before.P95Milliseconds)}, {Report.Number(after.P95Milliseconds)}", $"{Report.Number(before.Microseconds, 0)}, {Report.Number(after.Microseconds, 0)}", Count(before.Errors + after.Errors)],
                .. Pages.Zip(figures, (p, f) => (string[])[p.Name, Report.Percent(f.PerSecond / hello), Report.Number(f.PerSecond, 0), Report.Number(f.P95Milliseconds), Report.Number(f.Microseconds, 0), Count(f.Errors)]),
            ]);
        report.Line($"{connections} connections, driver: {driver.Name}, Accept-Encoding: br.");

        var parts = await FirstLoad.OfAsync(program.Address, ct);
        report.Table(["First visit of the home page, brotli, with headers", "bytes"], [.. parts.Select(p => (string[])[p.Path, Report.Number(p.Bytes, 0)]), ["together", Report.Number(parts.Sum(p => p.Bytes), 0)]]);
    }

    private static string Count(int n) => n.ToString(CultureInfo.InvariantCulture);
}
