using Qishi.Modules.Registration.Contracts;

namespace Qishi.Modules.StartUp.Model;

/// <summary>Answers to choose from: code, everyday words, hint.</summary>
internal sealed record Answer(string Code, string Word, string? Hint = null);

internal static class Choices
{
    public static IReadOnlyList<Answer> Composition { get; } = [new(nameof(CompositionForm.Personal), "一个人经营"), new(nameof(CompositionForm.Family), "一家人一起经营", "要填参加经营的家人")];

    public static IReadOnlyList<Answer> Proof { get; } =
    [
        new(nameof(PremisesProof.TitleDeed), "有产权证", "不动产权证、房产证的复印件或照片"),
        new(nameof(PremisesProof.Lease), "租来的房子", "租赁合同，加上房东的产权证明"),
        new(nameof(PremisesProof.Alternative), "自建房，没有产权证", "村（居）委会或乡镇政府出具的证明"),
        new(nameof(PremisesProof.Commitment), "没有证明，签申报承诺书", "不用上传材料，事后会来核查"),
        new(nameof(PremisesProof.Hosted), "用托管企业的地址（集群注册）", "没有自己的门店，由托管企业代收信函；上传托管协议"),
        new(nameof(PremisesProof.Network), "只在网上开店", "上传网络交易平台出具的网络经营场所证明"),
    ];

    /// <summary>What may be chosen: a network place by sole traders only, a host's address where somebody hosts .</summary>
    public static IReadOnlyList<Answer> ProofFor(FormContext x) =>
        [.. Proof.Where(p => p.Code switch { nameof(PremisesProof.Network) => !x.IsCompany, nameof(PremisesProof.Hosted) => x.Hosts.Count > 0, _ => true })];

    /// <summary>民法典 art. 279: a dwelling is used for business only when all owners concerned agree.</summary>
    public static IReadOnlyList<Answer> Consent { get; } =
    [
        new("NotDwelling", "不是住宅"),
        new(nameof(OwnersConsent.NoOtherOwners), "是住宅，整栋自建房都是自己家的", "没有别的业主，不用问邻居"),
        new(nameof(OwnersConsent.Written), "是住宅，同一栋楼的邻居都签字同意了", "要上传同意书"),
        new(nameof(OwnersConsent.Committee), "是住宅，业主委员会或者村（居）委会证明邻居同意", "要上传证明"),
        new(nameof(OwnersConsent.Committed), "是住宅，我承诺邻居都同意", "签申报承诺书的才能选，核查时会问邻居"),
    ];

    public static IReadOnlyList<Answer> Roles { get; } =
    [
        new(nameof(PersonRoles.Shareholder), "股东", "出钱的人"),
        new(nameof(PersonRoles.LegalRepresentative), "法定代表人", "代表公司签字的人，只能有一个"),
        new(nameof(PersonRoles.Director), "董事"),
        new(nameof(PersonRoles.Manager), "经理"),
        new(nameof(PersonRoles.Supervisor), "监事", "不能由董事、经理兼任"),
    ];

    public static IReadOnlyList<Answer> Contribution { get; } =
    [
        new(nameof(ContributionForm.Money), "货币"), new(nameof(ContributionForm.Tangible), "实物"), new(nameof(ContributionForm.IntellectualProperty), "知识产权"),
        new(nameof(ContributionForm.LandUseRight), "土地使用权"), new(nameof(ContributionForm.Equity), "股权"), new(nameof(ContributionForm.Claim), "债权"),
    ];

    public static IReadOnlyList<Answer> SealSet { get; } =
    [
        new("LEGALREP", "公章、财务专用章、发票专用章、法定代表人（经营者）名章"),
        new("CONTRACT", "公章、财务专用章、发票专用章、合同专用章"),
    ];

    public static IReadOnlyList<Answer> TaxpayerType { get; } = [new("SMALL", "小规模纳税人", "年销售额500万元以下，多数小店选这个"), new("GENERAL", "一般纳税人")];

    public static IReadOnlyList<Answer> InvoiceKinds { get; } = [new("NORMAL", "普通发票"), new("SPECIAL", "增值税专用发票", "对方要抵扣税款的才需要")];

    public static IReadOnlyList<Answer> InvoiceMax { get; } = [new("1000000", "1万元"), new("10000000", "10万元"), new("100000000", "100万元")];

    public static IReadOnlyList<Answer> Collect { get; } = [new("HALL", "到政务大厅领"), new("MAIL", "免费寄到店里", "寄到上面填的地址，不用再填")];

    public static string Word(IReadOnlyList<Answer> answers, string code) => answers.FirstOrDefault(a => a.Code == code)?.Word ?? code;

    public static bool Holds(IReadOnlyList<Answer> answers, string code) => answers.Any(a => a.Code == code);

    /// <summary>Seals of a set, as the police and the engraver name them.</summary>
    public static IReadOnlyList<string> Seals(string set) => set == "CONTRACT" ? ["NAME", "FINANCE", "INVOICE", "CONTRACT"] : ["NAME", "FINANCE", "INVOICE", "LEGALREP"];
}
