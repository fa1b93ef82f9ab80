using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.StartUp.ReviewCase;

/// <summary>The process of a case, read from the event log: who did what when.</summary>
internal sealed class CaseHistory(AppDb db)
{
    private const int Most = 300;

    public async Task<IReadOnlyList<TimelineLine>> ReadAsync(string caseNo, CancellationToken ct)
    {
        var subject = StartUpCase.SubjectOf(caseNo);
        var rows = await db.Set<EventRow>().AsNoTracking().Where(e => e.Subject == subject)
            .Join(db.Set<ProcessRow>().AsNoTracking(), e => e.ProcessId, p => p.Id, (e, p) => new { e.Seq, e.Type, e.Payload, e.At, p.ActorName, p.Reason })
            .OrderByDescending(e => e.Seq).Take(Most).ToListAsync(ct);
        return [.. from r in rows let text = EventTypes.Read(r.Type, r.Payload) is { } e ? Words(e) : null where text is not null select new TimelineLine(r.At, text, r.ActorName, r.Reason)];
    }

    /// <summary>Words of an event; null for those that are no step of the case.</summary>
    internal static string? Words(IEvent happened) => happened switch
    {
        StartUpDrafted => "开始填写",
        StartUpSigned => "签名",
        StartUpSubmitted e => e.SubmissionNo == 1 ? $"提交，{e.Matters.Count}个事项，承诺{ChinaTime.FullDay(ChinaTime.DayOf(e.DueUtc))}{(e.Provisional ? "（暂定）" : "")}前办结" : $"第{e.SubmissionNo}次提交",
        StartUpAccepted => "受理",
        StartUpReturned e => $"一次性告知补正，{e.Defects}处，计时停止",
        StartUpNotAccepted => "不予受理",
        StartUpApproved e => $"准予登记，发照{(e.ConfirmedBy is null ? "（单人审核）" : "（两人审核）")}",
        StartUpRefused => "不予登记",
        StartUpWithdrawn => "申请人撤回",
        StartUpReopened => "申请人改好再提交",
        StartUpSentToSecondPerson e => $"提出{(e.Decision == nameof(SecondReview.ProposedAct.Approve) ? "准予登记" : "不予登记")}，转另一人复核",
        StartUpSentBackBySecondPerson => "复核不同意，退回审查",
        StartUpReviewExtended e => $"延长审查期限至{ChinaTime.FullDay(e.Until)}{(e.Provisional ? "（暂定）" : "")}",
        StartUpEscalated => "超过承诺时限，报登记注册股负责人督办",
        StartUpDelivered => "送达执照",
        StartUpOpinionsWritten e => $"写下审查意见{e.Rules.Count}条",
        StartUpSecretShown e => $"查看全部：{FormFields.Find(e.Field)?.Word ?? e.Field}",
        StartUpRechecked => "单人审核复查",
        StartUpRated e => $"申请人评价：{Rating.Levels.GetValueOrDefault(e.Score)}",
        StartUpFinished e => e.OnTime ? "全部办结，按时" : $"全部办结，超期{e.LateDays}个工作日",
        // Notices of permits travel under the same case and have a page of their own.
        IHandOverEvent e when Matter.All.All(m => m.Code != e.Matter) => e is HandOverPushed ? "已把需办的许可告知许可部门（双告知）" : null,
        MatterFinished e => $"{Matter.Of(e.Matter).Word}办结",
        MatterCorrected e => $"{Matter.Of(e.Matter).Word}：申请人已更正",
        HandOverPushed e => $"{Matter.Of(e.Matter).Word}：已推送",
        HandOverAcknowledged e => $"{Matter.Of(e.Matter).Word}：对方已接收",
        HandOverReturned e => $"{Matter.Of(e.Matter).Word}：对方退回，{ReturnReasons.Word(e.ReturnCode)}",
        HandOverOutageDeclared e => $"{Matter.Of(e.Matter).Word}：对方系统故障",
        HandOverResumed e => $"{Matter.Of(e.Matter).Word}：对方系统恢复",
        HandOverRecordedByHand e => $"{Matter.Of(e.Matter).Word}：人工补录，等第二人确认",
        EntityEstablished => "成立，领取统一社会信用代码",
        _ => null,
    };
}
