using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;

namespace Qishi.Modules.Registration.Checks;

/// <summary>Partnerships: liability, who may be a general partner, who manages (合伙企业法 art. 2, 3, 26, 61, 67; 实施细则 art. 11).</summary>
internal static class PartnershipRules
{
    private static readonly OrganisationKind[] NoGeneralPartner =
        [OrganisationKind.StateOwnedCompany, OrganisationKind.StateEnterprise, OrganisationKind.ListedCompany, OrganisationKind.PublicInstitution, OrganisationKind.SocialOrganisation, OrganisationKind.StateInvestor];

    public static IEnumerable<Problem> Check(EntityDraft draft)
    {
        if (KindBook.Of(draft.Kind).Family != KindFamily.Partnership)
            yield break;
        foreach (var problem in draft.Shareholders.SelectMany((s, i) => Each(s, i, draft)))
            yield return problem;
        if (draft.Kind is EntityKind.PartnershipLimited or EntityKind.FiePartnershipLimited && draft.Shareholders.Count > 0)
        {
            if (!draft.Shareholders.Any(s => s.Liability == PartnerLiability.Unlimited))
                yield return new("general-partner-required", "有限合伙企业至少有1名普通合伙人。请补充", "Shareholders", "R-1.22");
            if (!draft.Shareholders.Any(s => s.Liability == PartnerLiability.Limited))
                yield return new("limited-partner-required", "有限合伙企业至少有1名有限合伙人。请补充，或者改为普通合伙企业", "Shareholders", "R-1.22");
        }

        if (Managing(draft).Count == 0 && !draft.Organisations.Any(o => o.ManagingPartner))
            yield return new("managing-partner-required", "请指定执行事务合伙人。没有委托的，全体普通合伙人都登记为执行事务合伙人", "People", "R-1.23");
    }

    /// <summary>Without a mandate all general partners manage: the draft with that written into the roles.</summary>
    public static EntityDraft WithManagers(EntityDraft draft)
    {
        if (KindBook.Of(draft.Kind).Family != KindFamily.Partnership || Managing(draft).Count > 0 || draft.Organisations.Any(o => o.ManagingPartner))
            return draft;
        var general = draft.Shareholders.Where(s => s.Liability != PartnerLiability.Limited).ToList();
        return draft with
        {
            People = [.. draft.People.Select((p, i) => general.Any(s => s.Organisation is null && s.Person == i) ? p with { Roles = p.Roles | PersonRoles.ManagingPartner } : p)],
            Organisations = [.. draft.Organisations.Select((o, i) => general.Any(s => s.Organisation == i) ? o with { ManagingPartner = true } : o)],
        };
    }

    private static IEnumerable<Problem> Each(ShareholderDraft share, int i, EntityDraft draft)
    {
        var limited = draft.Kind is EntityKind.PartnershipLimited or EntityKind.FiePartnershipLimited;
        if (share.Liability is null)
            yield return new("liability-required", "请选择承担责任方式", $"Shareholders[{i}].Liability", "R-1.22");
        else if (share.Liability == PartnerLiability.Limited && !limited)
            yield return new("liability-unlimited", $"{KindBook.Of(draft.Kind).Word}的合伙人都承担无限连带责任。请修改，或者改为有限合伙企业", $"Shareholders[{i}].Liability", "R-1.22");
        if (share.Organisation is { } o && draft.Organisations.ElementAtOrDefault(o) is { } organisation)
        {
            if (share.Liability == PartnerLiability.Unlimited && NoGeneralPartner.Contains(organisation.Kind))
                yield return new("general-partner-barred", $"{Wording.Organisation(organisation.Kind)}不得成为普通合伙人。请修改“{organisation.Name}”的承担责任方式", $"Shareholders[{i}].Liability", "R-1.22");
            if (organisation.ManagingPartner && share.Liability == PartnerLiability.Limited)
                yield return new("limited-partner-manages", $"有限合伙人不执行合伙事务。请另选执行事务合伙人", $"Organisations[{o}].ManagingPartner", "R-1.23");
            if (organisation.ManagingPartner && (organisation.Delegate is not { } d || draft.People.ElementAtOrDefault(d) is not { } who || !who.Roles.HasFlag(PersonRoles.Delegate)))
                yield return new("delegate-required", $"执行事务合伙人“{organisation.Name}”是组织，请填写委派代表", $"Organisations[{o}].Delegate", "R-1.23");
        }
        else if (share.Liability == PartnerLiability.Limited && draft.People.ElementAtOrDefault(share.Person) is { } person && person.Roles.HasFlag(PersonRoles.ManagingPartner))
        {
            yield return new("limited-partner-manages", $"有限合伙人“{person.Name}”不执行合伙事务。请另选执行事务合伙人", $"People[{share.Person}].Roles", "R-1.23");
        }
    }

    private static List<PersonDraft> Managing(EntityDraft draft) => [.. draft.People.Where(p => p.Roles.HasFlag(PersonRoles.ManagingPartner))];
}
