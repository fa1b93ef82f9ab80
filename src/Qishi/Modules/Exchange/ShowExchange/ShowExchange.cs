using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Flow;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Figures;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Exchange.Routes;
using Qishi.Platform.Data;
using Qishi.Platform.Web;

namespace Qishi.Modules.Exchange.ShowExchange;

/// <summary>The observatory: how each department fares, what is stuck, what the last reconciliation found.</summary>
internal sealed class ShowExchangeHandler(AppDb db, TimeProvider clock)
{
    private const int Sample = 500;

    public async Task<IReadOnlyList<DepartmentLine>> DepartmentsAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        var (dayAgo, midnight) = (now.AddDays(-1), ChinaTime.ToUtc(ChinaTime.DayOf(now), TimeOnly.MinValue));
        var open = (await db.Set<HandOver>().Where(h => h.Current && h.Status != HandOverStatus.Done && h.Status != HandOverStatus.ManualDone).GroupBy(h => new { h.Department, Delivered = h.PushedAt != null && h.Status != HandOverStatus.Failed && h.Status != HandOverStatus.Outage })
            .Select(g => new { g.Key.Department, g.Key.Delivered, Count = g.Count(), Oldest = g.Min(h => h.CreatedAt) }).ToListAsync(ct)).ToLookup(g => g.Department);
        var tried = await db.Set<Attempt>().Where(a => a.At >= dayAgo && a.RequestDigest != null).GroupBy(a => a.Department)
            .Select(g => new { g.Key, All = g.Count(), Good = g.Count(a => a.Outcome == AttemptOutcome.Delivered), Slowness = g.Average(a => a.Milliseconds) }).ToDictionaryAsync(g => g.Key, ct);
        var outages = (await db.Set<Outage>().Where(o => o.To == null || o.To > midnight).ToListAsync(ct)).ToLookup(o => o.Department);
        var routes = await new RouteBook(db).AllAsync(ChinaTime.DayOf(now), ct);
        var lines = new List<DepartmentLine>();
        foreach (var d in await db.Set<Department>().AsNoTracking().OrderBy(d => d.Position).ToListAsync(ct))
        {
            var spans = await db.Set<HandOver>().Where(h => h.Department == d.Code && !h.AtDesk && h.AckedAt >= dayAgo).OrderByDescending(h => h.AckedAt).Take(Sample).Select(h => new { h.CreatedAt, h.AckedAt }).ToListAsync(ct);
            var seconds = spans.ConvertAll(s => (s.AckedAt!.Value - s.CreatedAt).TotalSeconds);
            seconds.Sort();
            // A department that only has a desk shows when something is on it.
            if (d.DeskOnly && !open[d.Code].Any())
                continue;
            var calls = tried.GetValueOrDefault(d.Code);
            var (tone, word) = State(d, calls?.Slowness, now);
            lines.Add(new(
                d.Code, d.ShortName, tone, word, open[d.Code].Where(o => !o.Delivered).Sum(o => o.Count), open[d.Code].Where(o => o.Delivered).Sum(o => o.Count),
                open[d.Code].Select(o => (DateTime?)o.Oldest).Min(), calls is null ? null : 100.0 * calls.Good / calls.All, At(seconds, 0.5), At(seconds, 0.95),
                (int)outages[d.Code].Sum(o => ((o.To ?? now) - (o.From < midnight ? midnight : o.From)).TotalMinutes), d.LastSuccessAt, Route(d, routes)));
        }

