using System.Text;
using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.EstablishEntity;

/// <summary>A licence as printed (实施细则 art. 23) and its row.</summary>
internal sealed record LicenceIssue(Licence Row, IReadOnlyDictionary<string, string> Slots)
{
    public static LicenceIssue Of(Entity entity, int no, int duplicates, DateTime at, Ground ground)
    {
        var token = Licence.NewToken();
        var slots = Printed(entity, Urls.Verify(token), at, ground);
        var row = new Licence { Id = Guid.CreateVersion7(new DateTimeOffset(at)), EntityId = entity.Id, No = no, Token = token, Digest = Digest(slots), IssuedAt = at, Duplicates = duplicates };
        return new(row, slots);
    }

    /// <summary>What a licence issued before says, from the items as they are now.</summary>
    public static IReadOnlyDictionary<string, string> SlotsOf(Entity entity, Licence licence, Ground ground) => Printed(entity, Urls.Verify(licence.Token), licence.IssuedAt, ground);

    /// <summary>SM3 over the fields, sorted by name, one per line: equal content gives an equal digest.</summary>
    public static string Digest(IReadOnlyDictionary<string, string> slots) =>
        Sm3.Hex(Encoding.UTF8.GetBytes(string.Join('\n', slots.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value}"))));

    private static Dictionary<string, string> Printed(Entity e, string verifyUrl, DateTime at, Ground ground) => new()
    {
        ["Uscc"] = e.Uscc,
        ["Name"] = e.Name,
        ["TypeText"] = Wording.TypeText(e),
        ["HeadTitle"] = Wording.HeadTitle(e.Kind),
        ["HeadName"] = e.HeadName,
        ["CapitalTitle"] = e.CapitalFen is null ? "" : Wording.CapitalTitle(e.Kind),
        ["Capital"] = e.CapitalFen is { } fen ? Wording.CapitalText(fen, e.Currency) : "",
        ["EstablishedOn"] = ChinaTime.FullDay(e.EstablishedOn),
        ["AddressTitle"] = Wording.AddressTitle(e.Kind),
        ["Address"] = e.Address,
        ["Scope"] = e.ScopeText,
        ["Authority"] = ground.Rules.Text("bureau.name", ground.On),
        ["IssuedOn"] = ChinaTime.FullDay(ChinaTime.DayOf(at)),
        ["Copy"] = "1-1",
        ["VerifyUrl"] = verifyUrl,
    };
}
