using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Checks;

/// <summary>All problems of a draft that need no look into the register, in the order of the form.</summary>
internal static class DraftRules
{
    public static IEnumerable<Problem> Check(EntityDraft draft, Ground ground) =>
    [
        .. JurisdictionRules.Check(draft, ground),
        .. ItemRules.Check(draft, ground),
        .. PremisesRules.Check(draft.Premises, draft.Kind, ground),
        .. ScopeRules.Check(draft, ground),
        .. PeopleRules.Check(draft, ground),
        .. OrganisationRules.Check(draft),
        .. HolderRules.Check(draft, ground),
        .. PartnershipRules.Check(draft),
        .. CoopRules.Check(draft, ground),
        .. BeneficialOwnerRules.Check(draft, ground),
        .. Rest(draft),
    ];

    private static IEnumerable<Problem> Rest(EntityDraft draft)
    {
        if (draft.TermYears is <= 0 or > 100)
            yield return new("term", "经营期限应是1至100年的整数，或者选择长期", "TermYears", "R-1.3");
        if (draft.Employees is < 0 or > 1_000_000)
            yield return new("employees", "从业人数应是0至1000000的整数。请修改", "Employees", "R-1.3");
        if (draft.Duplicates is < 1 or > 20)
            yield return new("duplicates", "执照副本应是1至20本。请修改", "Duplicates", "R-1.51");
    }
}
