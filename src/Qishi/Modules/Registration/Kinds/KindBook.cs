using Qishi.Modules.Registration.Contracts;
using static Qishi.Modules.Registration.Kinds.KindItem;

namespace Qishi.Modules.Registration.Kinds;

/// <summary>
/// All kinds (条例 art. 8, 9; 实施细则 art. 6, 7, 9, 25–30). A kind is a row of this table; rules ask the row, not the kind.
/// </summary>
internal static class KindBook
{
    private static readonly Paper[] Common = [new("APPLICATION", "登记申请书"), new("IDENTITY", "申请人主体资格文件、自然人身份证明"), new("ADDRESS", "住所（主要经营场所、经营场所）相关文件")];
    private static readonly Paper[] CompanyPapers = [.. Common, new("ARTICLES", "公司章程"), new("APPOINTMENT", "法定代表人、董事、监事和高级管理人员的任职文件")];
    private static readonly Paper[] PartnershipPapers = [.. Common, new("AGREEMENT", "合伙协议"), new("MANDATE", "全体合伙人委托执行事务合伙人的委托书")];
    private static readonly Paper[] CoopPapers =
        [.. Common, new("ARTICLES", "成员签名或者盖章的章程"), new("MINUTES", "设立大会纪要"), new("MEMBERS", "成员名册和出资清单"), new("APPOINTMENT", "法定代表人（理事长）、理事的任职文件")];

    private static readonly Dictionary<KindItem, Need> CompanyItems = Matrix([Name, KindItem.Type, KindItem.Scope, Address, Capital, Head, Investors], [Articles, Term, Contributions, Officers, Liaison, BeneficialOwner]);
    private static readonly Dictionary<KindItem, Need> PartnershipItems = Matrix([Name, KindItem.Type, KindItem.Scope, Address, Capital, Head, Investors], [Articles, Term, Contributions, Liaison, BeneficialOwner]);
    private static readonly Dictionary<KindItem, Need> CoopItems = Matrix([Name, KindItem.Type, KindItem.Scope, Address, Capital, Head], [Articles, Members, Liaison]);
    private static readonly Dictionary<KindItem, Need> BranchItems = Matrix([Name, KindItem.Type, KindItem.Scope, Address, Head], [Liaison]);

    private static readonly Holding Shareholders = new(PersonRoles.Shareholder, "股东", "company.minShareholders", "company.maxShareholders");
    private static readonly Holding Promoters = new(PersonRoles.Shareholder, "发起人", "company.minShareholders", "company.maxPromoters");
    private static readonly Holding Partners = new(PersonRoles.Partner, "合伙人", "partnership.minPartners", null);
    private static readonly Holding LimitedPartners = Partners with { MostKey = "partnership.maxLimitedPartners" };
    private static readonly Holding CoopMembers = new(PersonRoles.Member, "成员", "coop.minMembers", null);

    private static readonly KindSheet Company = new(EntityKind.Llc, KindFamily.Company, "有限责任公司", "LLC") { LegalPerson = true, Holders = Shareholders, Items = CompanyItems, Papers = CompanyPapers };
    private static readonly KindSheet JointStock = Company with { Kind = EntityKind.Jsc, Word = "股份有限公司", Form = "JSC", ReviewType = "JSC", Holders = Promoters };
    private static readonly KindSheet Partnership = new(EntityKind.PartnershipGeneral, KindFamily.Partnership, "普通合伙企业", "PARTNERSHIP_GENERAL")
    {
        Suffix = "（普通合伙）",
        Head = PersonRoles.ManagingPartner,
        HeadTitle = "执行事务合伙人",
        CapitalTitle = "出资额",
        AddressTitle = "主要经营场所",
        Holders = Partners,
        Items = PartnershipItems,
        Papers = PartnershipPapers,
    };

    private static readonly KindSheet Coop = new(EntityKind.Coop, KindFamily.Coop, "农民专业合作社", "COOP")
    {
        Category = '3',
        Segment = "MACE",
        LegalPerson = true,
        CapitalTitle = "成员出资总额",
        Holders = CoopMembers,
        Items = CoopItems,
        Papers = CoopPapers,
    };

    private static readonly KindSheet Branch = new(EntityKind.Branch, KindFamily.Branch, "分支机构", "BRANCH")
    {
        Head = PersonRoles.PersonInCharge,
        HeadTitle = "负责人",
        CapitalTitle = null,
        AddressTitle = "经营场所",
        Items = BranchItems,
        Papers = [.. Common, new("PARENT", "隶属企业的营业执照复印件"), new("APPOINTMENT", "负责人的任职文件")],
    };

