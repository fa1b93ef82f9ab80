using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Addresses;

/// <summary>Fictional grids and doors of the demo county, once, read as an imported file is.</summary>
internal static class AddressSeed
{
    private static readonly DateOnly From = new(2020, 1, 1);

    public static async Task RunAsync(AppDb db, CatalogueCache catalogues, string folder, CancellationToken ct)
    {
        if (await db.Set<Grid>().AnyAsync(ct))
            return;
        var catalogue = await catalogues.GetAsync(ct);
        var stock = new AddressStock(new Dictionary<string, Grid>(), new Dictionary<string, string>(), new Dictionary<string, StandardAddress>(), catalogue.Areas.Select(a => a.Station).ToHashSet(StringComparer.Ordinal));
        var rows = AddressRows.Read(Csv.Read(Path.Combine(folder, "demo", "addresses.csv")), catalogue, stock, From);
        if (rows.FirstOrDefault(r => r.Effect == ImportScope.RowEffect.Bad) is { } bad)
            throw new FormatException($"addresses.csv, line {bad.Line}: {bad.Note}");
        await AddressWriting.PutAsync(db, rows, "示例数据", From, "随系统提供", ct);
        await db.SaveChangesAsync(ct);
    }
}
