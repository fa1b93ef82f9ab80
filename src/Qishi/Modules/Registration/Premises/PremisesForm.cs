using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.Registration.Premises;

/// <summary>What every form asks about a place in common: the proofs, the consent of the owners concerned, the papers and sentences that follow from the answers.</summary>
internal static class PremisesForm
{
    public const string ConsentHint = "住宅改为经营用房，须经有利害关系的业主一致同意（民法典第二百七十九条）";

    public static IReadOnlyList<Option> Consents { get; } = [.. Enum.GetValues<OwnersConsent>().Select(c => new Option(c.ToString(), Wording.Consent(c)))];

    /// <summary>Modes of rulebook A §11.1 a kind may choose.</summary>
    public static IReadOnlyList<Option> Proofs(EntityKind kind) =>
    [
        new(nameof(PremisesProof.TitleDeed), "产权证"), new(nameof(PremisesProof.Lease), "租赁合同和产权证明"), new(nameof(PremisesProof.Alternative), "村（居）委会等证明"),
        new(nameof(PremisesProof.Commitment), "自主申报承诺"), new(nameof(PremisesProof.Hosted), "集群注册托管地址"),
        .. kind == EntityKind.Individual ? new[] { new Option(nameof(PremisesProof.Network), "网络经营场所（网店）") } : [],
    ];

    public static IEnumerable<ActPaper> Papers(PremisesDraft place)
    {
        if (PremisesRules.ConsentOnPaper(place))
            yield return new("consent", place.Consent == OwnersConsent.Written ? "有利害关系的业主同意书" : "业主委员会、村（居）委会关于业主同意的证明", true, "民法典第二百七十九条");
        if (place.Proof == PremisesProof.Hosted)
            yield return new("hosting", "集群注册托管协议", true, "条例第十一条");
        if (place.Proof == PremisesProof.Network)
            yield return new("platform", "网络交易平台出具的网络经营场所证明", true, "条例第十一条");
    }

    /// <summary>Sentences of the declaration and commitment .</summary>
    public static IEnumerable<string> Commitments(PremisesDraft place)
    {
        if (place.Proof == PremisesProof.Commitment)
            yield return "承诺地址真实、合法、安全，能收到法律文书，不是违法建筑和危险房屋，愿意接受核查；不真实的，依法改正，列入经营异常名录，直至撤销登记。";
        if (place is { Residential: true, Consent: OwnersConsent.Committed })
            yield return "承诺已取得全体有利害关系的业主同意，不扰民；被发现没有取得的，停止在住宅内经营并变更地址。";
        if (place is { Residential: true, Consent: OwnersConsent.NoOtherOwners })
            yield return "承诺整栋房屋属于本人（本户），没有其他业主。";
    }
}
