using System.Text.Json;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Registration.Contracts;

namespace Qishi.Modules.Licences.Sign;

/// <summary>The signed text of a licence: what is printed as canonical JSON, so that everybody computes the same digest.</summary>
internal static class LicenceText
{
    public const string Format = "QISHI-EBL-1";

    public static string Of(LicenceFacts f)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["format"] = Format, ["no"] = $"{f.No}", ["registerDigest"] = f.Digest, ["issuedAt"] = ChinaTime.At(f.IssuedAt).ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture) };
        foreach (var (slot, name) in Names)
            if (f.Slots.GetValueOrDefault(slot) is { Length: > 0 } value)
                fields[name] = value;
        return CanonicalJson.Of(JsonSerializer.Serialize(fields));
    }

    /// <summary>Fields of the text with their Chinese names, in the order of the paper.</summary>
    public static readonly IReadOnlyList<(string Field, string Word)> Words =
    [
        ("uscc", "统一社会信用代码"), ("name", "名称"), ("type", "类型"), ("headTitle", ""), ("head", "法定代表人（经营者、负责人）"), ("capital", "注册资本（出资额）"), ("establishedOn", "成立日期"), ("address", "住所（经营场所）"),
        ("scope", "经营范围"), ("authority", "登记机关"), ("issuedOn", "核发日期"),
    ];

    public static IReadOnlyDictionary<string, string> Fields(string text) => JsonSerializer.Deserialize<Dictionary<string, string>>(text) ?? [];

    private static readonly (string Slot, string Name)[] Names =
    [
        ("Uscc", "uscc"), ("Name", "name"), ("TypeText", "type"), ("HeadTitle", "headTitle"), ("HeadName", "head"), ("Capital", "capital"), ("EstablishedOn", "establishedOn"), ("Address", "address"), ("Scope", "scope"),
        ("Authority", "authority"), ("IssuedOn", "issuedOn"),
    ];
}
