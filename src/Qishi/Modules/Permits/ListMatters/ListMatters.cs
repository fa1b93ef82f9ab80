using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Permits.Matters;
using Qishi.Modules.Permits.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Export;
using Qishi.Platform.Web;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.Permits.ListMatters;

/// <summary>The list of permit matters as it is, or was, on a day.</summary>
internal sealed class MatterRows(AppDb db)
{
    public IQueryable<PermitMatter> Rows(ListQuery query, DateOnly today)
    {
        var rows = MatterBook.InForce(db.Set<PermitMatter>().AsNoTracking(), query.Day("on") ?? today);
        if (query.Text("q") is { } word)
        {
            var item = "|" + NormalisedText.Codes(word) + "|";
            rows = rows.Where(m => m.Name.Contains(word) || m.Code == word || m.ScopeItems.Contains(item));
        }

        if (query.Text("department") is { } department)
            rows = rows.Where(m => m.Department == department);
        if (Enum.TryParse<ReformMode>(query.Text("mode"), out var mode))
            rows = rows.Where(m => m.Mode == mode);
        return rows.OrderBy(m => m.CountyNo == null).ThenBy(m => m.CountyNo).ThenBy(m => m.Code);
    }

    public async Task<(int Count, int Departments)> CountyAsync(DateOnly on, CancellationToken ct)
    {
        var departments = await MatterBook.InForce(db.Set<PermitMatter>(), on).Where(m => m.CountyNo != null).Select(m => m.Department).ToListAsync(ct);
        return (departments.Count, departments.Distinct().Count());
    }

    public async Task<IReadOnlyList<Option>> DepartmentsAsync(CancellationToken ct) =>
        [.. (await db.Set<PermitMatter>().Where(m => m.Department != null).Select(m => new { m.Department, m.DepartmentName }).Distinct().ToListAsync(ct)).DistinctBy(d => d.Department).Select(d => new Option(d.Department!, d.DepartmentName ?? d.Department!))];

    /// <summary>Codes with a change that waits for a second person.</summary>
    public async Task<IReadOnlyDictionary<string, Guid>> WaitingAsync(CancellationToken ct) =>
        (await db.Set<MatterChange>().Where(c => c.DecidedAt == null).Select(c => new { c.Code, c.Id }).ToListAsync(ct)).DistinctBy(c => c.Code).ToDictionary(c => c.Code, c => c.Id);
}

internal static class MattersExport
{
    public static async Task<IResult> HandleAsync(HttpContext http, MatterRows reader, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var query = ListQuery.From(http);
        var (now, on) = (clock.UtcNow(), query.Day("on") ?? clock.Today());
        var rows = await reader.Rows(query, clock.Today()).Take(ExcelFile.MostRows).ToListAsync(ct);
        ExcelColumn<PermitMatter>[] columns =
        [
            new("编号", m => m.Code, 10), new("本县清单序号", m => m.CountyNo), new("许可或备案", m => m.Name, 30), new("部门", m => m.DepartmentName ?? "不明确", 30), new("改革方式", m => PermitMatter.ModeWords[m.Mode]),
            new("经营项目", m => string.Join('、', m.Items), 40), new("地址", m => m.Address, 36), new("电话", m => m.Phone), new("自", m => m.From, 12), new("至", m => m.To, 12),
        ];
        return ExcelFile.Download(ExcelFile.Write("许可事项清单", $"{on:yyyy-MM-dd}的清单", columns, rows, actor, now), "许可事项清单", now);
    }
}
