using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Export;
using Qishi.Platform.Web;

namespace Qishi.Modules.Exchange.RepairDeadLetters;

internal static class DeadLettersExport
{
    public static async Task<IResult> HandleAsync(HttpContext http, AppDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var (query, now) = (ListQuery.From(http), clock.UtcNow());
        var names = await db.Set<Department>().AsNoTracking().ToDictionaryAsync(d => d.Code, d => d.ShortName, ct);
        if (query.Text("tab") == "in")
        {
            ExcelColumn<Receipt>[] letters =
            [
                new("收到", r => r.ReceivedAt), new("部门", r => names.GetValueOrDefault(r.Department, r.Department)), new("推送编号", r => r.HandOverKey, 30), new("回执编号", r => r.ReceiptId, 30), new("为什么不能采用", r => r.Sentence, 50),
            ];
            return ExcelFile.Download(ExcelFile.Write("不能采用的来件", "还没有了结的", letters, await db.ToSettle().Filtered(query).Take(ExcelFile.MostRows).ToListAsync(ct), actor, now), "不能采用的来件", now);
        }

        ExcelColumn<HandOver>[] columns =
        [
            new("办件编号", h => h.CaseNo), new("名称", h => h.EntityName, 30), new("部门", h => names.GetValueOrDefault(h.Department, h.Department)), new("退回原因", h => ReturnReasons.Word(h.ReturnCode ?? ""), 24), new("说明", h => h.ReturnSentence ?? "", 50),
            new("版本", h => h.PayloadVersion), new("截止", h => h.DueAt),
        ];
        return ExcelFile.Download(ExcelFile.Write("等本局更正的推送", "退回后等本局更正的", columns, await db.ToRepair().Filtered(query).Take(ExcelFile.MostRows).ToListAsync(ct), actor, now), "等本局更正的推送", now);
    }
}
