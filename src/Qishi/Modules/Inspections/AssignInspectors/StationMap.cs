using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Inspections.AssignInspectors;

/// <summary>
/// Stations over time (source report §五.4): which unit a unit, or an upstream system's code, is on a day, merges followed to the end. Read once; <see cref="ReadAsync"/> comes first.
/// </summary>
internal sealed class StationMap(AppDb db, IDirectory directory)
{
    private List<UnitMerge> merges = [];
    private List<LegacyCode> codes = [];
    private ILookup<string, string> neighbours = Array.Empty<UnitNeighbour>().ToLookup(n => n.Unit, n => n.Neighbour);
    private HashSet<string> stations = [];

    public async Task ReadAsync(DateOnly on, CancellationToken ct)
    {
        merges = await db.Set<UnitMerge>().AsNoTracking().Where(m => m.ConfirmedAt != null).OrderBy(m => m.EffectiveOn).ToListAsync(ct);
        codes = await db.Set<LegacyCode>().AsNoTracking().OrderBy(c => c.From).ToListAsync(ct);
        neighbours = (await db.Set<UnitNeighbour>().AsNoTracking().OrderBy(n => n.Unit).ThenBy(n => n.Place).ToListAsync(ct)).ToLookup(n => n.Unit, n => n.Neighbour);
        stations = [.. (await directory.UnitsAsync(OrgUnitKind.Station, on, ct)).Select(u => u.Code)];
    }

    /// <summary>The unit that a unit is on a day: merges in force are followed, however many.</summary>
    public string Of(string unit, DateOnly on)
    {
        // No more steps than there are merges: a circle in the data must not hang.
        for (var step = 0; step <= merges.Count; step++)
        {
            if (merges.Find(m => m.OldUnit == unit && m.EffectiveOn <= on) is not { } merge)
                return unit;
            unit = merge.NewUnit;
        }

        return unit;
    }

    /// <summary>The unit an upstream code means on a day; null when nobody knows it (待映射).</summary>
    public string? OfCode(string upstream, string code, DateOnly on)
    {
        var own = codes.FindAll(c => c.Upstream == upstream && c.Code == code);
        // Upstream systems go on using codes of stations long gone: the last known meaning counts, then merges.
        var row = own.FindLast(c => c.From <= on && (c.To is null || c.To >= on)) ?? own.FindLast(c => c.From <= on);
        return row is null ? null : Of(row.Unit, on);
    }

    public bool IsStation(string? unit) => unit is not null && stations.Contains(unit);

    public IEnumerable<string> Neighbours(string unit) => neighbours[unit];
}
