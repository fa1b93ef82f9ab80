using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Permits.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Export;
using Qishi.Platform.Web;

namespace Qishi.Modules.Permits.ShowBoard;

internal static class BoardExport
{
    public static async Task<IResult> HandleAsync(HttpContext http, ShowBoardHandler board, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var query = ListQuery.From(http);
        var rows = await board.Rows(query).Take(ExcelFile.MostRows).ToListAsync(ct);
        ExcelColumn<DualNotice>[] columns =
        [
            new("名称", n => n.EntityName, 30), new("统一社会信用代码", n => n.Uscc, 22), new("住所", n => n.Address, 36), new("许可或备案", n => n.Permit, 26), new("经营项目", n => n.ScopeNames, 36),
            new("许可部门", n => n.DepartmentName ?? "不明确", 26), new("状态", n => NoticeFlow.Flow[n.State].Word, 20), new("发照", n => n.IssuedAt), new("申请人签承诺", n => n.CommittedAt), new("告知部门", n => n.PushedAt),
            new("认领截止", n => n.ClaimDueAt), new("认领", n => n.ClaimedAt), new("认领人", n => n.ClaimedBy), new("反馈截止", n => n.ResultDueAt), new("反馈", n => n.ResultAt), new("许可证件编号", n => n.PermitNo, 24),
            new("说明", n => n.Sentence, 40), new("提醒次数", n => n.Reminded), new("移送", n => n.HandedOverTo, 24),
        ];
        var words = string.Join('，', new[] { ShowBoardHandler.Tab(query).Word, query.Text("department"), query.Text("q"), ShowBoardHandler.Clocks.FirstOrDefault(c => c.Key == query.Text("clock")).Word }.OfType<string>());
        var now = clock.UtcNow();
        return ExcelFile.Download(ExcelFile.Write("双告知", words, columns, rows, actor, now), "双告知", now);
    }
}
