using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Export;

namespace Qishi.Modules.Exchange.LiaisonDesk;

internal static class LiaisonExport
{
    public static async Task<IResult> HandleAsync(string? tab, OwnHandOvers own, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var (_, word, states) = ShowLiaisonDeskHandler.Tabs.FirstOrDefault(t => t.Key == tab, ShowLiaisonDeskHandler.Tabs[0]);
        var rows = await own.All.AsNoTracking().Where(h => states.Contains(h.Status)).OrderBy(h => h.DueAt).Take(ExcelFile.MostRows).ToListAsync(ct);
        var (now, today) = (clock.UtcNow(), clock.Today());
        ExcelColumn<HandOver>[] columns =
        [
            new("办件编号", h => h.CaseNo), new("名称", h => h.EntityName, 30), new("统一社会信用代码", h => h.Uscc, 22), new("状态", h => HandOverFlow.Face(h, "", today).Word), new("送达", h => h.PushedAt),
            new("接收", h => h.AckedAt), new("实际办成", h => h.BusinessCompletedAt), new("报告", h => h.ReportedAt), new("截止", h => h.DueAt), new("暂定", h => h.DueProvisional ? "暂定" : null, 8),
        ];
        return ExcelFile.Download(ExcelFile.Write("部门事项", word, columns, rows, actor, now), "部门事项", now);
    }
}
