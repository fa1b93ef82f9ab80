using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.Addresses;

/// <summary>A branch of the tree: a town, a village or a grid, with what is below it.</summary>
internal sealed record Branch(string Code, string Name, string Url, string? Station, int Grids, int Doors, int Entities);

/// <summary>A step on the way from the county to where one looks.</summary>
public sealed record TreeStep(string Name, string? Url);

internal sealed record GridView(Grid Grid, IReadOnlyList<TreeStep> Way, IReadOnlyList<GridStationRow> Stations, IReadOnlyList<RoadRow> Roads, int Entities);

internal sealed record GridStationRow(DateOnly From, string Station, string EnteredBy);

internal sealed record RoadRow(string Road, IReadOnlyList<StandardAddress> Doors);

/// <summary>The tree of standard addresses as it is today: county → town → village → grid → road → number.</summary>
internal sealed class BrowseAddressesHandler(AppDb db, AddressLibrary library, CatalogueCache catalogues, IDirectory directory, TimeProvider clock)
{
    private const int MostDoors = 2_000;

    public async Task<(IReadOnlyList<TreeStep> Way, IReadOnlyList<Branch> Branches)?> ListAsync(string? area, CancellationToken ct)
    {
        var (catalogue, today, names) = (await catalogues.GetAsync(ct), clock.Today(), await StationsAsync(ct));
        var code = NormalisedText.Codes(area);
        if (code.Length > 0 && catalogue.Area(code) is null)
            return null;
        var doors = library.Current(today);
        var grids = db.Set<Grid>().AsNoTracking().Where(g => g.From <= today && (g.To == null || g.To >= today));
        var living = db.Set<Entity>().AsNoTracking().Where(e => e.EndedOn == null);
        if (code.Length == 12)
        {
            var (of, there, stations) = (await doors.Where(a => a.AreaCode == code).GroupBy(a => a.Grid).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct),
                await living.Where(e => e.AreaCode == code && e.Grid != null).GroupBy(e => e.Grid!).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct),
                await InChargeAsync(today, ct));
            return (Way(code, catalogue), [.. (await grids.Where(g => g.AreaCode == code).OrderBy(g => g.Code).ToListAsync(ct))
                .Select(g => new Branch(g.Code, g.Name, AddressUrls.Grid(g.Code), stations.TryGetValue(g.Code, out var s) ? names.GetValueOrDefault(s, s) : null, 0, of.GetValueOrDefault(g.Code), there.GetValueOrDefault(g.Code)))]);
        }

        var length = code.Length == 0 ? 9 : 12;
        var (byGrid, byDoor, byEntity) = (
            (await grids.Where(g => g.AreaCode.StartsWith(code)).Select(g => g.AreaCode).ToListAsync(ct)).CountBy(a => a[..length]).ToDictionary(),
            (await doors.Where(a => a.AreaCode.StartsWith(code)).GroupBy(a => a.AreaCode).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct)).GroupBy(g => g.Key[..length]).ToDictionary(g => g.Key, g => g.Sum(x => x.Count)),
            (await living.Where(e => e.AreaCode.StartsWith(code)).GroupBy(e => e.AreaCode).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct)).Where(g => g.Key.Length >= length).GroupBy(g => g.Key[..length]).ToDictionary(g => g.Key, g => g.Sum(x => x.Count)));
        return (Way(code, catalogue), [.. catalogue.Areas.Where(a => a.Code.Length == length && a.Code.StartsWith(code, StringComparison.Ordinal))
            .Select(a => new Branch(a.Code, a.Name, AddressUrls.In(a.Code), names.GetValueOrDefault(a.Station, a.Station), byGrid.GetValueOrDefault(a.Code), byDoor.GetValueOrDefault(a.Code), byEntity.GetValueOrDefault(a.Code)))]);
    }

    public async Task<GridView?> GridAsync(string code, CancellationToken ct)
    {
        if (await db.Set<Grid>().AsNoTracking().SingleOrDefaultAsync(g => g.Code == code, ct) is not { } grid)
            return null;
        var (catalogue, today, names) = (await catalogues.GetAsync(ct), clock.Today(), await StationsAsync(ct));
        var stations = await db.Set<GridStation>().AsNoTracking().Where(s => s.Grid == code).OrderByDescending(s => s.From).ToListAsync(ct);
        var doors = await library.Current(today).Where(a => a.Grid == code).OrderBy(a => a.RoadKey).ThenBy(a => a.Key.Length).ThenBy(a => a.Key).Take(MostDoors).ToListAsync(ct);
        return new(grid, [.. Way(grid.AreaCode, catalogue), new(grid.Name, null)], [.. stations.Select(s => new GridStationRow(s.From, names.GetValueOrDefault(s.Station, s.Station), s.EnteredBy))],
            [.. doors.GroupBy(d => d.Road).Select(g => new RoadRow(g.Key, [.. g]))], await db.Set<Entity>().CountAsync(e => e.Grid == code && e.EndedOn == null, ct));
    }

    public Task<Paged<StandardAddress>> FindAsync(string words, ListQuery query, CancellationToken ct)
    {
        var (key, code) = (AddressKey.Of(words), AddressKey.Code(words));
        return library.Current(clock.Today()).Where(a => a.Key.Contains(key) || a.Code == code || a.Grid == code).OrderBy(a => a.AreaCode).ThenBy(a => a.RoadKey).ThenBy(a => a.Key.Length).ThenBy(a => a.Key).PageAsync(query, ct);
    }

    public async Task<string> PlaceAsync(string areaCode, CancellationToken ct) => (await catalogues.GetAsync(ct)) is var c ? c.Area(areaCode[..9])?.Name + c.Area(areaCode)?.Name : "";

    public async Task<IReadOnlyDictionary<string, string>> StationsAsync(CancellationToken ct) =>
        (await directory.UnitsAsync(OrgUnitKind.Station, clock.Today(), ct)).ToDictionary(u => u.Code, u => u.Name);

    private async Task<Dictionary<string, string>> InChargeAsync(DateOnly on, CancellationToken ct) =>
        (await db.Set<GridStation>().AsNoTracking().Where(s => s.From <= on).ToListAsync(ct)).GroupBy(s => s.Grid).ToDictionary(g => g.Key, g => g.MaxBy(s => s.From)!.Station);

    private static List<TreeStep> Way(string code, Catalogue catalogue)
    {
        List<TreeStep> way = [new("全县", AddressUrls.Tree)];
        if (code.Length >= 9)
            way.Add(new(catalogue.Area(code[..9])?.Name ?? code[..9], AddressUrls.In(code[..9])));
        if (code.Length == 12)
            way.Add(new(catalogue.Area(code)?.Name ?? code, AddressUrls.In(code)));
        return way;
    }
}
