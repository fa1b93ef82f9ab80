using Qishi.Kernel;

namespace Qishi.Platform.Rules;

/// <summary>
/// Makes the versions in force out of rows that are only ever added: on each day the row with the latest first day holds (of two with the same first day
/// the one approved later), so a value that ends gives way to the one before it again.
/// </summary>
internal static class RuleVersions
{
    public static IEnumerable<RuleParameter> Of(IEnumerable<ParameterRow> approved) => approved.GroupBy(p => p.Key).SelectMany(g => OfKey([.. g]));

    private static IEnumerable<RuleParameter> OfKey(List<ParameterRow> rows)
    {
        var starts = rows.Select(r => r.From ?? DateOnly.MinValue)
            .Concat(rows.Where(r => r.To is { } to && to < DateOnly.MaxValue).Select(r => r.To!.Value.AddDays(1)))
            .Distinct().Order().ToList();
        RuleParameter? last = null;
        for (var i = 0; i < starts.Count; i++)
        {
            var (from, to) = (starts[i], i + 1 < starts.Count ? starts[i + 1].AddDays(-1) : (DateOnly?)null);
            var row = rows.Where(r => (r.From ?? DateOnly.MinValue) <= from && (r.To is null || r.To >= from))
                .OrderByDescending(r => r.From ?? DateOnly.MinValue).ThenByDescending(r => r.ApprovedAt).ThenByDescending(r => r.Id).FirstOrDefault();
            if (row is null)
                continue;
            var next = new RuleParameter(row.Key, row.Value, row.Unit, from == DateOnly.MinValue ? null : from, to, row.Source, row.Article, row.Confidence);
            if (last is not null && last with { From = next.From, To = next.To } == next && last.To?.AddDays(1) == from)
                next = next with { From = last.From };
            else if (last is not null)
                yield return last;
            last = next;
        }

        if (last is not null)
            yield return last;
    }
}
