using Qishi.Kernel;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.AutoApproval;

/// <summary>What the register knows about crowds (R-8.7): businesses of the same operator today, entities at the same place, with the same mobile this month.</summary>
internal sealed record AutoFacts(int OfOperatorToday, int AtAddress, int WithMobileThisMonth);

/// <summary>
/// The rules of R-8.5 and R-8.7, all of them looked at, so that a person sees every reason at once. Pure.
/// </summary>
internal static class AutoJudge
{
    private static readonly string[] PremisesRules = ["R-1.44", "R-11.1", "R-11.2", "R-11.4", "R-11.4a", "R-11.6", "R-11.7", "R-11.9"];

    public static IReadOnlyList<AutoLine> Judge(AutoCase subject, EntityDraft draft, IReadOnlyList<RuleCheck> checks, AutoFacts facts, AutoRules? rules, AutoDuty? duty, Ground ground)
    {
        if (rules is null)
            return [new("R-8.6", "规则", false, "没有启用自动审批规则")];
        var policy = rules.Policy;
        var items = draft.ScopeItems.Select(ground.Catalogue.Item).ToList();
        return
        [
            Kind(draft, policy),
            Of("R-0.4", "实名核验", checks, c => c.Id == "R-0.4", "应核验的都已核验"),
            new("R-1.20", "任职资格和信用限制", checks.Where(c => c.Id == "R-1.20").All(c => c.Outcome == CheckOutcome.Pass), checks.Where(c => c.Id == "R-1.20").All(c => c.Outcome == CheckOutcome.Pass) ? "没有命中" : "命中限制名单，由人工判断"),
            Of("R-3.20", "名称", checks, c => c.Id.StartsWith("R-3.", StringComparison.Ordinal), draft.Name is null ? "没有名称" : "名称可以使用，没有相近名称", notesCount: true),
            Scope(draft, items, policy),
            Premises(draft, checks, policy),
            Of("R-11.8", "同一地址", checks, c => c.Id == "R-11.8", "没有其他在营主体"),
            Of("R-2.32", "同一手机号", checks, c => c.Id == "R-2.32", "没有超过限额"),
            .. Crowds(facts, ground),
            new("R-1.30", "材料", subject.DocumentsComplete, subject.DocumentsComplete ? "齐全" : "不齐全"),
            Rest(checks),
            Duty(subject, duty),
        ];
    }

    private static AutoLine Kind(EntityDraft draft, AutoPolicy policy)
    {
        var natural = ReviewTypes.Of(draft) is "INDIVIDUAL" or "LLC_NATURAL";
        return policy.Kinds.Contains(draft.Kind) && natural ? new("R-8.5", "主体类型", true, KindBook.Of(draft.Kind).Word)
            : new("R-8.5", "主体类型", false, policy.Kinds.Contains(draft.Kind) ? "股东中有单位，由人工审查" : $"{KindBook.Of(draft.Kind).Word}由人工审查");
    }

    private static AutoLine Scope(EntityDraft draft, List<ScopeItem?> items, AutoPolicy policy)
    {
        var prior = items.FirstOrDefault(i => i?.Kind == ScopeKind.LicensedPrior);
        var post = policy.LicensedPost ? null : items.FirstOrDefault(i => i?.Kind == ScopeKind.LicensedPost);
        var barred = draft.ScopeItems.Where(policy.BarredItems.Contains).Select(ground => items.First(i => i?.Code == ground)).FirstOrDefault();
        if (items.Count == 0 || items.Contains(null))
            return new("R-8.5", "经营范围", false, "有不在规范目录内的项目");
        return (prior ?? post ?? barred) is { } found ? new("R-8.5", "经营范围", false, $"“{found.Name}”由人工审查") : new("R-8.5", "经营范围", true, $"{items.Count}项，都是一般项目或者登记后许可项目");
    }

    public static AutoLine Premises(EntityDraft draft, IReadOnlyList<RuleCheck> checks, AutoPolicy policy)
    {
        const string title = "住所（经营场所）";
        var doubts = checks.Where(c => PremisesRules.Contains(c.Id) && c.Outcome is CheckOutcome.Fail or CheckOutcome.NeedsPerson || (c.Id == "R-11.6" && c.Outcome == CheckOutcome.Note)).ToList();
        if (doubts.Count > 0)
            return new("R-8.5", title, false, string.Join("；", doubts.Select(d => d.Title).Distinct()) + "由人工审查");
        return draft.Premises.Proof switch
        {
            PremisesProof.Alternative => new("R-8.5", title, false, "用村（居）委会等证明代替产权证，由人工审查"),
            PremisesProof.Commitment => new("R-8.5", title, policy.Commitment, policy.Commitment ? "自主申报承诺，不在负面清单" : "自主申报承诺，由人工审查"),
            PremisesProof.Hosted or PremisesProof.Network => new("R-8.5", title, false, "集群注册、网络经营场所，由人工审查"),
            PremisesProof.TitleDeed or PremisesProof.Lease => new("R-8.5", title, true, "与标准地址库相符"),
        };
    }

    private static IEnumerable<AutoLine> Crowds(AutoFacts facts, Ground ground)
    {
        var (perDay, address, month) = (ground.Rules.Int("auto.operatorPerDay", ground.On), ground.Rules.Int("auto.addressMost", ground.On), ground.Rules.Int("auto.phonePerMonth", ground.On));
        yield return new("R-8.7", "同一经营者当天办理", facts.OfOperatorToday < perDay, $"当天已登记{facts.OfOperatorToday}户，{perDay}户起由人工审查");
        yield return new("R-8.7", "同一地址户数", facts.AtAddress < address, $"已有{facts.AtAddress}户，{address}户起由人工审查");
        yield return new("R-8.7", "同一手机号当月办理", facts.WithMobileThisMonth < month, $"当月已登记{facts.WithMobileThisMonth}户，{month}户起由人工审查");
    }

    // Whatever no rule above speaks of and a person would have to look at.
    private static AutoLine Rest(IReadOnlyList<RuleCheck> checks)
    {
        var open = checks.Where(c => c.Outcome is CheckOutcome.Fail or CheckOutcome.NeedsPerson).Select(c => c.Title).Distinct().ToList();
        return new("R-8.5", "其他审查规则", open.Count == 0, open.Count == 0 ? $"{checks.Count}项全部通过" : $"“{string.Join("”“", open)}”由人工审查");
    }

    public static AutoLine Duty(AutoCase subject, AutoDuty? duty) =>
        duty?.AccountId is not { } who ? new("R-8.6", "值班登记人员", false, "今天没有值班登记人员")
        : subject.Helpers.Contains(who) ? new("R-8.6", "值班登记人员", false, "值班登记人员帮申请人填写过这件，由其他人审查")
        : new("R-8.6", "值班登记人员", true, duty.Name ?? "");

    private static AutoLine Of(string rule, string title, IReadOnlyList<RuleCheck> checks, Func<RuleCheck, bool> which, string fine, bool notesCount = false)
    {
        var open = checks.Where(which).Where(c => c.Outcome is CheckOutcome.Fail or CheckOutcome.NeedsPerson || (notesCount && c.Outcome == CheckOutcome.Note)).ToList();
        return new(rule, title, open.Count == 0, open.Count == 0 ? fine : $"“{string.Join("”“", open.Select(c => c.Title).Distinct())}”由人工审查");
    }
}
