using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Platform.Data;

namespace Qishi.Platform.Events;

/// <summary>What checking the log found: whole, or the first row that is not as it was sealed.</summary>
/// <param name="Whole">True when nothing is wrong.</param>
/// <param name="Sentence">Chinese sentence for the operator.</param>
/// <param name="SealNo">Number of the first broken seal; null when whole.</param>
internal sealed record LogVerdict(bool Whole, string Sentence, long? SealNo = null);

/// <summary>
/// Walks the chain from its first seal, computes every hash anew and compares the end with the anchors outside the database. Finds changed, missing, exchanged
/// and later inserted rows and a cut-off end.
/// </summary>
internal sealed class LogCheck(AppDb db, LogHeads heads, TimeProvider clock)
{
    private const int Page = 2000;
    private static readonly TimeSpan SealedWithin = TimeSpan.FromMinutes(10);

    public async Task<LogVerdict> RunAsync(CancellationToken ct)
    {
        var anchors = heads.Read().ToLookup(a => a.No, a => a.Hash);
        var (no, hash, firstRelease) = (0L, SealChain.Start, true);
        while (await ReadAsync(no, ct) is { Count: > 0 } rows)
        {
            for (var i = 0; i < rows.Count; i++)
            {
                var row = rows[i];
                if (row.Seal.No != no + 1)
                    return Broken(no + 1, $"缺第{no + 1}号封存记录（后面是第{row.Seal.No}号）");
                if (row.Event is null)
                    return Broken(row.Seal.No, $"第{row.Seal.No}号封存的事件{row.Seal.EventSeq}不见了");
                var expected = SealChain.Next(hash, row.Seal.No, new(row.Event, row.Process));
                if (expected == row.Seal.Hash)
                    firstRelease = false;
                else if (!firstRelease || SealChain.NextInFirstRelease(hash, row.Seal.No, new(row.Event, row.Process)) != row.Seal.Hash)
                    return Broken(row.Seal.No, await ExplainAsync(hash, expected, row, i + 1 < rows.Count ? rows[i + 1] : (await ReadAsync(row.Seal.No, ct)).FirstOrDefault(), ct));
                (no, hash) = (row.Seal.No, row.Seal.Hash);
                if (anchors[no].FirstOrDefault(a => a != hash) is not null)
                    return Broken(no, $"第{no}号封存与库外留存的链头不一致，整条记录可能被重新生成过");
            }
        }

        if (anchors.Select(a => a.Key).DefaultIfEmpty().Max() is var last && last > no)
            return Broken(no + 1, $"日志末尾被截断：库外留存的链头到第{last}号，库里只到第{no}号");
        return await FindUnsealedAsync(no, ct) ?? new(true, no == 0 ? "日志还没有封存记录" : $"日志完整：共{no}条封存记录，逐条核对无误");
    }

    private async Task<LogVerdict?> FindUnsealedAsync(long head, CancellationToken ct)
    {
        var highest = await db.Set<SealRow>().MaxAsync(s => (long?)s.EventSeq, ct) ?? 0;
        var before = clock.UtcNow() - SealedWithin;
        // Below the highest sealed number a row is sealed within moments; an old one that is not was put there by hand.
        var planted = await db.Set<EventRow>().AsNoTracking().Where(e => e.Seq < highest && e.At < before && !db.Set<SealRow>().Any(s => s.EventSeq == e.Seq))
            .OrderBy(e => e.Seq).FirstOrDefaultAsync(ct);
        return planted is null ? null : Broken(head, $"事件{planted.Seq}（{planted.Type}）没有封存，早于已封存的事件，可能是事后插入的");
    }

    private async Task<string> ExplainAsync(string previous, string expected, Row row, Row? next, CancellationToken ct)
    {
        var name = $"第{row.Seal.No}号封存（事件{row.Seal.EventSeq}，{row.Event!.Type}，{row.Event.Subject}）";
        // The chain goes on from the computed hash: the rows are as they were, the seal is not.
        if (next?.Event is not null && SealChain.Next(expected, next.Seal.No, new(next.Event, next.Process)) == next.Seal.Hash)
            return $"{name}的封存值被改过";
        var near = await db.Set<SealRow>().AsNoTracking().Where(s => s.No > row.Seal.No && s.No <= row.Seal.No + 50).Select(s => s.No).ToListAsync(ct);
        foreach (var other in await ReadAsync(row.Seal.No, ct))
            if (near.Contains(other.Seal.No) && other.Event is not null && SealChain.Next(previous, row.Seal.No, new(other.Event, other.Process)) == row.Seal.Hash)
                return $"{name}与第{other.Seal.No}号封存被对调过";
        return row.Process is null ? $"{name}的过程记录{row.Event.ProcessId}不见了" : $"{name}的事件记录或过程记录被改过";
    }

    private async Task<List<Row>> ReadAsync(long after, CancellationToken ct) => await db.Set<SealRow>().AsNoTracking().Where(s => s.No > after).OrderBy(s => s.No).Take(Page)
        .LeftJoin(db.Set<EventRow>(), s => s.EventSeq, e => e.Seq, (s, e) => new { s, e })
        .LeftJoin(db.Set<ProcessRow>(), x => x.e!.ProcessId, p => p.Id, (x, p) => new { x.s, x.e, p }).OrderBy(x => x.s.No).Select(x => new Row(x.s, x.e, x.p)).ToListAsync(ct);

    private static LogVerdict Broken(long no, string what) => new(false, $"日志不完整：{what}。请立即报告安全管理员并保留现场", no);

    private sealed record Row(SealRow Seal, EventRow? Event, ProcessRow? Process);
}
