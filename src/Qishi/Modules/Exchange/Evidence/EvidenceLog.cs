using Microsoft.EntityFrameworkCore;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Exchange.Evidence;

/// <summary>Rows of the log about some subjects, and the pieces of the chain that tie them to heads anchored outside the database. Rows of others in between show only their digests.</summary>
internal sealed class EvidenceLog(AppDb db, LogHeads heads)
{
    private const int Page = 2000;

    public async Task<(IReadOnlyList<EvidenceRow> Rows, IReadOnlyList<EvidenceSegment> Segments)> ReadAsync(IReadOnlyList<string> subjects, bool processes, CancellationToken ct)
    {
        var found = await db.Set<EventRow>().AsNoTracking().Where(e => subjects.Contains(e.Subject))
            .Join(db.Set<SealRow>(), e => e.Seq, s => s.EventSeq, (e, s) => new { e, s })
            .LeftJoin(db.Set<ProcessRow>(), x => x.e.ProcessId, p => p.Id, (x, p) => new { x.s.No, x.e, p }).OrderBy(x => x.No).ToListAsync(ct);
        var rows = found.ConvertAll(x => new EvidenceRow(
            x.No, x.e.Seq, x.e.Type, x.e.Subject, x.e.Payload, x.e.At, x.e.ProcessId, processes && x.p is not null ? EvidenceProcess.Of(x.p) : null,
            processes ? null : SealChain.DigestOf(x.p)));
        var segments = new List<EvidenceSegment>();
        if (rows.Count == 0)
            return (rows, segments);
        var anchors = await AnchorsAsync(rows[^1].No, ct);
        for (var i = 0; i < rows.Count;)
        {
            var head = anchors.First(a => a.No >= rows[i].No);
            segments.Add(await SegmentAsync(rows[i].No, head, ct));
            while (i < rows.Count && rows[i].No <= head.No)
                i++;
        }

        return (rows, segments);
    }

    /// <summary>Anchored heads in order, the last of them at or after a seal; a head is anchored now when there is none.</summary>
    private async Task<List<LogHead>> AnchorsAsync(long upTo, CancellationToken ct)
    {
        var known = heads.Read().ToList();
        if (known.Count == 0 || known.Max(a => a.No) < upTo)
        {
            var last = await db.Set<SealRow>().AsNoTracking().OrderByDescending(s => s.No).FirstAsync(ct);
            await heads.WriteAsync(last.No, last.Hash, ct);
            known = [.. heads.Read()];
        }

        return [.. known.OrderBy(a => a.No).ThenBy(a => a.At)];
    }

    private async Task<EvidenceSegment> SegmentAsync(long first, LogHead head, CancellationToken ct)
    {
        var before = first == 1 ? SealChain.Start : await db.Set<SealRow>().Where(s => s.No == first - 1).Select(s => s.Hash).SingleOrDefaultAsync(ct) ?? "";
        var links = new List<EvidenceLink>();
        for (var from = first; from <= head.No; from += Page)
        {
            var to = Math.Min(head.No, from + Page - 1);
            var page = await db.Set<SealRow>().AsNoTracking().Where(s => s.No >= from && s.No <= to).OrderBy(s => s.No)
                .Join(db.Set<EventRow>(), s => s.EventSeq, e => e.Seq, (s, e) => new { s.No, e })
                .LeftJoin(db.Set<ProcessRow>(), x => x.e.ProcessId, p => p.Id, (x, p) => new { x.No, x.e, p }).OrderBy(x => x.No).ToListAsync(ct);
            links.AddRange(page.Select(x => new EvidenceLink(SealChain.DigestOf(x.e), SealChain.DigestOf(x.p))));
        }

        return new(first - 1, before, links, head.Hash, head.At);
    }
}
