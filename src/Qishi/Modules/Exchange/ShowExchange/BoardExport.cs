using Qishi.Kernel;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Export;
using Qishi.Platform.Web;

namespace Qishi.Modules.Exchange.ShowExchange;

internal static class BoardExport
{
    public static async Task<IResult> HandleAsync(HttpContext http, ShowExchangeHandler board, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var query = ListQuery.From(http);
        var (department, stuck) = (query.Text("department"), query.Text("stuck") == "1");
        var rows = await board.AllTroublesAsync(department, stuck, ExcelFile.MostRows, ct);
        var (now, today) = (clock.UtcNow(), clock.Today());
        ExcelColumn<TroubleLine>[] columns =
        [
            new("办件编号", t => t.Row.CaseNo), new("名称", t => t.Row.EntityName, 30), new("部门", t => t.Department), new("状态", t => HandOverFlow.Face(t.Row, t.Department, today).Word, 30), new("上次", t => t.Last?.At),
            new("上次结果", t => t.Last?.Sentence ?? "还没有推送", 40), new("负责人", t => t.Owner), new("下次行动", t => t.Next.What, 24), new("下次时间", t => t.Next.At), new("截止", t => t.Row.DueAt),
        ];
        var words = (stuck ? "卡单" : "需要处理的") + (department is null ? "" : "，部门" + department);
        return ExcelFile.Download(ExcelFile.Write("部门数据交换", words, columns, rows, actor, now), "部门数据交换", now);
    }
}
