using System.Collections.Concurrent;
using System.Diagnostics;
using HdrHistogram;

namespace Qishi.Bench.Lifecycle;

/// <summary>Whole lifecycles under load: so many clients one after the other (closed loop), or so many begun per second whatever happens (open loop).</summary>
internal sealed class Load(Clerks clerks, FinishWatch watch, Applications applications)
{
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, int> errors = [];

    public LongHistogram Submit { get; } = New();
    public LongHistogram Decide { get; } = New();
    public LongHistogram Receipts { get; } = New();
    public LongHistogram Whole { get; } = New();

    /// <summary>Lifecycles that ended within the measured time.</summary>
    public int Finished { get; private set; }

    public double PerSecond { get; private set; }

    /// <summary>What was refused or failed, and how often.</summary>
    public IReadOnlyDictionary<string, int> Errors => errors;

    /// <summary>Closed loop.</summary>
    public async Task ClosedAsync(int clients, TimeSpan warm, TimeSpan measured, CancellationToken ct)
    {
        var (from, to) = Window(warm, measured);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            while (Stopwatch.GetTimestamp() < to && !ct.IsCancellationRequested)
                await OneAsync(Stopwatch.GetTimestamp(), from, to, ct);
        }));
        PerSecond = Finished / measured.TotalSeconds;
    }

    /// <summary>Open loop: latencies count from the moment a lifecycle should have begun, so a stall of the program is not hidden.</summary>
    public async Task OpenAsync(double perSecond, TimeSpan warm, TimeSpan measured, CancellationToken ct)
    {
        var begin = Stopwatch.GetTimestamp();
        var (from, to) = Window(warm, measured);
        var all = new List<Task>();
        for (var i = 0; !ct.IsCancellationRequested; i++)
        {
            var due = begin + (long)(i / perSecond * Stopwatch.Frequency);
            if (due >= to)
                break;
            if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is { Ticks: > 0 } early)
                await Task.Delay(early, ct);
            all.Add(OneAsync(due, from, to, ct));
        }

        await Task.WhenAll(all).WaitAsync(TimeSpan.FromMinutes(2), ct);
        PerSecond = Finished / measured.TotalSeconds;
    }

    private async Task OneAsync(long begun, long from, long to, CancellationToken ct)
    {
        try
        {
            var caseNo = await clerks.SubmitAsync(applications.Next(), ct);
            var submitted = Stopwatch.GetTimestamp();
            await clerks.ApproveAsync(caseNo, ct);
            var decided = Stopwatch.GetTimestamp();
            var finished = await watch.FinishedAsync(caseNo).WaitAsync(TimeSpan.FromMinutes(2), ct);
            if (finished < from || finished >= to)
                return;
            lock (gate)
            {
                Finished++;
                Keep(Submit, begun, submitted);
                Keep(Decide, submitted, decided);
                Keep(Receipts, decided, finished);
                Keep(Whole, begun, finished);
            }
        }
        catch (Exception e) when (e is RefusedException or HttpRequestException or TimeoutException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            errors.AddOrUpdate(e.Message[..Math.Min(e.Message.Length, 300)], 1, (_, n) => n + 1);
            await Task.Delay(200, ct);
        }
    }

    private static (long From, long To) Window(TimeSpan warm, TimeSpan measured)
    {
        var from = Stopwatch.GetTimestamp() + (long)(warm.TotalSeconds * Stopwatch.Frequency);
        return (from, from + (long)(measured.TotalSeconds * Stopwatch.Frequency));
    }

    private static void Keep(LongHistogram histogram, long from, long to) =>
        histogram.RecordValue(Math.Clamp((long)Stopwatch.GetElapsedTime(from, to).TotalMicroseconds, 1, 600_000_000));

    private static LongHistogram New() => new(600_000_000, 3);
}
