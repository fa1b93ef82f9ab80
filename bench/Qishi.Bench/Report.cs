using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using HdrHistogram;
using Qishi.Bench.Under;

namespace Qishi.Bench;

/// <summary>Collects the tables of a run, shows them on the console and writes them to <c>bench/results</c>.</summary>
internal sealed class Report(BenchOptions options)
{
    private readonly StringBuilder text = new();
    private readonly DateTimeOffset at = DateTimeOffset.UtcNow;

    public void Title(string title) => Add($"\n## {title}\n");

    public void Line(string line) => Add(line);

    public void Table(string[] head, params string[][] rows)
    {
        Add($"\n| {string.Join(" | ", head)} |");
        Add($"|{string.Concat(head.Select((_, i) => i == 0 ? "---|" : "---:|"))}");
        foreach (var row in rows)
            Add($"| {string.Join(" | ", row)} |");
        Add("");
    }

    public static string Number(double n, int places = 1) => n.ToString("N" + places, CultureInfo.InvariantCulture);

    public static string Percent(double part) => part.ToString("P1", CultureInfo.InvariantCulture);

    /// <summary>p50, p95 and p99 in milliseconds of a histogram kept in microseconds.</summary>
    public static string[] Quantiles(HistogramBase histogram) =>
        [.. new[] { 50.0, 95, 99 }.Select(p => histogram.TotalCount == 0 ? "-" : Number(histogram.GetValueAtPercentile(p) / 1000.0, 0))];

    public void Write()
    {
        if (text.Length == 0)
            return;
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "bench", "results")).FullName;
        var name = string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd-HHmmss}-{options.Verb}-{options.Database.ToString().ToLowerInvariant()}{(options.County ? "-county" : "")}.md");
        var head = string.Create(CultureInfo.InvariantCulture, $"""
            # {options.Verb}, {options.DatabaseWord}{(options.County ? ", county" : "")}

            {at:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSArchitecture}, load average at the start {Machine.Load}.
            Driver, program, simulators and database share the machine.

            """);
        File.WriteAllText(Path.Combine(folder, name), head + text);
        Console.WriteLine($"\nbench/results/{name}");
    }

    private void Add(string line)
    {
        text.Append(line).Append('\n');
        Console.WriteLine(line);
    }
}

internal static class Machine
{
    public static string Load { get; } = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
