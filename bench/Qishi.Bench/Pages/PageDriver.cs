using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using HdrHistogram;

namespace Qishi.Bench.Pages;

/// <summary>Requests per second and the 95th percentile of one address.</summary>
internal sealed record PageFigures(double PerSecond, double P95Milliseconds, int Errors);

/// <summary>Asks one address over and over on kept connections: by wrk where it is installed, else by HttpClient. All addresses of a run are asked by the same.</summary>
internal sealed partial class PageDriver(Uri address, int connections, TimeSpan measured)
{
    private const string Script = """
        done = function(summary, latency, requests)
          local e = summary.errors
          io.write(string.format("FIGURES %f %f %d\n", summary.requests / (summary.duration / 1000000), latency:percentile(95) / 1000, e.status + e.connect + e.read + e.timeout))
        end
        """;

    private readonly bool hasWrk = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "wrk"))) == true;

    public string Name => hasWrk ? "wrk" : "HttpClient";

    public Task<PageFigures> AskAsync(string path, CancellationToken ct) => hasWrk ? WrkAsync(path, ct) : ClientAsync(path, ct);

    private async Task<PageFigures> WrkAsync(string path, CancellationToken ct)
    {
        var script = Path.Combine(Path.GetTempPath(), $"qishi-bench-{Environment.ProcessId}.lua");
        await File.WriteAllTextAsync(script, Script, ct);
        try
        {
            var info = new ProcessStartInfo("wrk") { RedirectStandardOutput = true };
            foreach (var word in new[]
            {
                "-t1", string.Create(CultureInfo.InvariantCulture, $"-c{connections}"), string.Create(CultureInfo.InvariantCulture, $"-d{(int)measured.TotalSeconds}s"), "-s", script,
                "-H", "Accept-Encoding: br", "-H", "Accept: text/html", new Uri(address, path).AbsoluteUri,
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
        var (uri, histogram, errors, gate) = (new Uri(address, path), new LongHistogram(60_000_000, 3), 0, new Lock());
        var to = Stopwatch.GetTimestamp() + (long)(measured.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            while (Stopwatch.GetTimestamp() is var begun && begun < to)
            {
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

    [GeneratedRegex(@"FIGURES ([\d.]+) ([\d.]+) (\d+)")]
    private static partial Regex Line();
}
