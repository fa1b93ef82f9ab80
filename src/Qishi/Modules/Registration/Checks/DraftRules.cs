using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Checks;

/// <summary>All problems of a draft that need no look into the register, in the order of the form.</summary>
internal static class DraftRules
{
    public static IEnumerable<Problem> Check(EntityDraft draft, Ground ground) =>
    [
        .. Kind(draft, ground),
        .. PremisesRules.Check(draft.Premises, draft.Kind, ground),
        .. ScopeRules.Check(draft, ground),
        .. PeopleRules.Check(draft, ground),
        .. draft.Kind == EntityKind.Llc ? CompanyRules.Capital(draft, ground) : SoleTraderCapital(draft),
        .. Rest(draft),
    ];

    private static IEnumerable<Problem> Kind(EntityDraft draft, Ground ground)
    {
        if (draft.Kind == EntityKind.Llc && draft.Name is null)
            yield return new("name-required", "公司必须有名称。请填写名称", "Name.TradeName", "R-3.1");
        if (draft.Kind == EntityKind.Individual && !ground.Rules.Flag("office.canRegisterIndividual", ground.On))
            yield return new("jurisdiction-individual", "个体工商户登记现在不在这里办理。请到政务大厅", null, "R-1.43");
    }

    private static IEnumerable<Problem> SoleTraderCapital(EntityDraft draft)
    {
        if (draft.CapitalFen is <= 0)
            yield return new("capital-amount", "资金数额应大于0元，也可以不填", "CapitalFen", "R-1.29");
        if (draft.Shareholders.Count > 0)
            yield return new("shareholders-none", "个体工商户没有股东。请去掉股东和出资", "Shareholders", "R-1.1");
    }

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
