using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Permits.Model;
using Qishi.Platform;
using Qishi.Platform.Data;

namespace Qishi.Modules.Permits.Seed;

/// <summary>The list the county starts with; codes that are there already are the county's own business.</summary>
internal static class SeedMatters
{
    public static async Task RunAsync(SeedContext context, CancellationToken ct)
    {
        var db = context.Services.GetRequiredService<AppDb>();
        var folder = Path.Combine(context.SeedFolder, "reference");
        var known = (await db.Set<PermitMatter>().Select(m => m.Code).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var names = Csv.Read(Path.Combine(folder, "departments.csv")).ToDictionary(d => d["code"], d => d["name"], StringComparer.Ordinal);
        db.AddRange(Read(folder, names).Where(m => !known.Contains(m.Code)));
        await db.SaveChangesAsync(ct);
    }

    public static IEnumerable<PermitMatter> Read(string folder, IReadOnlyDictionary<string, string> names) => Csv.Read(Path.Combine(folder, "permit-matters.csv")).Select(line => new PermitMatter
    {
        Id = Guid.CreateVersion7(),
        Code = line["code"],
        Name = line["name"],
        Department = line["department"] is { Length: > 0 } department ? department : null,
        DepartmentName = names.GetValueOrDefault(line["department"]),
        Mode = line["mode"] switch
        {
            "DIRECT_CANCEL" => ReformMode.DirectCancel,
            "TO_FILING" => ReformMode.ToFiling,
            "COMMITMENT" => ReformMode.Commitment,
            "OPTIMISE" => ReformMode.Optimise,
            var unknown => throw new FormatException($"permit-matters.csv: unknown mode {unknown}."),
        },
        CountyNo = line["county_no"] is { Length: > 0 } no ? int.Parse(no, CultureInfo.InvariantCulture) : null,
        Address = line["address"] is { Length: > 0 } address ? address : null,
        Phone = line["phone"] is { Length: > 0 } phone ? phone : null,
        ScopeItems = PermitMatter.Joined(line["scope_items"].Split('|')),
        From = DateOnly.ParseExact(line["valid_from"], "yyyy-MM-dd", CultureInfo.InvariantCulture),
    });
}
