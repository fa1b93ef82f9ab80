using Microsoft.EntityFrameworkCore;
using Qishi.Platform.Data;
using Qishi.Platform.Telemetry;

namespace Qishi.Platform.Events;

/// <summary>
/// Gives committed events their place in the chain. On PostgreSQL an event may become visible after one with a higher sequence number: whatever is visible and
/// unsealed is sealed, and a missing number is waited for until every transaction that was in progress when the gap was seen has ended. No writer waits.
/// One sealer at a time by lease; a second one would fail on the keys of plt_seal.
/// </summary>
internal sealed class Sealer(IServiceScopeFactory scopes)
{
    public const int Batch = 1000;
    private const int AskOneByOne = 2000;

    private readonly List<Gap> gaps = [];
    private long highest;

    /// <summary>Number of the last seal.</summary>
    public long Head { get; private set; }

    public string HeadHash { get; private set; } = SealChain.Start;

    /// <summary>Numbers are missing that may still come.</summary>
    public bool HasGaps => gaps.Count > 0;

    /// <summary>All sequence numbers up to here are sealed or will never be seen.</summary>
    public long Floor => gaps.Count == 0 ? highest : gaps.Min(g => g.From) - 1;

    /// <summary>Reads where the chain stands; what lies above the floor is looked through again.</summary>
    public async Task LoadAsync(long floor, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (await db.Set<SealRow>().AsNoTracking().OrderByDescending(s => s.No).FirstOrDefaultAsync(ct) is { } last)
            (Head, HeadHash) = (last.No, last.Hash);
        highest = floor;
        await foreach (var seq in db.Set<SealRow>().Where(s => s.EventSeq > floor).OrderBy(s => s.EventSeq).Select(s => s.EventSeq).AsAsyncEnumerable().WithCancellation(ct))
            See(seq);
    }

    /// <summary>Seals what is visible now; returns it in the order of the chain.</summary>
    public async Task<IReadOnlyList<SealedEvent>> PassAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        // The order matters: who still runs, then what is visible. What has ended before the first and is not seen by the second will never come.
        var running = gaps.Count > 0 ? await LogTables.RunningTransactionsAsync(db, ct) : [];
        var late = gaps.Count > 0 ? await ReadAsync(Missing(db), ct) : [];
        var fresh = late.Count == Batch ? [] : await ReadAsync(db.Set<EventRow>().Where(e => e.Seq > highest), ct);
        var seals = new List<SealRow>(late.Count + fresh.Count);
        var result = new List<SealedEvent>(seals.Capacity);
        var (no, hash) = (Head, HeadHash);
        foreach (var entry in late.Concat(fresh))
        {
            hash = SealChain.Next(hash, ++no, entry);
            seals.Add(new SealRow { No = no, EventSeq = entry.Event.Seq, Hash = hash });
            result.Add(new SealedEvent(no, entry.Event));
        }

        if (seals.Count > 0)
            await LogTables.AddSealsAsync(db, seals, ct);
        (Head, HeadHash) = (no, hash);
        Meters.Sealed.Add(seals.Count);
        foreach (var entry in late)
            Fill(entry.Event.Seq);
        if (late.Count < Batch)
            gaps.RemoveAll(g => g.WaitsFor is { } waits && !waits.Overlaps(running));
        foreach (var entry in fresh)
            See(entry.Event.Seq);
        if (gaps.Any(g => g.WaitsFor is null))
        {
            running = await LogTables.RunningTransactionsAsync(db, ct);
            foreach (var gap in gaps.Where(g => g.WaitsFor is null))
                gap.WaitsFor = running;
        }

        return result;

        Task<List<LogEntry>> ReadAsync(IQueryable<EventRow> events, CancellationToken stop) => events.AsNoTracking().OrderBy(e => e.Seq).Take(Batch)
            .LeftJoin(db.Set<ProcessRow>(), e => e.ProcessId, p => p.Id, (e, p) => new { e, p }).OrderBy(x => x.e.Seq).Select(x => new LogEntry(x.e, x.p)).ToListAsync(stop);
    }

    private IQueryable<EventRow> Missing(AppDb db)
    {
        if (gaps.Sum(g => g.To - g.From + 1) <= AskOneByOne)
        {
            var numbers = gaps.SelectMany(g => Numbers(g.From, g.To)).ToArray();
            return db.Set<EventRow>().Where(e => numbers.Contains(e.Seq));
        }

        var (from, to) = (gaps.Min(g => g.From), gaps.Max(g => g.To));
        return db.Set<EventRow>().Where(e => e.Seq >= from && e.Seq <= to && !db.Set<SealRow>().Any(s => s.EventSeq == e.Seq));
    }

    private static IEnumerable<long> Numbers(long from, long to)
    {
        for (var n = from; n <= to; n++)
            yield return n;
    }

    private void See(long seq)
    {
        if (seq > highest + 1)
            gaps.Add(new Gap(highest + 1, seq - 1));
        highest = seq;
    }

    private void Fill(long seq)
    {
        var at = gaps.FindIndex(g => g.From <= seq && seq <= g.To);
        if (at < 0)
            return;
        var gap = gaps[at];
        gaps.RemoveAt(at);
        if (gap.From < seq)
            gaps.Add(new Gap(gap.From, seq - 1) { WaitsFor = gap.WaitsFor });
        if (seq < gap.To)
            gaps.Add(new Gap(seq + 1, gap.To) { WaitsFor = gap.WaitsFor });
    }

    /// <summary>Numbers not seen yet, and the transactions that may still bring them; null until asked.</summary>
    private sealed class Gap(long from, long to)
    {
        public long From { get; } = from;
        public long To { get; } = to;
        public HashSet<string>? WaitsFor { get; set; }
    }
}

/// <summary>An event with its number in the chain.</summary>
internal sealed record SealedEvent(long No, EventRow Row)
{
    public EventContext Context => new(No, Row.Seq, Row.ProcessId, Row.At);
}
