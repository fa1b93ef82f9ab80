using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Registration.ImportScope;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Addresses;

/// <summary>Writes judged rows: a door that changes ends the day before and begins anew, so that every day keeps what held on it.</summary>
internal static class AddressWriting
{
    public static async Task PutAsync(AppDb db, IReadOnlyList<AddressRow> rows, string source, DateOnly from, string by, CancellationToken ct)
    {
        var grids = await db.Set<Grid>().ToDictionaryAsync(g => g.Code, ct);
        foreach (var row in rows.Where(r => r.IsGrid && r.Effect is RowEffect.Add or RowEffect.Change or RowEffect.End && r.IsGrid))
        {
            if (!grids.TryGetValue(row.Grid, out var grid))
                db.Add(grids[row.Grid] = grid = new Grid { Code = row.Grid, Name = row.GridName, AreaCode = row.AreaCode, From = from });
            (grid.Name, grid.To) = (row.GridName, row.Until);
            await InChargeAsync(db, row.Grid, row.Station!, from, by, ct);
        }

        var codes = rows.Where(r => !r.IsGrid && r.Effect is RowEffect.Change or RowEffect.End).Select(r => r.Code).ToHashSet(StringComparer.Ordinal);
        var doors = codes.Count == 0 ? [] : (await db.Set<StandardAddress>().ToListAsync(ct)).Where(d => codes.Contains(d.Code)).GroupBy(d => d.Code).ToDictionary(g => g.Key, g => g.MaxBy(d => d.From)!);
        foreach (var row in rows.Where(r => !r.IsGrid))
            switch (row.Effect)
            {
                case RowEffect.Add:
                    db.Add(DoorOf(row, source, from));
                    break;
                case RowEffect.End:
                    doors[row.Code].To = row.Until;
                    break;
                case RowEffect.Change when doors[row.Code].From == from:
                    doors[row.Code].Take(row, source);
                    break;
                case RowEffect.Change:
                    var past = doors[row.Code];
                    past.To = past.To is { } earlier && earlier < from ? earlier : from.AddDays(-1);
                    db.Add(DoorOf(row, source, from));
                    break;
            }
    }

    /// <summary>From a day on a station is in charge of a grid; saying the same again changes nothing.</summary>
    public static async Task<bool> InChargeAsync(AppDb db, string grid, string station, DateOnly from, string by, CancellationToken ct)
    {
        var held = await db.Set<GridStation>().Where(s => s.Grid == grid && s.From <= from).OrderByDescending(s => s.From).FirstOrDefaultAsync(ct);
        if (held?.Station == station)
            return false;
        if (held?.From == from)
            (held.Station, held.EnteredBy) = (station, by);
        else
            db.Add(new GridStation { Grid = grid, From = from, Station = station, EnteredBy = by });
        return true;
    }

    private static StandardAddress DoorOf(AddressRow row, string source, DateOnly from) => new()
    {
        Id = Guid.CreateVersion7(),
        Code = row.Code,
        AreaCode = row.AreaCode,
        Grid = row.Grid,
        Road = row.Road,
        Number = row.Number,
        Key = AddressKey.Of(row.Road + row.Number),
        RoadKey = AddressKey.Of(row.Road),
        Longitude = row.Longitude,
        Latitude = row.Latitude,
        Source = source,
        From = from,
        To = row.Until,
    };
}
