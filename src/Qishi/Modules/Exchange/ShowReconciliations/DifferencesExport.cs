using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Export;
using Qishi.Platform.Web;

namespace Qishi.Modules.Exchange.ShowReconciliations;

internal static class DifferencesExport
{
    public static async Task<IResult> HandleAsync(HttpContext http, ShowReconciliationsHandler reader, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var query = ListQuery.From(http);
        var names = (await reader.DepartmentsAsync(ct)).ToDictionary(d => d.Code, d => d.ShortName);
        var rows = await reader.Differences(query).Take(ExcelFile.MostRows).ToListAsync(ct);
        ExcelColumn<Difference>[] columns =
        [
            new("部门", d => names.GetValueOrDefault(d.Department, d.Department)), new("推送编号", d => d.HandOverKey, 36), new("名称", d => d.EntityName, 30), new("不一致", d => d.Sentence, 40),
            new("发现", d => d.FoundAt), new("最近一次对账还在", d => d.LastSeenAt), new("处理时间", d => d.MendedAt), new("处理人", d => d.MendedBy), new("怎么处理", d => d.MendedHow, 40),
        ];
        var words = query.Text("state") switch { "open" => "没有处理的", "mended" => "已处理的", _ => "全部" };
        var now = clock.UtcNow();
        return ExcelFile.Download(ExcelFile.Write("对账不一致", words, columns, rows, actor, now), "对账不一致", now);
    }
}