    public static IReadOnlyList<KindSheet> All { get; } =
    [
        new(EntityKind.Individual, KindFamily.Individual, "个体工商户", "INDIVIDUAL")
        {
            Category = '2',
            Segment = "MACY",
            Suffix = "（个体工商户）",
            Head = PersonRoles.Operator,
            HeadTitle = "经营者",
            CapitalTitle = "资金数额",
            AddressTitle = "经营场所",
            Items = With(Matrix([KindItem.Type, KindItem.Scope, Address, Head, HeadHome], [Family, Liaison]), (Name, Need.IfUsed), (Capital, Need.IfUsed)),
            Papers = Common,
        },
        Company,
        JointStock,
        new(EntityKind.NonCompanyLegal, KindFamily.NonCompany, "非公司企业法人", "NON_COMPANY_LEGAL")
        {
            LegalPerson = true,
            CapitalTitle = "出资额",
            Holders = new(PersonRoles.Shareholder, "出资人", "company.minShareholders", null),
            Items = Matrix([Name, KindItem.Type, KindItem.Scope, Address, Capital, Head, Investors], [Articles, Term, Liaison]),
            Papers = [.. Common, new("ARTICLES", "章程"), new("APPOINTMENT", "法定代表人的任职文件")],
        },
        new(EntityKind.SoleProp, KindFamily.SoleProp, "个人独资企业", "SOLE_PROP")
        {
            Suffix = "（个人独资）",
            Head = PersonRoles.Investor,
            HeadTitle = "投资人",
            CapitalTitle = "出资额",
            Items = Matrix([Name, KindItem.Type, KindItem.Scope, Address, Capital, Head, HeadHome], [Term, Liaison]),
            Papers = Common,
        },
        Partnership,
        Partnership with { Kind = EntityKind.PartnershipSpecial, Word = "特殊普通合伙企业", Form = "PARTNERSHIP_SPECIAL", ReviewType = "PARTNERSHIP_SPECIAL", Suffix = "（特殊普通合伙）" },
        Partnership with { Kind = EntityKind.PartnershipLimited, Word = "有限合伙企业", Form = "PARTNERSHIP_LIMITED", ReviewType = "PARTNERSHIP_LIMITED", Suffix = "（有限合伙）", Holders = LimitedPartners },
        Coop,
        Coop with { Kind = EntityKind.CoopUnion, Word = "农民专业合作社联合社", Form = "COOP_UNION", ReviewType = "COOP_UNION", Holders = CoopMembers with { LeastKey = "coopUnion.minMembers" } },
        Branch,
        Invested(Company, EntityKind.FieLlc, "外商投资有限责任公司"),
        Invested(JointStock, EntityKind.FieJsc, "外商投资股份有限公司"),
        Invested(Partnership, EntityKind.FiePartnershipGeneral, "外商投资普通合伙企业"),
        Invested(Partnership, EntityKind.FiePartnershipLimited, "外商投资有限合伙企业") with { Form = "PARTNERSHIP_LIMITED", Suffix = "（有限合伙）", Holders = LimitedPartners },
        Branch with { Kind = EntityKind.ForeignBranch, Word = "外国公司分支机构", Foreign = true, CapitalTitle = "营运资金", AddressTitle = "营业场所", ReviewType = "FOREIGN_BRANCH", Items = With(BranchItems, (Capital, Need.Registered)) },
    ];

    private static readonly KindSheet[] ByKind = [.. Enum.GetValues<EntityKind>().Select(k => All.Single(s => s.Kind == k))];

    public static KindSheet Of(EntityKind kind) => ByKind[(int)kind];

    // A foreign-invested enterprise is its domestic form with the recipient of legal documents, and is always reviewed by two.
    private static KindSheet Invested(KindSheet form, EntityKind kind, string word) => form with
    {
        Kind = kind,
        Word = word,
        Foreign = true,
        ReviewType = "FIE",
        Items = With(form.Items, (DocumentRecipient, Need.Filed)),
        Papers = [.. form.Papers, new("INVESTMENT_REPORT", "外国投资者主体资格公证认证文件、法律文件送达授权委托书")],
    };

    private static Dictionary<KindItem, Need> Matrix(KindItem[] registered, KindItem[] filed) =>
        registered.Select(i => (i, Need.Registered)).Concat(filed.Select(i => (i, Need.Filed))).ToDictionary(x => x.i, x => x.Item2);

    private static Dictionary<KindItem, Need> With(IReadOnlyDictionary<KindItem, Need> items, params (KindItem Item, Need Need)[] more)
    {
        var all = new Dictionary<KindItem, Need>(items);
        foreach (var (item, need) in more)
            all[item] = need;
        return all;
    }
}
