using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Checks;

/// <summary>Business scope (条例 art. 14; 实施细则 art. 12, 22).</summary>
internal static class ScopeRules
{
    public static IEnumerable<Problem> Check(EntityDraft draft, Ground ground)
    {
        if (draft.ScopeItems.Count == 0)
            yield return new("scope-required", "请至少选择1项经营范围", "ScopeItems", "R-4.2");
        foreach (var code in draft.ScopeItems.Where(c => ground.Catalogue.Item(c) is null).Distinct())
            yield return new("scope-unknown", $"“{code}”不是规范表述。请用平常的话查找，从结果中选择；没有合适的可以提出新增建议", "ScopeItems", "R-4.2");
        foreach (var ended in draft.ScopeItems.Select(ground.Catalogue.Item).OfType<ScopeItem>().Where(i => !i.ValidOn(ground.On)).Distinct())
            yield return new("scope-ended", ended.To is { } to && to < ground.On ? $"“{ended.Name}”{ChinaTime.FullDay(to)}起已从目录停用。请换一个规范表述" : $"“{ended.Name}”还没有启用。请换一个规范表述", "ScopeItems", "R-4.2");
        foreach (var again in draft.ScopeItems.GroupBy(c => c).Where(g => g.Count() > 1 && ground.Catalogue.Item(g.Key) is not null))
            yield return new("scope-twice", $"“{ground.Catalogue.Item(again.Key)!.Name}”选了两次。请去掉一个", "ScopeItems", "R-4.2");
        foreach (var item in draft.ScopeItems.Distinct().Select(ground.Catalogue.Item).Where(i => i is { Kind: ScopeKind.LicensedPrior }))
        {
            var approval = draft.PriorApprovals.FirstOrDefault(a => a.ItemCode == item!.Code && !string.IsNullOrWhiteSpace(a.DocumentNo));
            if (approval is null)
                yield return new("approval-required", $"“{item!.Name}”须先取得{item.Permit}才能登记。请补上批准文件编号和日期，或去掉这一项", "PriorApprovals", "R-4.1");
            else
                foreach (var problem in Stale(approval, item!.Name, ground))
                    yield return problem;
        }
    }

    private static IEnumerable<Problem> Stale(PriorApproval approval, string item, Ground ground)
    {
        var days = ground.Rules.Int("reg.approvalDocumentCD", ground.On);
        if (approval.IssuedOn > ground.On)
            yield return new("approval-date", $"“{item}”批准文件的日期晚于今天。请对照文件检查", "PriorApprovals", "R-4.1");
        else if (approval.ValidUntil < ground.On)
            yield return new("approval-expired", $"“{item}”的批准文件{ChinaTime.FullDay(approval.ValidUntil!.Value)}已到期。请先办理延续", "PriorApprovals", "R-4.1");
        else if (approval.ValidUntil is null && approval.IssuedOn.AddDays(days) < ground.On)
            yield return new("approval-stale", $"“{item}”的批准文件没有写有效期，发文已超过{days}天。请向发文部门重新确认", "PriorApprovals", "R-0.9");
    }
}
