using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using HdrHistogram;

namespace Qishi.Bench.Pages;

/// <summary>Requests per second and the 95th percentile of one address.</summary>
internal sealed record PageFigures(double PerSecond, double P95Milliseconds, int Errors)
{
    /// <summary>Processor time of the program for one request.</summary>
    public double Microseconds { get; init; }
}

/// <summary>Asks one address over and over on kept connections: by wrk where it is installed, else by HttpClient. All addresses of a run are asked by the same.</summary>
internal sealed partial class PageDriver(Uri address, int connections, TimeSpan measured)
{
    /// <summary>In an address: a number that was never asked before.</summary>
    public const string Number = "{n}";

    private const string Script = """
        local n, path = FIRST, "ADDRESS"
        if string.find(path, "{n}", 1, true) then
          request = function() n = n + 1; return wrk.format(nil, (string.gsub(path, "{n}", tostring(n)))) end
        end
        done = function(summary, latency, requests)
          local e = summary.errors
          io.write(string.format("FIGURES %f %f %d\n", summary.requests / (summary.duration / 1000000), latency:percentile(95) / 1000, e.status + e.connect + e.read + e.timeout))
        end
        """;

    private readonly bool hasWrk = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "wrk"))) == true;

    public double Seconds => (int)measured.TotalSeconds;

    public string Name => hasWrk ? "wrk" : "HttpClient";

    public Task<PageFigures> AskAsync(string path, CancellationToken ct) => hasWrk ? WrkAsync(path, ct) : ClientAsync(path, ct);

    private async Task<PageFigures> WrkAsync(string path, CancellationToken ct)
    {
        var script = Path.Combine(Path.GetTempPath(), $"qishi-bench-{Environment.ProcessId}.lua");
        await File.WriteAllTextAsync(script, Script.Replace("FIRST", NextNumbers().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("ADDRESS", path, StringComparison.Ordinal), ct);
        try
        {
            var info = new ProcessStartInfo("wrk") { RedirectStandardOutput = true };
            foreach (var word in new[]
            {
                "-t1", string.Create(CultureInfo.InvariantCulture, $"-c{connections}"), string.Create(CultureInfo.InvariantCulture, $"-d{(int)measured.TotalSeconds}s"), "-s", script,
                "-H", "Accept-Encoding: br", "-H", "Accept: text/html", new Uri(address, path.Replace(Number, "0", StringComparison.Ordinal)).AbsoluteUri,
            })
                info.ArgumentList.Add(word);
            using var wrk = Process.Start(info)!;
            var text = await wrk.StandardOutput.ReadToEndAsync(ct);
            await wrk.WaitForExitAsync(ct);
            return Line().Match(text) is { Success: true } m
                ? new(double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture), int.Parse(m.Groups[3].Value, CultureInfo.InvariantCulture))
                : throw new InvalidOperationException("wrk: " + text);
        }
        finally
        {
            File.Delete(script);
        }
    }

    private async Task<PageFigures> ClientAsync(string path, CancellationToken ct)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseCookies = false, UseProxy = false });
        http.DefaultRequestHeaders.Add("Accept-Encoding", "br");
        var (histogram, errors, gate, number) = (new LongHistogram(60_000_000, 3), 0, new Lock(), NextNumbers());
        var to = Stopwatch.GetTimestamp() + (long)(measured.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            while (Stopwatch.GetTimestamp() is var begun && begun < to)
            {
                var uri = new Uri(address, path.Replace(Number, Interlocked.Increment(ref number).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
                using var answer = await http.GetAsync(uri, ct);
                await answer.Content.ReadAsByteArrayAsync(ct);
                lock (gate)
                {
                    histogram.RecordValue((long)Stopwatch.GetElapsedTime(begun).TotalMicroseconds);
                    errors += answer.IsSuccessStatusCode ? 0 : 1;
                }
            }
        }));
        return new(histogram.TotalCount / measured.TotalSeconds, histogram.GetValueAtPercentile(95) / 1000.0, errors);
    }

    private static long NextNumbers() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() % 100_000 * 10_000;

    [GeneratedRegex(@"FIGURES ([\d.]+) ([\d.]+) (\d+)")]
    private static partial Regex Line();
}
