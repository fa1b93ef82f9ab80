using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Exchange.Figures;

/// <summary>A hand-over that was late, or past its limit and open, as the month ended.</summary>
internal sealed record LateRow(string CaseNo, string EntityName, DateTime DueAt, DateTime? DoneAt, DateTime? ReportedAt);

/// <summary>An outage as far as it lies in the month.</summary>
internal sealed record OutageSpan(DateTime From, DateTime? To, string Evidence, int Minutes);

/// <summary>
/// A department's month. Rows are counted in the month they were ordered in. <c>OnTimeNet</c> also counts what was finished later than its limit by no more than the time the
/// department's system was recorded down meanwhile (the second variant of §5.3).
/// </summary>
internal sealed record DepartmentMonth(
    string Department, DateOnly Month, DateTime AsOf, int Ordered, int Delivered, int Done, int OnTime, int OnTimeNet, int Returned, int Open, IReadOnlyList<LateRow> Late, IReadOnlyList<OutageSpan> Outages,
    int Calls, int FailedCalls, double? HalfSeconds, double? NineteenTwentiethsSeconds, Quality Quality)
{
    public int OutageMinutes => Outages.Sum(o => o.Minutes);
}

/// <summary>
/// Counts a department's month as it stood at its end (or now, while it runs): only moments up to then are looked at, and those never change afterwards, so a month gives
/// the same figures whenever it is counted.
/// </summary>
internal sealed class MonthFigures(AppDb db, IRules rules, TimeProvider clock)
{
    public async Task<DepartmentMonth> ReadAsync(string department, DateOnly month, CancellationToken ct)
    {
        var (now, start, close) = (clock.UtcNow(), ChinaTime.ToUtc(month, TimeOnly.MinValue), ChinaTime.ToUtc(month.AddMonths(1), TimeOnly.MinValue));
        var end = now < close ? now : close;
        var all = db.Set<HandOver>();
        var rows = await all.AsNoTracking().Where(h => h.Department == department && h.CreatedAt >= start && h.CreatedAt < end)
            .Select(h => new
            {
                h.CaseNo,
                h.EntityName,
                h.AtDesk,
                h.CreatedAt,
                h.DueAt,
                h.PushedAt,
                h.AckedAt,
                h.BusinessCompletedAt,
                h.ReportedAt,
                h.ReturnedAt,
                h.FieldsPushed,
                h.FieldsCorrected,
                h.FieldsMandatory,
                h.FieldsFilled,
                Replaced = all.Any(n => n.CaseNo == h.CaseNo && n.Matter == h.Matter && n.PayloadVersion > h.PayloadVersion && n.CreatedAt < end),
            }).ToListAsync(ct);
        var done = rows.Where(h => h.ReportedAt < end).ToList();
        var open = rows.Where(h => !(h.ReportedAt < end) && !h.Replaced).ToList();
        var late = done.Where(h => h.BusinessCompletedAt > h.DueAt).Select(h => new LateRow(h.CaseNo, h.EntityName, h.DueAt, h.BusinessCompletedAt, h.ReportedAt))
            .Concat(open.Where(h => h.DueAt < end).Select(h => new LateRow(h.CaseNo, h.EntityName, h.DueAt, null, null))).OrderBy(l => l.DueAt).ThenBy(l => l.CaseNo, StringComparer.Ordinal).ToList();
        var windows = await db.Set<Outage>().AsNoTracking().Where(o => o.Department == department && o.From < end && (o.To == null || o.To > start)).OrderBy(o => o.From).ToListAsync(ct);
        var outages = windows.ConvertAll(o => Clipped(o, start, end));
        var calls = await db.Set<Attempt>().Where(a => a.Department == department && a.At >= start && a.At < end && a.RequestDigest != null).GroupBy(a => a.Outcome == AttemptOutcome.Delivered)
            .Select(g => new { Good = g.Key, Count = g.Count() }).ToListAsync(ct);
        var sla = TimeSpan.FromMinutes((await rules.BookAsync(ct)).Int("push.slaMinutes", month.AddMonths(1).AddDays(-1)));
        var pushed = rows.Where(h => !h.AtDesk && h.PushedAt < end).ToList();
        var seconds = pushed.Where(h => h.AckedAt < end).Select(h => (h.AckedAt!.Value - h.CreatedAt).TotalSeconds).Order().ToList();
        return new DepartmentMonth(
            department, month, end, rows.Count, rows.Count(h => h.PushedAt < end), done.Count, done.Count(h => h.BusinessCompletedAt <= h.DueAt), done.Count(h => h.BusinessCompletedAt is { } at && at <= h.DueAt + DownBetween(windows, h.CreatedAt, at)),
            rows.Count(h => h.ReturnedAt < end), open.Count, late, outages,
            calls.Sum(c => c.Count), calls.Where(c => !c.Good).Sum(c => c.Count), At(seconds, 0.5), At(seconds, 0.95),
            new Quality(department, pushed.Count, pushed.Count(h => h.AckedAt < end && h.AckedAt - h.CreatedAt <= sla), pushed.Sum(h => h.FieldsPushed), pushed.Sum(h => h.FieldsCorrected), pushed.Sum(h => h.FieldsMandatory), pushed.Sum(h => h.FieldsFilled)));
    }

    /// <summary>How long the recorded windows cover the time from <paramref name="from"/> to <paramref name="to"/>; windows of one department do not overlap.</summary>
    private static TimeSpan DownBetween(List<Outage> windows, DateTime from, DateTime to)
    {
        var down = TimeSpan.Zero;
        foreach (var window in windows)
        {
            var (begin, finish) = (window.From > from ? window.From : from, window.To is { } up && up < to ? up : to);
            down += finish > begin ? finish - begin : TimeSpan.Zero;
        }

        return down;
    }

    // A window that was still open as the month ended reads as open, also when it is counted after its end.
    private static OutageSpan Clipped(Outage o, DateTime start, DateTime end)
    {
        var (from, to) = (o.From < start ? start : o.From, o.To < end ? o.To : null);
        return new OutageSpan(from, to, o.Evidence, (int)((to ?? end) - from).TotalMinutes);
    }

    private static double? At(List<double> sorted, double share) => sorted.Count == 0 ? null : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
}
