using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Scope;

/// <summary>What a change of scope must keep to (条例 art. 26; rulebook A ). Pure.</summary>
internal static class ScopeLimits
{
    /// <summary>
    /// Last day to apply for the change: thirty days from the approval of a licensed item, or from the revocation or expiry of a permit; an applicant's limit, so it moves past days off.
    /// </summary>
    public static DueDate ApplyBy(DateOnly happened, Ground ground, WorkingDays calendar) =>
        new TimeLimit(ground.Rules.Int("scope.changeApplyCD", happened), LimitUnit.CalendarDays).DueFrom(happened, calendar);

    public static bool InTime(DateOnly happened, DateOnly filed, Ground ground, WorkingDays calendar) => filed <= ApplyBy(happened, ground, calendar).Date;

    /// <summary>Items of a branch that its parent does not have: refused, unless the item needs no licence and the parent authorises it.</summary>
    public static IEnumerable<Problem> OfBranch(IEnumerable<ScopeItem> branch, IEnumerable<string> parentCodes, bool parentAuthorises)
    {
        var allowed = parentCodes.ToHashSet(StringComparer.Ordinal);
        foreach (var item in branch.Where(i => !allowed.Contains(i.Code) && !(parentAuthorises && i.Kind == ScopeKind.General)))
            yield return new("scope-beyond-parent", item.Kind == ScopeKind.General
                ? $"“{item.Name}”不在总公司的经营范围里。请由总公司先变更经营范围，或者提交总公司的授权"
                : $"“{item.Name}”须经许可，又不在总公司的经营范围里，分公司不能登记", "ScopeItems", "R-4.5");
    }
}