        return lines;
    }

    /// <summary>Hand-overs that need care: stuck, failed, held by an outage, sent back, waiting for a second person.</summary>
    public async Task<Paged<TroubleLine>> TroublesAsync(string? department, bool stuckOnly, ListQuery query, CancellationToken ct)
    {
        var page = await Troubles(department, stuckOnly).PageAsync(query, ct);
        return new(await LinesAsync(page.Rows, ct), page.Total);
    }

    public async Task<IReadOnlyList<TroubleLine>> AllTroublesAsync(string? department, bool stuckOnly, int most, CancellationToken ct) =>
        await LinesAsync(await Troubles(department, stuckOnly).Take(most).ToListAsync(ct), ct);

    private IQueryable<HandOver> Troubles(string? department, bool stuckOnly)
    {
        var rows = stuckOnly ? db.Stuck(clock.UtcNow()) : db.Set<HandOver>().Where(h => h.Current
            && (h.Status == HandOverStatus.Failed || h.Status == HandOverStatus.Outage || h.Status == HandOverStatus.Rejected || h.Status == HandOverStatus.ManualUnconfirmed
                || (department != null && h.Status != HandOverStatus.Done && h.Status != HandOverStatus.ManualDone)));
        return (department is null ? rows : rows.Where(h => h.Department == department)).AsNoTracking().OrderBy(h => h.DueAt).ThenBy(h => h.CreatedAt);
    }

    private async Task<IReadOnlyList<TroubleLine>> LinesAsync(IReadOnlyList<HandOver> rows, CancellationToken ct)
    {
        var ids = rows.Select(h => h.Id).ToList();
        var last = (await db.Set<Attempt>().Where(a => ids.Contains(a.HandOverId)).GroupBy(a => a.HandOverId).Select(g => g.OrderByDescending(a => a.At).First()).ToListAsync(ct)).ToDictionary(a => a.HandOverId);
        var departments = await db.Set<Department>().AsNoTracking().ToDictionaryAsync(d => d.Code, ct);
        return
        [
            .. rows.Select(h => (Row: h, Department: departments[h.Department]))
                .Select(x => new TroubleLine(x.Row, x.Department.ShortName, last.GetValueOrDefault(x.Row.Id), StuckHandOvers.Owner(x.Row, x.Department.ShortName), StuckHandOvers.Next(x.Row, x.Department.NextProbeAt))),
        ];
    }

    /// <summary>Records without an owner or a next date; see <see cref="LooseEnds"/>.</summary>
    public async Task<int> LooseAsync(CancellationToken ct) => (await db.LooseEndsAsync(clock.UtcNow(), ct)).Count;

    public Task<int> StuckAsync(CancellationToken ct) => db.Stuck(clock.UtcNow()).CountAsync(ct);

    /// <summary>The latest reconciliation of each department, and how many differences nobody has mended.</summary>
    public async Task<(IReadOnlyList<Reconciliation> Runs, int Open)> ReconciliationAsync(CancellationToken ct) =>
        (await db.Set<Reconciliation>().AsNoTracking().GroupBy(r => r.Department).Select(g => g.OrderByDescending(r => r.At).First()).ToListAsync(ct),
            await db.Set<Difference>().CountAsync(d => d.MendedAt == null, ct));

    private static string Route(Department d, IReadOnlyDictionary<string, RouteKind> routes) => d.DeskOnly ? "联络员工作台" : RouteBook.Word(routes.GetValueOrDefault(d.Code, RouteKind.Push));

    private static (Tone, string) State(Department d, double? milliseconds, DateTime now) =>
        (d.DownSince ?? (d.CircuitOpenSince is null ? null : d.FailingSince ?? d.CircuitOpenSince)) is { } since ? (Tone.V, $"故障{Math.Max(1, (int)(now - since).TotalMinutes)}分钟")
        : d.DeskOnly ? (Tone.L, "人工办理")
        : milliseconds > 2000 || d.FailuresInRow > 0 ? (Tone.A, "变慢")
        : (Tone.G, "正常");

    private static double? At(List<double> sorted, double share) => sorted.Count == 0 ? null : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
}

internal sealed record DepartmentLine(
    string Code, string Name, Tone Tone, string State, int Queue, int AtWork, DateTime? Oldest, double? Success, double? Half, double? NineteenTwentieths, int OutageMinutes, DateTime? LastSuccess, string Route);

internal sealed record TroubleLine(HandOver Row, string Department, Attempt? Last, string Owner, (string What, DateTime? At) Next);
