using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Addresses;

/// <summary>Where a door stands in the tree.</summary>
/// <param name="Code">Code of the standard address.</param>
/// <param name="Grid">Grid.</param>
/// <param name="Station">Station in charge of the grid on the day; null when none is entered.</param>
internal sealed record Located(string Code, string Grid, string? Station);

/// <summary>
/// The county's own library of standard addresses as a source for the checks, and where a place on the register gets its code, grid and station from. A door is found by village and
/// key; a floor or room behind it is still that door.
/// </summary>
internal sealed class AddressLibrary(AppDb db, CatalogueCache catalogues) : IAddressSource
{
    // Equal or the door with a room behind it; the same door in another village of the town; the road is known, the number is not.
    private const int Door = 100, OtherVillage = 80, RoadOnly = 70, Shown = 8, ShortestKey = 2;

    public string Name => "本县标准地址库";

    public async ValueTask<bool> ReadyAsync(CancellationToken ct) => await db.Set<StandardAddress>().AnyAsync(ct);

    public async Task<AddressMatch?> FindAsync(PremisesDraft premises, DateOnly on, CancellationToken ct)
    {
        var (area, typed) = (NormalisedText.Codes(premises.AreaCode), AddressKey.Of(premises.Detail));
        if (area.Length != 12)
            return null;
        var catalogue = await catalogues.GetAsync(ct);
        AddressMatch Match(StandardAddress a, int score) => new(Words(a, catalogue), score, a.Code);
        if (await DoorAsync(a => a.AreaCode == area, typed, on, ct) is { } door)
            return Match(door, Door);
        var town = area[..9];
        if (await DoorAsync(a => a.AreaCode.StartsWith(town), typed, on, ct) is { } elsewhere)
            return Match(elsewhere, OtherVillage);
        var starts = Starts(typed);
        return await Current(on).Where(a => a.AreaCode == area && starts.Contains(a.RoadKey)).OrderByDescending(a => a.RoadKey.Length).ThenBy(a => a.Key.Length).ThenBy(a => a.Key).FirstOrDefaultAsync(ct) is { } road
            ? Match(road, RoadOnly) : null;
    }

    /// <summary>The door of a place in its village; null when the library does not know it.</summary>
    public async Task<Located?> LocateAsync(string areaCode, string detail, DateOnly on, CancellationToken ct) =>
        await DoorAsync(a => a.AreaCode == areaCode, AddressKey.Of(detail), on, ct) is { } a ? new(a.Code, a.Grid, await StationAsync(a.Grid, on, ct)) : null;

    /// <summary>Gives an entity the code, the grid and the station of its place; without a door the village's station stays.</summary>
    public async Task PutAsync(Entity e, DateOnly on, CancellationToken ct)
    {
        var found = await LocateAsync(e.AreaCode, e.AddressDetail, on, ct);
        e.Locate(found?.Code, found?.Grid, found?.Station ?? e.Station);
    }

    public async Task<string?> StationAsync(string grid, DateOnly on, CancellationToken ct) =>
        await db.Set<GridStation>().Where(s => s.Grid == grid && s.From <= on).OrderByDescending(s => s.From).Select(s => s.Station).FirstOrDefaultAsync(ct);

    /// <summary>Doors that go on as typed, those that begin so first; of one village, or of the whole county.</summary>
    public async Task<IReadOnlyList<(StandardAddress Address, string Place)>> SuggestAsync(string? areaCode, string? words, DateOnly on, CancellationToken ct)
    {
        var (area, key) = (NormalisedText.Codes(areaCode), AddressKey.Of(words));
        if (key.Length is < ShortestKey or > 60)
            return [];
        var rows = Current(on).Where(a => a.Key.Contains(key));
        if (area.Length > 0)
            rows = rows.Where(a => a.AreaCode.StartsWith(area));
        var catalogue = await catalogues.GetAsync(ct);
        return [.. (await rows.OrderByDescending(a => a.Key.StartsWith(key)).ThenBy(a => a.RoadKey).ThenBy(a => a.Key.Length).ThenBy(a => a.Key).ThenBy(a => a.AreaCode).Take(Shown).ToListAsync(ct))
            .Select(a => (a, catalogue.Area(a.AreaCode[..9])?.Name + catalogue.Area(a.AreaCode)?.Name))];
    }

    /// <summary>What holds on a day.</summary>
    public IQueryable<StandardAddress> Current(DateOnly on) => db.Set<StandardAddress>().AsNoTracking().Where(a => a.From <= on && (a.To == null || a.To >= on));

    public static string Words(StandardAddress a, Catalogue catalogue) => catalogue.Area(a.AreaCode[..9])?.Name + catalogue.Area(a.AreaCode)?.Name + a.Detail;

    private async Task<StandardAddress?> DoorAsync(System.Linq.Expressions.Expression<Func<StandardAddress, bool>> where, string typed, DateOnly on, CancellationToken ct)
    {
        // 兴隆街12 is 兴隆街12号 as people write it.
        var starts = Starts(typed.Length > 0 && char.IsDigit(typed[^1]) ? typed + "号" : typed);
        return (await Current(on).Where(where).Where(a => starts.Contains(a.Key)).OrderByDescending(a => a.Key.Length).ThenBy(a => a.AreaCode).ToListAsync(ct))
            .FirstOrDefault(a => AddressKey.Names(typed, a.Key) || a.Key == typed + "号");
    }

    private static string[] Starts(string key) => [.. Enumerable.Range(ShortestKey, Math.Max(0, key.Length - ShortestKey + 1)).Select(n => key[..n])];
}
