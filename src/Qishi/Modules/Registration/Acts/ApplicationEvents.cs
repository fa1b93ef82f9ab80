using Qishi.Kernel;

namespace Qishi.Modules.Registration.Acts;

/// <summary>Events of an application; none carries what was typed.</summary>
internal abstract record ApplicationEvent(string Number) : IEvent
{
    public string Subject => RegistrationApplication.SubjectOf(Number);
}

internal sealed record ApplicationDrafted(string Number, string Act, string? Uscc) : ApplicationEvent(Number);

internal sealed record ApplicationSubmitted(string Number, int SubmissionNo, string InputDigest, DateTime DueUtc, bool Late) : ApplicationEvent(Number);

internal sealed record ApplicationAccepted(string Number, DateTime At) : ApplicationEvent(Number);

internal sealed record ApplicationReturned(string Number, int Defects) : ApplicationEvent(Number);

internal sealed record ApplicationNotAccepted(string Number, string Reason) : ApplicationEvent(Number);

internal sealed record ApplicationExtended(string Number, DateOnly Until, bool Provisional) : ApplicationEvent(Number);

internal sealed record ApplicationProposed(string Number, string Decision) : ApplicationEvent(Number);

internal sealed record ApplicationSentBack(string Number) : ApplicationEvent(Number);

internal sealed record ApplicationApproved(string Number, Guid? First, Guid? Second) : ApplicationEvent(Number);

internal sealed record ApplicationRefused(string Number, string Reason) : ApplicationEvent(Number);

internal sealed record ApplicationWithdrawn(string Number) : ApplicationEvent(Number);

/// <summary>A sole trader's simplified deregistration: the days in which departments may object are over without an objection (R-10.32).</summary>
internal sealed record ObjectionPeriodOver(string Number) : ApplicationEvent(Number);

internal sealed record ApplicationDelivered(string Number, string Way) : ApplicationEvent(Number);

/// <summary>Chinese words of the events, for the history of an application.</summary>
internal static class ApplicationWords
{
    public static string? Of(IEvent happened) => happened switch
    {
        ApplicationDrafted => "开始填写",
        ApplicationSubmitted e => $"{(e.SubmissionNo == 1 ? "提交" : $"第{e.SubmissionNo}次提交")}，承诺{ChinaTime.FullDay(ChinaTime.DayOf(e.DueUtc))}前办结{(e.Late ? "（逾期申请）" : "")}",
        ApplicationAccepted => "受理",
        ApplicationReturned e => $"一次性告知补正，{e.Defects}处，计时停止",
        ApplicationNotAccepted => "不予受理",
        ApplicationExtended e => $"延长审查期限至{ChinaTime.FullDay(e.Until)}{(e.Provisional ? "（暂定）" : "")}",
        ApplicationProposed e => $"提出{(e.Decision == "approve" ? "准予" : "不予")}，转另一人复核",
        ApplicationSentBack => "复核不同意，退回审查",
        ApplicationApproved e => e.Second is null ? "准予（单人审核）" : "准予（两人审核）",
        ApplicationRefused => "不予登记",
        ApplicationWithdrawn => "申请人撤回",
        ObjectionPeriodOver => "部门异议期满，没有异议",
        ApplicationDelivered => "送达，归档",
        _ => null,
    };
}
