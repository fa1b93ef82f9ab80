using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Export;
using Qishi.Platform.Web;

namespace Qishi.Modules.Inspections.ListInspectors;

/// <summary>The library of inspectors with where each is posted today.</summary>
internal sealed class InspectorRows(AppDb db, IDirectory directory)
{
    public const int WarnDays = 60;

    public IQueryable<InspectorRecord> Rows(ListQuery query, DateOnly today)
    {
        var rows = db.Set<InspectorRecord>().AsNoTracking();
        if (query.Text("q") is { } word)
            rows = rows.Where(i => i.Name.Contains(word) || i.StaffNo == word || i.CertNo == word);
        if (query.Text("department") is { } department)
            rows = rows.Where(i => i.Department == department);
        if (query.Text("speciality") is { } speciality)
        {
            var marked = "|" + speciality + "|";
            rows = rows.Where(i => i.Specialities.Contains(marked));
        }

        // Who left the library is shown only when asked for.
        var active = query.Text("state") != "ended";
        rows = rows.Where(i => i.Active == active);
        var soon = today.AddDays(WarnDays);
        rows = query.Text("cert") switch
        {
            "valid" => rows.Where(i => i.Cert == CertificateState.Valid && i.CertTo >= today),
            "soon" => rows.Where(i => i.Cert == CertificateState.Valid && i.CertTo >= today && i.CertTo < soon),
            "invalid" => rows.Where(i => i.Cert != CertificateState.Valid || i.CertTo == null || i.CertTo < today),
            _ => rows,
        };
        return rows.OrderBy(i => i.Department == "MSA" ? 0 : 1).ThenBy(i => i.Department).ThenBy(i => i.StaffNo);
    }

    /// <summary>Name of the unit of each account today.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> UnitsAsync(DateOnly today, CancellationToken ct)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var kind in Enum.GetValues<OrgUnitKind>())
            foreach (var unit in await directory.UnitsAsync(kind, today, ct))
                names[unit.Code] = unit.Name;
        return (await directory.PostedAsync(today, ct)).GroupBy(s => s.AccountId).ToDictionary(g => g.Key, g => string.Join('、', g.Select(s => names.GetValueOrDefault(s.Unit, s.Unit))));
    }

    public static string CertWord(InspectorRecord i, DateOnly today) =>
        i.Cert switch
        {
            CertificateState.None => "没有执法证，不能作为执法人员",
            CertificateState.Suspended => "暂扣",
            CertificateState.Revoked => "收回",
            _ when i.CertTo < today => "已到期",
            _ when i.CertTo < today.AddDays(WarnDays) => $"有效，{(i.CertTo!.Value.DayNumber - today.DayNumber)}天后到期",
            _ => "有效",
        };
}

internal static class InspectorsExport
{
    public static async Task<IResult> HandleAsync(HttpContext http, InspectorRows reader, ItemBook items, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var (query, now, today) = (ListQuery.From(http), clock.UtcNow(), clock.Today());
        var units = await reader.UnitsAsync(today, ct);
        var rows = await reader.Rows(query, today).Take(ExcelFile.MostRows).ToListAsync(ct);
        var departments = await items.DepartmentNamesAsync(ct);
        ExcelColumn<InspectorRecord>[] columns =
        [
            new("工号", i => i.StaffNo, 10), new("姓名", i => i.Name, 12), new("部门", i => departments.GetValueOrDefault(i.Department, i.Department), 26), new("单位", i => units.GetValueOrDefault(i.AccountId, "没有在岗岗位"), 28), new("执法证号", i => i.CertNo, 20), new("有效期至", i => i.CertTo, 12),
            new("状态", i => InspectorRows.CertWord(i, today), 24), new("身份", i => i.Duty == InspectorDuty.Enforcer ? "执法人员" : "辅助专家"), new("可以带队", i => i.CanLead ? "是" : "否"), new("专业", i => string.Join('、', Words.Split(i.Specialities)), 28),
            new("满负荷（分）", i => i.Capacity), new("利益关系申报", i => i.DeclaredOn, 12),
        ];
        return ExcelFile.Download(ExcelFile.Write("检查人员名录库", query.Text("q") ?? "全部", columns, rows, actor, now), "检查人员名录库", now);
    }
}
