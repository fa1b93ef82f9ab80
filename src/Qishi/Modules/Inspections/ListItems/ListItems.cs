using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Export;
using Qishi.Platform.Web;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.Inspections.ListItems;

/// <summary>The list of items as it is, or was, on a day.</summary>
internal sealed class ItemRows(AppDb db)
{
    public IQueryable<CheckItem> Rows(ListQuery query, DateOnly today)
    {
        var rows = ItemBook.InForce(db.Set<CheckItem>().AsNoTracking(), query.Day("on") ?? today);
        if (query.Text("q") is { } word)
            rows = rows.Where(i => i.Name.Contains(word) || i.Category.Contains(word) || i.Code == word);
        if (query.Text("department") is { } department)
            rows = rows.Where(i => i.Department == department);
        if (query.Choice<ItemType>("type") is { } type)
            rows = rows.Where(i => i.Type == type);
        return rows.OrderBy(i => i.Department == "MSA" ? 0 : 1).ThenBy(i => i.Code);
    }

    public async Task<(int Items, int Departments, int Joint)> CountAsync(DateOnly on, CancellationToken ct)
    {
        var departments = await ItemBook.InForce(db.Set<CheckItem>(), on).Select(i => i.Department).ToListAsync(ct);
        return (departments.Count, departments.Distinct().Count(), await db.Set<JointItem>().CountAsync(j => j.From <= on && (j.To == null || j.To >= on), ct));
    }

    public async Task<IReadOnlyList<Option>> DepartmentsAsync(CancellationToken ct) =>
        [.. (await db.Set<CheckItem>().Select(i => new { i.Department, i.DepartmentName }).Distinct().ToListAsync(ct)).DistinctBy(d => d.Department).OrderBy(d => d.Department == "MSA" ? "" : d.Department, StringComparer.Ordinal).Select(d => new Option(d.Department, d.DepartmentName))];

    /// <summary>Versions that wait for a second person, by code of the item.</summary>
    public async Task<IReadOnlyDictionary<string, Guid>> WaitingAsync(CancellationToken ct) =>
        (await db.Set<CheckItem>().Where(i => i.State == ItemState.InReview).OrderBy(i => i.ProposedAt).Select(i => new { i.Code, i.Id }).ToListAsync(ct)).DistinctBy(i => i.Code).ToDictionary(i => i.Code, i => i.Id);
}

internal static class ItemsExport
{
    public static async Task<IResult> HandleAsync(HttpContext http, ItemRows reader, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var query = ListQuery.From(http);
        var (now, on) = (clock.UtcNow(), query.Day("on") ?? clock.Today());
        var rows = await reader.Rows(query, clock.Today()).Take(ExcelFile.MostRows).ToListAsync(ct);
        ExcelColumn<CheckItem>[] columns =
        [
            new("编号", i => i.Code, 16), new("部门", i => i.DepartmentName, 26), new("抽查类别", i => i.Category, 20), new("抽查事项", i => i.Name, 36), new("事项类型", i => Words.ItemTypes[i.Type]), new("检查对象", i => Words.Kinds[i.Kind]),
            new("检查方式", i => string.Join('、', Words.Split(i.Methods).Select(m => Words.CheckMethods.GetValueOrDefault(m, m))), 30), new("检查依据", i => i.Basis.Replace('\n', '；'), 50), new("层级", i => Words.Levels.GetValueOrDefault(i.Level)), new("专业", i => i.Speciality),
            new("比例上限（％）", i => i.RatioCapBp / 100m), new("自", i => i.From, 12), new("至", i => i.To, 12),
        ];
        return ExcelFile.Download(ExcelFile.Write("随机抽查事项清单", $"{on:yyyy-MM-dd}的清单", columns, rows, actor, now), "随机抽查事项清单", now);
    }
}
