using Qishi.Kernel.Flow;
using Qishi.Platform.Auth;

namespace Qishi.Modules.Registration.Acts;

/// <summary>Where an application stands (rulebook A §0.4).</summary>
public enum ApplicationState { Draft, Submitted, Received, Returned, NotAccepted, Accepted, Extended, Approved, Refused, Issued, Delivered, Withdrawn, Archived }

/// <summary>The flow of every application to the register as data: one for all kinds of act.</summary>
internal static class ApplicationFlow
{
    public const string Submit = "submit", Receive = "receive", Accept = "accept", Return = "return", NotAccept = "not-accept", Extend = "extend", Approve = "approve",
        Refuse = "refuse", Issue = "issue", Deliver = "deliver", Withdraw = "withdraw", Reopen = "reopen", Archive = "archive";

    private static readonly string[] Applicant = [Roles.Applicant, Roles.Guide, Roles.Registrar];
    private static readonly string[] Office = [Roles.Registrar, Roles.RegistrationSupervisor];

    public static Flow<ApplicationState> Flow { get; } = Kernel.Flow.Flow.Of<ApplicationState>(
        "登记、备案申请",
        [
            new(ApplicationState.Draft, "草稿", "草稿，还没提交", Tone.N),
            new(ApplicationState.Submitted, "待接收", "已提交，等待接收", Tone.B),
            new(ApplicationState.Received, "待受理", "已收到，正在看材料", Tone.B),
            new(ApplicationState.Returned, "退回补正", "需要您补正", Tone.A, ClockEffect.Stop),
            new(ApplicationState.NotAccepted, "不予受理", "不予受理，看原因", Tone.R, ClockEffect.Stop, Final: true),
            new(ApplicationState.Accepted, "已受理", "已受理，正在审查", Tone.B, ClockEffect.Start),
            new(ApplicationState.Extended, "已延长审查期限", "审查期限已延长", Tone.B, ClockEffect.Run),
            new(ApplicationState.Approved, "准予登记", "已通过，正在出件", Tone.G, ClockEffect.Run),
            new(ApplicationState.Refused, "不予登记", "不予登记，看原因和救济途径", Tone.R, ClockEffect.Stop, Final: true),
            new(ApplicationState.Issued, "已出件", "已办好，可以领取", Tone.G, ClockEffect.Stop),
            new(ApplicationState.Delivered, "已送达", "已领取", Tone.G, ClockEffect.Stop),
            new(ApplicationState.Withdrawn, "已撤回", "您已撤回", Tone.L, ClockEffect.Stop),
            new(ApplicationState.Archived, "已归档", "已办结", Tone.L, ClockEffect.Stop, Final: true),
        ],
        [
            new(Submit, "提交", [ApplicationState.Draft, ApplicationState.Returned], ApplicationState.Submitted, Applicant, "必填项和材料齐全"),
            new(Receive, "接收", [ApplicationState.Submitted], ApplicationState.Received, Office),
            new(Accept, "受理", [ApplicationState.Received], ApplicationState.Accepted, Office, "材料齐全、符合法定形式，或者准予容缺"),
            new(Return, "一次性告知补正", [ApplicationState.Received], ApplicationState.Returned, Office),
            new(NotAccept, "不予受理", [ApplicationState.Received], ApplicationState.NotAccepted, Office),
            new(Extend, "延长审查期限", [ApplicationState.Accepted], ApplicationState.Extended, Office, "情形复杂，经登记机关负责人批准"),
            new(Approve, "准予登记", [ApplicationState.Accepted, ApplicationState.Extended], ApplicationState.Approved, Office),
            new(Refuse, "不予登记", [ApplicationState.Accepted, ApplicationState.Extended], ApplicationState.Refused, Office),
            new(Issue, "出件", [ApplicationState.Approved], ApplicationState.Issued, Office),
            new(Deliver, "送达", [ApplicationState.Issued], ApplicationState.Delivered, Office),
            new(Withdraw, "撤回", [ApplicationState.Submitted, ApplicationState.Received, ApplicationState.Returned, ApplicationState.Accepted, ApplicationState.Extended], ApplicationState.Withdrawn, Applicant),
            new(Reopen, "改好再提交", [ApplicationState.Withdrawn], ApplicationState.Draft, Applicant),
            new(Archive, "归档", [ApplicationState.Delivered], ApplicationState.Archived, Office),
        ]);
}
