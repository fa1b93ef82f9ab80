using Qishi.Kernel;
using Qishi.Kernel.Flow;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;

namespace Qishi.Modules.Registration.Checks;

/// <summary>Words of the trade for kinds and statuses (rulebook A §1.1, §1.7; ux.md 2.8).</summary>
internal static class Wording
{
    /// <summary>Statuses with the staff word, the public word and the tone.</summary>
    public static readonly IReadOnlyDictionary<EntityStatus, StateInfo<EntityStatus>> Statuses = new StateInfo<EntityStatus>[]
    {
        new(EntityStatus.Registered, "存续", "存续（在营）", Tone.G),
        new(EntityStatus.Suspended, "歇业", null, Tone.V),
        new(EntityStatus.Liquidating, "清算中", null, Tone.V),
        new(EntityStatus.DeregNotice, "简易注销公示中", null, Tone.V),
        new(EntityStatus.Revoked, "吊销未注销", "吊销，未注销", Tone.R),
        new(EntityStatus.OrderedClosed, "责令关闭", null, Tone.R),
        new(EntityStatus.RegCancelled, "撤销登记", null, Tone.R),
        new(EntityStatus.Deregistered, "注销", "已注销", Tone.L),
        new(EntityStatus.ForcedDereg, "强制注销", null, Tone.L),
        new(EntityStatus.MovedOut, "迁出", "已迁出", Tone.L),
    }.ToDictionary(s => s.State);

    public static string KindWord(EntityKind kind) => KindBook.Of(kind).Word;

    public static string AddressTitle(EntityKind kind) => KindBook.Of(kind).AddressTitle;

    public static string HeadTitle(EntityKind kind) => KindBook.Of(kind).HeadTitle;

    public static string CapitalTitle(EntityKind kind) => KindBook.Of(kind).CapitalTitle ?? "";

    /// <summary>Who registered it: this bureau, or the city's authority, whose names share the city's library .</summary>
    public static string Authority(Entity entity, string bureau) => OfTheCity(entity) ? entity.Division + "市场监督管理局" : bureau;

    /// <summary>Registered with the city's authority: this bureau shows it and cannot change it.</summary>
    public static bool OfTheCity(Entity entity) => entity.Uscc[6..8] == "00";

    /// <summary>类型 as on the licence.</summary>
    public static string TypeText(Entity entity) => entity.TypeText.Length > 0 ? entity.TypeText : KindWord(entity.Kind);

    private static readonly Dictionary<string, string> Currencies = new() { ["CNY"] = "元", ["USD"] = "美元", ["EUR"] = "欧元", ["HKD"] = "港元", ["JPY"] = "日元", ["GBP"] = "英镑" };

    /// <summary>Currencies an amount may be in .</summary>
    public static IReadOnlyCollection<string> CurrencyCodes => Currencies.Keys;

    /// <summary>The capital as printed: in capital numerals for renminbi, as a number of ten thousand for another currency.</summary>
    public static string CapitalText(long fen, string currency) => currency == "CNY" ? new Money(fen).Capitals : new Money(fen).Wan.Replace("元", Currencies.GetValueOrDefault(currency, currency), StringComparison.Ordinal);

    /// <summary>承担责任方式.</summary>
    public static string Liability(PartnerLiability liability) => liability == PartnerLiability.Limited ? "有限责任" : "无限连带责任";

    /// <summary>How the owners concerned agreed (民法典 art. 279).</summary>
    public static string Consent(OwnersConsent consent) => consent switch
    {
        OwnersConsent.Written => "有利害关系的业主都已签字同意",
        OwnersConsent.Committee => "业主委员会或者村（居）委会证明业主已同意",
        OwnersConsent.Committed => "承诺已取得全体有利害关系的业主同意",
        OwnersConsent.NoOtherOwners => "整栋自建房属于自己，没有其他业主",
    };

    private static readonly string[] Contributions = ["货币", "实物", "知识产权", "土地使用权", "股权", "债权", "其他财产", "劳务"];

    public static string Contribution(ContributionForm form) => Contributions[(int)form];

    private static readonly string[] OrganisationKinds =
        ["企业法人", "国有独资公司", "国有企业", "上市公司", "履行出资人职责的机构", "事业单位", "社会组织", "农民专业合作社", "合伙企业", "个人独资企业", "集体经济组织", "外国企业"];

    public static string Organisation(OrganisationKind kind) => OrganisationKinds[(int)kind];
}
