using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Permits.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Export;

namespace Qishi.Modules.Permits.ShowBoard;

/// <summary>One department's 双告知 in figures; the last row of the list is what is published for claiming.</summary>
internal sealed record DepartmentLine(string? Code, string Name, int Told, int Waiting, int ClaimedInTime, int ClaimedLate, int ClaimOverdue, int ResultInTime, int ResultLate, int ResultOverdue, int Permitted, int Missing, int Illegal)
{
    /// <summary>Of those whose claim is decided: claimed in time, late, or past the limit and open.</summary>
    public string ClaimShare => Percent.Completion(ClaimedInTime, ClaimedInTime + ClaimedLate + ClaimOverdue);

    public string ResultShare => Percent.Completion(ResultInTime, ResultInTime + ResultLate + ResultOverdue);
}

internal static class DepartmentFigures
{
    public static async Task<IReadOnlyList<DepartmentLine>> ReadAsync(AppDb db, DateTime now, CancellationToken ct) =>
        [.. (await db.Set<DualNotice>().GroupBy(n => n.Department).Select(g => new DepartmentLine(
            g.Key, g.Max(n => n.DepartmentName) ?? "公开待认领", g.Count(),
            g.Count(n => n.State == NoticeState.Pushed || n.State == NoticeState.Published),
            g.Count(n => n.ClaimedAt != null && n.ClaimedAt <= n.ClaimDueAt), g.Count(n => n.ClaimedAt > n.ClaimDueAt),
            g.Count(n => (n.State == NoticeState.Pushed || n.State == NoticeState.Published) && n.ClaimDueAt < now),
            g.Count(n => n.ResultAt != null && n.ResultAt <= n.ResultDueAt), g.Count(n => n.ResultAt > n.ResultDueAt),
            g.Count(n => n.ClaimedAt != null && n.ResultAt == null && n.ResultDueAt < now),
            g.Count(n => n.State == NoticeState.Permitted), g.Count(n => n.State == NoticeState.NotApplied || n.State == NoticeState.Refused),
            g.Count(n => n.State == NoticeState.Unpermitted || n.State == NoticeState.HandedOver))).ToListAsync(ct)).OrderBy(d => d.Code is null).ThenByDescending(d => d.Told).ThenBy(d => d.Code, StringComparer.Ordinal)];
}

internal static class DepartmentsExport
{
    public static async Task<IResult> HandleAsync(AppDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.UtcNow();
        ExcelColumn<DepartmentLine>[] columns =
        [
            new("许可部门", d => d.Name, 30), new("告知", d => d.Told), new("待认领", d => d.Waiting), new("认领超期", d => d.ClaimOverdue), new("按期认领率", d => d.ClaimShare), new("反馈超期", d => d.ResultOverdue), new("按期反馈率", d => d.ResultShare),
            new("已取得许可", d => d.Permitted), new("没有许可", d => d.Missing), new("无证经营", d => d.Illegal),
        ];
        return ExcelFile.Download(ExcelFile.Write("各部门双告知情况", "全部", columns, await DepartmentFigures.ReadAsync(db, now, ct), actor, now), "各部门双告知情况", now);
    }
}
