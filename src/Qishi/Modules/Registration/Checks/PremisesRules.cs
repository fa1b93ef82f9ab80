using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
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
        if (premises.Residential && Consent(premises, ground) is { } consent)
            yield return consent;
        if (premises.Proof == PremisesProof.Network && kind != EntityKind.Individual)
            yield return new("network-kind", "网络经营场所只供电子商务平台内的个体经营者登记使用。请填写实际的地址和证明", "Premises.Proof", "R-11.1");
    }

    // 民法典 art. 279: all owners concerned. Who owns the whole house himself has no others to ask; a bare promise is believed only on the path of commitment, which is looked at afterwards.
    private static Problem? Consent(PremisesDraft premises, Ground ground) => premises.Consent switch
    {
        _ when !ground.Rules.Flag("addr.ownersConsent", ground.On) => null,
        null => new("consent-required", "住宅改为经营性用房，须经有利害关系的业主一致同意（民法典第二百七十九条）。请选择怎样取得同意", "Premises.Consent", "R-11.4a"),
        OwnersConsent.NoOtherOwners when premises.SelfBuiltFloors is null =>
            new("consent-sole", "整栋属于自己的自建房才不用取得其他业主同意。是自建房的请填写层数，不是的请取得同意", "Premises.Consent", "R-11.4a"),
        OwnersConsent.Committed when premises.Proof != PremisesProof.Commitment =>
            new("consent-committed", "以申报承诺登记的，才可以承诺已取得业主同意。请交业主同意书或者村（居）委会、业主委员会的证明", "Premises.Consent", "R-11.4a"),
        _ => null,
    };

    /// <summary>Is the consent on paper, so that the paper is asked for?</summary>
    public static bool ConsentOnPaper(PremisesDraft premises) => premises is { Residential: true, Consent: OwnersConsent.Written or OwnersConsent.Committee };

    /// <summary>Business that needs rooms of its own: not at a host's desk and not on a network place .</summary>
    public static ScopeItem? BoundToRooms(IEnumerable<ScopeItem> items, Ground ground)
    {
        var (classes, permits) = (ground.Rules.Texts("cluster.barredClasses", ground.On), ground.Rules.Texts("cluster.barredPermits", ground.On));
        return items.FirstOrDefault(i => (i.Permit is { } permit && permits.Contains(permit))
            || classes.Any(c => (char.IsAsciiLetter(c[0]) ? i.Class4 : i.Class4[1..]).StartsWith(c, StringComparison.Ordinal)));
    }

    /// <summary>Two writings of one place give one key: spaces, full-width digits, 号/室 stay, punctuation goes .</summary>
    public static string Key(string areaCode, string detail) =>
        areaCode + "|" + string.Concat(NormalisedText.Codes(NormalisedText.Text(detail)).Where(char.IsLetterOrDigit));
}
