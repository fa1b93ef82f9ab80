using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Inspections.ShowTask;

/// <param name="FromAbove">The earlier check was ordered from above.</param>
internal sealed record FoodRepeat(string ObjectName, DateOnly CheckedOn, bool FromAbove);

/// <summary>
/// Within three months the bureau above does not check again what the lower one has checked of the same food items, and the other way round, unless there is a suspicion (食品生产经营监督检查管理办法 art. 42; rulebook B §1.3).
/// A warning only: whether there is a suspicion, people know.
/// </summary>
internal sealed class FoodRepeats(AppDb db, IRules rules)
{
    private const string Food = "食品";
    private const int Most = 50;

    public async Task<IReadOnlyList<FoodRepeat>> OfAsync(InspectionTask task, IReadOnlyList<CheckItem> items, CancellationToken ct)
    {
        var food = items.Where(i => i.Speciality == Food).Select(i => i.Code).ToHashSet(StringComparer.Ordinal);
        if (food.Count == 0)
            return [];
        var since = task.StartOn.AddMonths(-(await rules.BookAsync(ct)).Int("rnd.foodRepeatMonths", task.StartOn));
        var earlier = await (from v in db.Set<Visit>()
                             join t in db.Set<InspectionTask>() on v.TaskId equals t.Id
                             where t.FromAbove != task.FromAbove && v.State != VisitState.Cancelled && v.CheckedOn >= since && v.CheckedOn <= task.DueOn
                                 && db.Set<Visit>().Any(own => own.TaskId == task.Id && own.State != VisitState.Cancelled && own.ObjectCode == v.ObjectCode && own.Id != v.Id)
                             orderby v.CheckedOn descending, v.No
                             select new { v.ObjectName, On = v.CheckedOn!.Value, t.Items, t.FromAbove }).ToListAsync(ct);
        return [.. earlier.Where(e => Words.Split(e.Items).Any(food.Contains)).Take(Most).Select(e => new FoodRepeat(e.ObjectName, e.On, e.FromAbove))];
    }
}
