using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Assignment;
using Qishi.Modules.Inspections.AssignInspectors;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Modules.Inspections.ListInspectors;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Export;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Inspections.ShowLoad;

/// <param name="Name">Person.</param>
/// <param name="Unit">Where posted today.</param>
/// <param name="Visits">Visits of the rolling twelve months.</param>
/// <param name="HalfPoints">Their half points.</param>
/// <param name="Capacity">Full load in points.</param>
/// <param name="Overdue">Open visits past their day.</param>
internal sealed record LoadRow(string Name, string StaffNo, string Department, string Unit, int Visits, int HalfPoints, int Capacity, int Overdue)
{
    public double Share => HalfPoints / (2.0 * Capacity);
}

/// <summary>负担均衡表: tasks, points and overdue visits per person and unit (source report §五.4).</summary>
internal sealed class ShowLoadHandler(AppDb db, TeamPools pools, InspectorRows inspectors, IRules rules, TimeProvider clock)
{
    public async Task<IReadOnlyList<LoadRow>> RowsAsync(CancellationToken ct)
    {
        var today = clock.Today();
        var months = (await rules.BookAsync(ct)).Int("rnd.loadMonths", today);
        var (since, people, units) = (today.AddMonths(-months), await db.Set<InspectorRecord>().AsNoTracking().Where(i => i.Active).OrderBy(i => i.StaffNo).ToListAsync(ct), await inspectors.UnitsAsync(today, ct));
        var loads = await pools.LoadsAsync(people, since, null, ct);
        var visits = await (from i in db.Set<VisitInspector>()
                            join v in db.Set<Visit>() on i.VisitId equals v.Id
                            where i.ReplacedAt == null && v.State != VisitState.Cancelled && i.AssignedOn >= since
                            select new { i.AccountId, Late = VisitFlow.Open.Contains(v.State) && v.DueOn < today }).ToListAsync(ct);
        var counts = visits.ToLookup(v => v.AccountId, v => v.Late);
        return [.. people.Select(p => new LoadRow(p.Name, p.StaffNo, p.Department, units.GetValueOrDefault(p.AccountId, "没有在岗岗位"), counts[p.AccountId].Count(), loads[p.AccountId], p.Capacity, counts[p.AccountId].Count(late => late)))];
    }

    public static Fairness FairnessOf(IReadOnlyList<LoadRow> rows) => Fairness.Of([.. rows.Select(r => r.Share)]);
}

internal static class LoadExport
{
    public static async Task<IResult> HandleAsync(ShowLoadHandler handler, ItemBook items, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var (rows, now) = (await handler.RowsAsync(ct), clock.UtcNow());
        var departments = await items.DepartmentNamesAsync(ct);
        ExcelColumn<LoadRow>[] columns =
        [
            new("姓名", r => r.Name, 12), new("工号", r => r.StaffNo, 10), new("部门", r => departments.GetValueOrDefault(r.Department, r.Department), 26), new("单位", r => r.Unit, 28), new("检查户次", r => r.Visits), new("分值", r => (decimal)r.HalfPoints / 2), new("满负荷", r => r.Capacity),
            new("负荷", r => $"{r.Share:P0}"), new("超期", r => r.Overdue),
        ];
        return ExcelFile.Download(ExcelFile.Write("负担均衡表", "最近12个月", columns, rows, actor, now), "负担均衡表", now);
    }
}
