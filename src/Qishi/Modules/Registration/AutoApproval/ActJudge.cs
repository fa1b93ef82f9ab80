using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.AutoApproval;

/// <summary>What the register knows about crowds around an act: applications of the same applicant this month, others at the place it moves to.</summary>
internal sealed record ActFacts(int OfApplicantThisMonth, int AtAddress);

/// <summary>
/// The rules of R-8.5 and R-8.7 for acts on the register after establishment: changes, suspension, exit. All are looked at, so that a person sees every reason at once. It grants or hands
/// over; it never refuses (R-8.6). Pure.
/// </summary>
internal static class ActJudge
{
    public static IReadOnlyList<AutoLine> Judge(ApplicationFile file, AutoCase subject, EntityDraft? before, EntityDraft? after, ActFacts facts, AutoRules rules, AutoDuty? duty)
    {
        var (policy, ground) = (rules.Policy, file.Case.Ground);
        var checks = file.Sheet.Checks;
        var moved = after is not null && after.Premises != before?.Premises;
        return
        [
            policy.MayAct(file.Act.Info.Code) ? new("R-8.5", "事项", true, file.Act.Info.Word) : new("R-8.5", "事项", false, $"{file.Act.Info.Word}由人工审查"),
            Kind(file, policy),
            StepRules.NeedsSecond(file) ? new("R-5.4", "审核方式", false, "两人审核的类型由人工审查") : new("R-5.4", "审核方式", true, "单人审核的类型"),
            file.Application.Late ? new("R-0.6", "申请期限", false, "逾期申请，由人工审查") : new("R-0.6", "申请期限", true, "没有逾期"),
            Passing("R-1.20", "任职资格和信用限制", checks.Where(c => c.Id == "R-1.20").All(c => c.Outcome == CheckOutcome.Pass), "没有命中", "命中限制名单，由人工判断"),
            Passing("R-3.20", "名称", checks.Where(c => c.Id.StartsWith("R-3.", StringComparison.Ordinal)).All(c => c.Outcome == CheckOutcome.Pass), "没有改名称，或者没有相近名称", "有相近名称，由人工判断"),
            Scope(after, policy, ground),
            Premises(moved ? after : null, checks, policy),
            .. Crowds(moved, facts, ground),
            Papers(file),
            Rest(file),
            AutoJudge.Duty(subject, duty),
        ];
    }

    private static AutoLine Kind(ApplicationFile file, AutoPolicy policy)
    {
        if (file.Entity is not { } e)
            return new("R-8.5", "主体类型", false, "设立登记由人工审查");
        var natural = ReviewTypes.Of(e) is "INDIVIDUAL" or "LLC_NATURAL";
        return Passing("R-8.5", "主体类型", policy.Kinds.Contains(e.Kind) && natural, KindBook.Of(e.Kind).Word, policy.Kinds.Contains(e.Kind) ? "股东中有单位，由人工审查" : $"{KindBook.Of(e.Kind).Word}由人工审查");
    }

    // The business as it will be, not only what is added: a person looks at whoever holds an approval of before.
    private static AutoLine Scope(EntityDraft? after, AutoPolicy policy, Ground ground)
    {
        const string title = "经营范围";
        if (after is null)
            return new("R-8.5", title, true, "不涉及");
        var items = after.ScopeItems.Select(ground.Catalogue.Item).ToList();
        if (items.Count == 0 || items.Contains(null))
            return new("R-8.5", title, false, "有不在规范目录内的项目");
        var found = items.FirstOrDefault(i => i!.Kind == ScopeKind.LicensedPrior || (i.Kind == ScopeKind.LicensedPost && !policy.LicensedPost) || policy.BarredItems.Contains(i.Code));
        return Passing("R-8.5", title, found is null, $"{items.Count}项，都是一般项目或者登记后许可项目", $"“{found?.Name}”由人工审查");
    }

    private static AutoLine Premises(EntityDraft? moved, IReadOnlyList<RuleCheck> checks, AutoPolicy policy) => moved is null
        ? new("R-8.5", "住所（经营场所）", true, "没有变更")
        : AutoJudge.Premises(moved, checks, policy);

    private static IEnumerable<AutoLine> Crowds(bool moved, ActFacts facts, Ground ground)
    {
        var (most, address) = (ground.Rules.Int("auto.phonePerMonth", ground.On), ground.Rules.Int("auto.addressMost", ground.On));
        yield return Passing("R-8.7", "同一申请人当月办理", facts.OfApplicantThisMonth < most, $"当月{facts.OfApplicantThisMonth}件", $"当月已有{facts.OfApplicantThisMonth}件，{most}件起由人工审查");
        if (moved)
            yield return Passing("R-8.7", "同一地址户数", facts.AtAddress < address, $"已有{facts.AtAddress}户", $"已有{facts.AtAddress}户，{address}户起由人工审查");
    }

    private static AutoLine Papers(ApplicationFile file) => file.ToleratedPapers.Count > 0 ? new("R-1.30", "材料", false, "容缺办理，由人工审查")
        : Passing("R-1.30", "材料", !file.MissingPapers.Any(), "齐全", "不齐全");

    // Whatever no rule above speaks of and a person would have to look at.
    private static AutoLine Rest(ApplicationFile file)
    {
        var open = file.Problems.Select(p => p.Sentence).Concat(file.Sheet.Checks.Where(c => c.Outcome is CheckOutcome.Fail or CheckOutcome.NeedsPerson).Select(c => c.Title)).Distinct().ToList();
        return Passing("R-8.5", "其他审查规则", open.Count == 0, $"{file.Sheet.Checks.Count}项全部通过", $"“{string.Join("”“", open)}”由人工审查");
    }

    private static AutoLine Passing(string rule, string title, bool passed, string fine, string otherwise) => new(rule, title, passed, passed ? fine : otherwise);
}
