using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Checks;

/// <summary>Members of cooperatives and unions (农民专业合作社法 art. 19, 20, 56).</summary>
internal static class CoopRules
{
    private static readonly OrganisationKind[] NotAMember = [OrganisationKind.StateInvestor, OrganisationKind.ForeignEnterprise];

    public static IEnumerable<Problem> Check(EntityDraft draft, Ground ground)
    {
        if (draft.Kind == EntityKind.CoopUnion)
        {
            if (draft.Shareholders.Any(s => s.Organisation is null) || draft.Organisations.Any(o => o.Kind != OrganisationKind.Coop))
                yield return new("union-members", "联合社的成员都是农民专业合作社。请修改", "Shareholders", "R-1.26");
            yield break;
        }

        if (draft.Kind != EntityKind.Coop || draft.Shareholders.Count == 0)
            yield break;
        var (all, farmers, organisations) = (draft.Shareholders.Count, draft.Shareholders.Count(s => s.Farmer && s.Organisation is null), draft.Shareholders.Count(s => s.Organisation is not null));
        var share = ground.Rules.Int("coop.farmerPercent", ground.On);
        if (farmers * 100 < all * share)
            yield return new("coop-farmers", $"农民应至少占成员总数的{share}%，现在{all}名成员中有{farmers}名农民。请修改", "Shareholders", "R-1.25");
        if (all <= ground.Rules.Int("coop.smallMembers", ground.On))
        {
            if (organisations > 1)
                yield return new("coop-organisations", $"成员不超过{ground.Rules.Int("coop.smallMembers", ground.On)}人的，可以有1个企业、事业单位或者社会组织成员，现在有{organisations}个。请修改", "Shareholders", "R-1.25");
        }
        else if (organisations * 100 > all * ground.Rules.Int("coop.organisationPercent", ground.On))
        {
            yield return new("coop-organisations", $"企业、事业单位和社会组织成员不得超过成员总数的{ground.Rules.Int("coop.organisationPercent", ground.On)}%，现在{all}名成员中有{organisations}个。请修改", "Shareholders", "R-1.25");
        }

        foreach (var (o, i) in draft.Organisations.Select((o, i) => (o, i)).Where(x => NotAMember.Contains(x.o.Kind)))
            yield return new("coop-member-barred", $"具有管理公共事务职能的单位不得加入合作社。请去掉“{o.Name}”", $"Organisations[{i}].Kind", "R-1.25");
    }
}
