using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;

namespace Qishi.Modules.Registration.Import;

/// <summary>Words of old registers and what they mean here.</summary>
internal static class ImportWords
{
    private static readonly Dictionary<string, EntityKind> Kinds = KindBook.All.ToDictionary(k => k.Word, k => k.Kind).With(
        ("有限公司", EntityKind.Llc), ("一人有限责任公司", EntityKind.Llc), ("国有独资公司", EntityKind.Llc), ("股份公司", EntityKind.Jsc), ("全民所有制企业", EntityKind.NonCompanyLegal),
        ("集体所有制企业", EntityKind.NonCompanyLegal), ("普通合伙", EntityKind.PartnershipGeneral), ("特殊普通合伙", EntityKind.PartnershipSpecial), ("有限合伙", EntityKind.PartnershipLimited),
        ("合伙企业", EntityKind.PartnershipGeneral), ("个人独资", EntityKind.SoleProp), ("农民专业合作社联合社", EntityKind.CoopUnion), ("联合社", EntityKind.CoopUnion), ("分公司", EntityKind.Branch),
        ("个体户", EntityKind.Individual), ("个体", EntityKind.Individual), ("外国（地区）公司分支机构", EntityKind.ForeignBranch));

    private static readonly Dictionary<string, EntityStatus> Statuses = Wording.Statuses.Values.ToDictionary(s => s.Word, s => s.State).With(
        ("", EntityStatus.Registered), ("在营", EntityStatus.Registered), ("开业", EntityStatus.Registered), ("存续（在营）", EntityStatus.Registered), ("在业", EntityStatus.Registered),
        ("吊销", EntityStatus.Revoked), ("吊销，未注销", EntityStatus.Revoked), ("清算", EntityStatus.Liquidating), ("已注销", EntityStatus.Deregistered), ("已迁出", EntityStatus.MovedOut), ("撤销", EntityStatus.RegCancelled));

    private static readonly Dictionary<string, PersonRoles> Roles = PeopleRules.All.ToDictionary(r => r.Word, r => r.Role).With(
        ("董事长", PersonRoles.Director), ("执行董事", PersonRoles.Director), ("总经理", PersonRoles.Manager), ("监事会主席", PersonRoles.Supervisor), ("理事长", PersonRoles.LegalRepresentative),
        ("联络员", PersonRoles.Liaison), ("发起人", PersonRoles.Shareholder), ("出资人", PersonRoles.Shareholder), ("普通合伙人", PersonRoles.Partner), ("有限合伙人", PersonRoles.Partner),
        ("参加经营的家庭成员", PersonRoles.FamilyMember), ("财务", PersonRoles.FinanceOfficer), ("法人代表", PersonRoles.LegalRepresentative), ("业主", PersonRoles.Operator));

    private static readonly Dictionary<string, ContributionForm> Forms = Enum.GetValues<ContributionForm>().ToDictionary(Wording.Contribution, f => f).With(("", ContributionForm.Money), ("现金", ContributionForm.Money));

    private static readonly Dictionary<string, OrganisationKind> Organisations = Enum.GetValues<OrganisationKind>().ToDictionary(Wording.Organisation, k => k).With(("", OrganisationKind.Company), ("合作社", OrganisationKind.Coop));

    private static readonly Dictionary<string, PartnerLiability> Liabilities = new() { ["无限连带责任"] = PartnerLiability.Unlimited, ["无限责任"] = PartnerLiability.Unlimited, ["有限责任"] = PartnerLiability.Limited };

    private static readonly Dictionary<string, (CompositionForm?, Ownership?)> Variants = new()
    {
        [""] = (null, null),
        ["个人经营"] = (CompositionForm.Personal, null),
        ["家庭经营"] = (CompositionForm.Family, null),
        ["全民所有制"] = (null, Ownership.WholePeople),
        ["集体所有制"] = (null, Ownership.Collective),
        ["联营"] = (null, Ownership.JointOperation),
    };

    public static EntityKind? Kind(string word) => Find(Kinds, word);

    public static EntityStatus? Status(string word) => Find(Statuses, word);

    public static PersonRoles? Role(string word) => Find(Roles, word);

    public static ContributionForm? Form(string word) => Find(Forms, word);

    public static OrganisationKind? Organisation(string word) => Find(Organisations, word);

    public static PartnerLiability? Liability(string word) => Find(Liabilities, word);

    public static (CompositionForm? Composition, Ownership? Ownership)? Variant(string word) => Find(Variants, word);

    private static T? Find<T>(Dictionary<string, T> words, string word) where T : struct => words.TryGetValue(word, out var found) ? found : null;

    private static Dictionary<string, T> With<T>(this Dictionary<string, T> words, params (string Word, T Meaning)[] more)
    {
        foreach (var (word, meaning) in more)
            words[word] = meaning;
        return words;
    }
}
