using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Figures;

/// <summary>
/// The invariant of the exchange: every record that is not at its end has an owner and a next date, and somebody keeps that date. What breaks it is listed here with its
/// reason; the list is empty or the program has a fault. Tests, the nightly job and the board read the same list.
/// </summary>
internal static class LooseEnds
{
    /// <summary>A date is kept when it is acted on within so much: longer than any lease, probe or reminding job needs.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(30);

    public static async Task<IReadOnlyList<LooseEnd>> LooseEndsAsync(this AppDb db, DateTime now, CancellationToken ct)
    {
        var late = now - Grace;
        var open = db.Set<HandOver>().AsNoTracking().Where(h => h.Current && h.Status != HandOverStatus.Done && h.Status != HandOverStatus.ManualDone);
        var found = new List<LooseEnd>();

        async Task AddAsync(IQueryable<HandOver> rows, string sentence) =>
            found.AddRange((await rows.OrderBy(h => h.CreatedAt).Select(h => new { h.Id, h.CaseNo, h.Department }).Take(1000).ToListAsync(ct)).Select(h => new LooseEnd(h.Department, h.Id, h.CaseNo, sentence)));

        await AddAsync(open.Where(h => !db.Set<Department>().Any(d => d.Code == h.Department)), "没有这个部门，没有人负责");
        await AddAsync(open.Where(h => h.Status != HandOverStatus.Outage && h.NextActionAt == null), "没有下次行动时间");
        await AddAsync(
            open.Where(h => h.Status != HandOverStatus.Outage && h.NextActionAt < late && (h.ClaimedUntil == null || h.ClaimedUntil < now)), "过了下次行动时间，没有人动");
        await AddAsync(
            open.Where(h => h.Status == HandOverStatus.Outage && h.OutageSince < late && !db.Set<Outage>().Any(o => o.Department == h.Department && (o.To == null || o.To > late))), "记为系统故障，但没有在用的故障窗口");
        await AddAsync(open.Where(h => h.Status == HandOverStatus.ManualUnconfirmed && !db.Set<ManualRecord>().Any(m => m.HandOverId == h.Id && m.DecidedAt == null)), "等第二人确认，但没有补录记录");
        await AddAsync(
            db.Set<HandOver>().AsNoTracking().Where(h => !h.Current && (h.Status != HandOverStatus.Rejected || !db.Set<HandOver>().Any(n => n.CaseNo == h.CaseNo && n.Matter == h.Matter && n.PayloadVersion > h.PayloadVersion))
                && h.Status != HandOverStatus.Done && h.Status != HandOverStatus.ManualDone), "旧版本还没有了结，或者没有新版本接替");
        found.AddRange((await db.Set<Department>().AsNoTracking().Where(d => (d.CircuitOpenSince != null || d.DownSince != null) && !d.DownByPerson && (d.NextProbeAt == null || d.NextProbeAt < late)).Select(d => d.Code).ToListAsync(ct))
            .Select(code => new LooseEnd(code, null, null, "系统故障，但没有安排探测")));
        return found;
    }
}

/// <summary>One record nobody looks after; the hand-over is null when it is the department's own.</summary>
internal sealed record LooseEnd(string Department, Guid? HandOver, string? CaseNo, string Sentence);
