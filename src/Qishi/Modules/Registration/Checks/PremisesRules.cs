using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Checks;

/// <summary>Place of business: one, in this county, down to the village (条例 art. 11; 实施细则 art. 10).</summary>
internal static class PremisesRules
{
    public static IEnumerable<Problem> Check(PremisesDraft premises, EntityKind kind, Ground ground)
    {
        var word = Wording.AddressTitle(kind);
        var (code, county) = (NormalisedText.Codes(premises.AreaCode), ground.County);
        if (code.Length == 0)
            yield return new("area-required", $"请选择{word}所在的乡镇和村（社区）", "Premises.AreaCode", "R-1.44");
        else if (!code.StartsWith(county.Code.Value, StringComparison.Ordinal))
            yield return new("area-elsewhere", $"{word}不在{county.Name}，本局不能登记。请到{word}所在地的登记机关办理", "Premises.AreaCode", "R-1.44");
        else if (ground.Catalogue.Area(code) is not { IsTown: false })
            yield return new("area-unknown", $"没有找到代码为“{code}”的村（社区）。请从列表中选择", "Premises.AreaCode", "R-1.44");
        var detail = NormalisedText.Text(premises.Detail);
        if (detail.Length == 0)
            yield return new("address-required", $"请填写{word}的路名、门牌号，到房间", "Premises.Detail", "R-11.4");
        else if (detail.Length > 100)
            yield return new("address-long", $"详细地址有{detail.Length}个字，超过100个字。请写到门牌号和房间即可", "Premises.Detail", "R-11.4");
        if (premises.AreaSquareMetres is <= 0 or > 1_000_000)
            yield return new("area-size", "面积应是1至1000000平方米的整数。请修改", "Premises.AreaSquareMetres", "R-11.4");
        if (premises.SelfBuiltFloors is <= 0 or > 60)
            yield return new("floors", "自建房层数应是1至60的整数。请修改", "Premises.SelfBuiltFloors", "R-11.6");
    }

    /// <summary>Two writings of one place give one key: spaces, full-width digits, 号/室 stay, punctuation goes .</summary>
    public static string Key(string areaCode, string detail) =>
        areaCode + "|" + string.Concat(NormalisedText.Codes(NormalisedText.Text(detail)).Where(char.IsLetterOrDigit));
}
