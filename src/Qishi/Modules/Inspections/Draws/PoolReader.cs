using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Draw;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Inspections.Draws;

/// <param name="Code">Code of the object.</param>
/// <param name="Credit">Class it is drawn in.</param>
internal sealed record PooledObject(string Code, CreditClass Credit);

/// <param name="Objects">Objects, each with its stratum's number.</param>
/// <param name="Strata">Strata with neutral names; never a credit class.</param>
/// <param name="LeftOut">Objects that have had as many checks this year as they may.</param>
internal sealed record ReadPool(IReadOnlyList<(string Code, byte Stratum)> Objects, IReadOnlyList<DrawStratum> Strata, int LeftOut);

/// <summary>Which objects a task draws from, in which strata, and how many of each (rulebook B §1.4; rulings, Risk classes).</summary>
internal sealed class PoolReader(AppDb db, ItemBook book, IRules rules)
{
    public async Task<ReadPool> ReadAsync(InspectionTask task, DateOnly on, CancellationToken ct)
    {
        var items = await book.OnAsync(task.ItemCodes, on, ct);
        var parameters = await rules.BookAsync(ct);
        var found = (await Rows(task.Scope, items).OrderBy(o => o.Code).Select(o => new { o.Code, o.Credit }).ToListAsync(ct)).ConvertAll(o => new PooledObject(o.Code, o.Credit));
        var key = items.Any(i => i.Type == ItemType.Key);
        var kept = key || task.Type != CheckType.RoutineRandom ? found : await UnderCapAsync(found, task, on, parameters, ct);
        return Strata(kept, task.Scope, key, on, parameters) with { LeftOut = found.Count - kept.Count };
    }

    /// <summary>Quotas and neutral strata of a pool; pure.</summary>
    internal static ReadPool Strata(IReadOnlyList<PooledObject> pool, DrawScope scope, bool key, DateOnly on, RuleBook parameters)
    {
        if (scope.Mode == RatioMode.FixedRatio)
            return new([.. pool.Select(o => (o.Code, (byte)0))], [new("全部", pool.Count, Quotas.ByShare([pool.Count], scope.ShareBp ?? 0)[0])], 0);
        // Without a class an object is drawn as B; merged before rounding.
        var classes = new[] { CreditClass.A, CreditClass.B, CreditClass.C, CreditClass.D };
        var groups = pool.ToLookup(o => o.Credit == CreditClass.None ? CreditClass.B : o.Credit);
        var held = classes.Where(c => groups[c].Any()).ToList();
        var sizes = held.ConvertAll(c => groups[c].Count());
        var quotas = scope.Mode == RatioMode.FixedCount
            ? Quotas.ByWeight(sizes, [.. held.Select(c => parameters.Ints("rnd.weights", on)[(int)c])], scope.Count ?? 0)
            : Quotas.ByShares(sizes, [.. held.Select(c => ShareOf(c, scope, key, on, parameters))]);
        return new(
            [.. held.SelectMany((c, n) => groups[c].Select(o => (o.Code, (byte)n)))],
            [.. held.Select((c, n) => new DrawStratum($"第{"一二三四"[n]}层", sizes[n], quotas[n]))], 0);
    }

    internal static int ShareOf(CreditClass credit, DrawScope scope, bool key, DateOnly on, RuleBook parameters)
    {
        var shares = Words.Split(scope.SharesBp?.Replace(',', '|')) is { Count: 4 } own
            ? [.. own.Select(s => int.Parse(s, System.Globalization.CultureInfo.InvariantCulture))]
            : parameters.Ints("rnd.sharesBp", on);
        return key && credit == CreditClass.D ? Math.Max(shares[3], parameters.Int("rnd.keyShareDBp", on)) : shares[(int)credit];
    }

    private IQueryable<CheckObject> Rows(DrawScope scope, IReadOnlyList<CheckItem> items)
    {
        var rows = db.Set<CheckObject>().AsNoTracking().Where(o => o.Drawable);
        foreach (var tag in items.Select(i => i.Tag).Append(scope.Kind == DrawKind.Directed ? scope.Tag : null).OfType<string>().Distinct())
        {
            var marked = "|" + tag + "|";
            rows = rows.Where(o => o.Tags.Contains(marked));
        }

        if (scope.Kind == DrawKind.Undirected)
            return rows;
        if (scope.ObjectKind is { } kind)
            rows = rows.Where(o => o.Kind == kind);
        if (scope.Station is { } station)
            rows = rows.Where(o => o.Station == station);
        if (scope.Industry is { } industry)
            rows = rows.Where(o => o.MainClass.StartsWith(industry));
        return rows;
    }

    /// <summary>General items: an object is checked at most so many times a year (国办发〔2024〕54号); one visit counts once, however many departments came.</summary>
    private async Task<List<PooledObject>> UnderCapAsync(List<PooledObject> found, InspectionTask task, DateOnly on, RuleBook parameters, CancellationToken ct)
    {
        var caps = parameters.Ints("rnd.annualFreqCap", on);
        var (from, to) = (new DateOnly(task.DueOn.Year, 1, 1), new DateOnly(task.DueOn.Year, 12, 31));
        var counts = await db.Set<Visit>().Where(v => v.DueOn >= from && v.DueOn <= to && v.State != VisitState.Cancelled).GroupBy(v => v.ObjectCode).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return found.FindAll(o => counts.GetValueOrDefault(o.Code) < (o.Credit == CreditClass.A ? caps[0] : caps[^1]));
    }
}
