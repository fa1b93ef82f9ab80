using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Inspections.Plans;

/// <summary>The lines of a year over all departments, with what they mean together.</summary>
internal sealed class PlanBook(AppDb db, ItemBook items, IRules rules, TimeProvider clock)
{
    public const string Joint = "JOINT", JointName = "双随机联席办（部门联合）";

    /// <summary>Departments with published items, and the joint office.</summary>
    public async Task<IReadOnlyDictionary<string, string>> DepartmentsAsync(CancellationToken ct)
    {
        var names = (await items.OnAsync(clock.Today(), ct)).DistinctBy(i => i.Department).OrderBy(i => i.Department == "MSA" ? "" : i.Department, StringComparer.Ordinal).ToDictionary(i => i.Department, i => i.DepartmentName, StringComparer.Ordinal);
        names[Joint] = JointName;
        return names;
    }

    public async Task<PlanFigures> YearAsync(int year, CancellationToken ct)
    {
        var today = clock.Today();
        var book = (await items.OnAsync(today, ct)).ToDictionary(i => i.Code, StringComparer.Ordinal);
        var lines = await (from l in db.Set<PlanLine>().AsNoTracking()
                           join p in db.Set<InspectionPlan>() on l.PlanId equals p.Id
                           where p.Year == year && l.MergedInto == null
                           orderby p.Department == "MSA" ? 0 : 1, p.No, l.LineNo
                           select new { Line = l, p.Department }).ToListAsync(ct);
        return new(
            await CellsAsync(ct), [.. lines.Select(l => new YearLine(l.Line, l.Department, [.. l.Line.ItemCodes.Select(c => book.GetValueOrDefault(c)).OfType<CheckItem>()]))], await rules.BookAsync(ct), today);
    }

    /// <summary>Proposals nobody has decided.</summary>
    public async Task<IReadOnlyList<MergeProposal>> OpenProposalsAsync(PlanFigures figures, int year, CancellationToken ct)
    {
        var decided = (await (from m in db.Set<PlanMerge>()
                              join l in db.Set<PlanLine>() on m.FirstLine equals l.Id
                              join p in db.Set<InspectionPlan>() on l.PlanId equals p.Id
                              where p.Year == year
                              select new { m.FirstLine, m.SecondLine }).ToListAsync(ct)).Select(m => (m.FirstLine, m.SecondLine)).ToHashSet();
        return [.. figures.Proposals().Where(p => !decided.Contains(Ordered(p.First.Line.Id, p.Second.Line.Id)))];
    }

    public static (Guid First, Guid Second) Ordered(Guid a, Guid b) => a.CompareTo(b) < 0 ? (a, b) : (b, a);

    private async Task<List<ObjectCell>> CellsAsync(CancellationToken ct) =>
        (await db.Set<CheckObject>().AsNoTracking().Where(o => o.Drawable).GroupBy(o => new { o.Kind, o.Station, o.MainClass, o.Tags, o.Credit }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct))
        .ConvertAll(g => new ObjectCell(g.Key.Kind, g.Key.Station, g.Key.MainClass, g.Key.Tags, g.Key.Credit, g.Count));
}
