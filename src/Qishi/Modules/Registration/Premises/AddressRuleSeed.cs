using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Premises;

/// <summary>Lines of the negative list that ship with the program, once; marked as samples until the county enters its own.</summary>
internal static class AddressRuleSeed
{
    public static async Task RunAsync(AppDb db, string folder, CancellationToken ct)
    {
        if (await db.Set<AddressRule>().AnyAsync(ct))
            return;
        db.AddRange(Csv.Read(Path.Combine(folder, "reference", "address-rules.csv")).Select(r => new AddressRule
        {
            Id = Guid.CreateVersion7(),
            Area = r["area"],
            Place = r["place"],
            Industries = r["industries"],
            Level = r["level"] == "BLOCK" ? AddressRuleLevel.Block : AddressRuleLevel.Review,
            Reason = r["reason"],
            Basis = r["basis"],
            From = DateOnly.ParseExact(r["valid_from"], "yyyy-MM-dd", CultureInfo.InvariantCulture),
            To = r["valid_to"] is { Length: > 0 } to ? DateOnly.ParseExact(to, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            MadeBy = "随系统提供",
        }));
        await db.SaveChangesAsync(ct);
    }
}
