using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Inspections.Plans;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Export;
using Qishi.Platform.Web;

namespace Qishi.Modules.Inspections.ListPlans;

/// <summary>A plan with how many of its lines stand for themselves and how many tasks came of them.</summary>
internal sealed record PlanRow(Guid Id, string No, int Year, string Department, PlanState State, int Edition, int Lines, int Merged, int Tasks);

/// <summary>A line as it is exported.</summary>
internal sealed record PlanLineRow(InspectionPlan Plan, PlanLine Line);

/// <summary>All plans, and all their lines.</summary>
internal sealed class PlanRows(AppDb db)
{
    public IQueryable<PlanRow> Rows(ListQuery query) =>
        Plans(query).OrderByDescending(p => p.Year).ThenBy(p => p.No).Select(p => new PlanRow(
            p.Id, p.No, p.Year, p.Department, p.State, p.Edition, p.Lines.Count(l => l.MergedInto == null), p.Lines.Count(l => l.MergedInto != null),
            db.Set<InspectionTask>().Count(t => t.State != TaskState.Cancelled && p.Lines.Any(l => l.Id == t.PlanLineId))));

    public IQueryable<PlanLineRow> Lines(ListQuery query) =>
        from p in Plans(query)
        join l in db.Set<PlanLine>().AsNoTracking() on p.Id equals l.PlanId
        orderby p.Year descending, p.No, l.LineNo
        select new PlanLineRow(p, l);

    private IQueryable<InspectionPlan> Plans(ListQuery query)
    {
        var rows = db.Set<InspectionPlan>().AsNoTracking();
        if (query.Text("q") is { } word)
            rows = rows.Where(p => p.No == word || p.Lines.Any(l => l.Name.Contains(word)));
        if (query.Number("year") is { } year)
            rows = rows.Where(p => p.Year == year);
        if (query.Text("department") is { } department)
            rows = rows.Where(p => p.Department == department);
        if (query.Choice<PlanState>("state") is { } state)
            rows = rows.Where(p => p.State == state);
        return rows;
    }
}

internal static class PlansExport
{
    public static async Task<IResult> HandleAsync(HttpContext http, PlanRows reader, PlanBook book, ItemBook items, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var (query, now) = (ListQuery.From(http), clock.UtcNow());
        var rows = await reader.Lines(query).Take(ExcelFile.MostRows).ToListAsync(ct);
        var departments = await book.DepartmentsAsync(ct);
        var names = (await items.OnAsync(clock.Today(), ct)).ToDictionary(i => i.Code, i => i.Name, StringComparer.Ordinal);
        ExcelColumn<PlanLineRow>[] columns =
        [
            new("计划编号", r => r.Plan.No, 20), new("年度", r => r.Plan.Year), new("部门", r => departments.GetValueOrDefault(r.Plan.Department, r.Plan.Department), 28), new("状态", r => PlanFlow.Flow[r.Plan.State].Word, 16), new("行", r => r.Line.LineNo, 6),
            new("名称", r => r.Line.Name, 40), new("抽查事项", r => string.Join('、', r.Line.ItemCodes.Select(c => names.GetValueOrDefault(c, c))), 40), new("对象范围", r => ScopeFields.Word(r.Line.Scope), 24), new("抽取", r => ScopeFields.AmountWord(r.Line.Scope), 20),
            new("开始月份", r => r.Line.StartMonth), new("结束月份", r => r.Line.EndMonth), new("牵头部门", r => departments.GetValueOrDefault(r.Line.Lead, r.Line.Lead), 24), new("合并", r => r.Line.MergedInto is null ? "" : "已合并到联合计划", 18),
        ];
        return ExcelFile.Download(ExcelFile.Write("年度抽查计划", query.Text("q") ?? "全部", columns, rows, actor, now), "年度抽查计划", now);
    }
}
