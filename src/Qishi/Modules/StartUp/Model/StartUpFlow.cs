using Qishi.Kernel.Flow;
using Qishi.Platform.Auth;

namespace Qishi.Modules.StartUp.Model;

/// <summary>Where a start-up case stands (rulebook A §0.4); words and tones of ux.md 2.8.</summary>
public enum StartUpState { Draft, Submitted, Received, Returned, NotAccepted, Accepted, Extended, Approved, Refused, Issued, Delivered, Withdrawn, Archived }

/// <summary>The flow of a start-up case as data: states with their words, moves with who may make them.</summary>
internal static class StartUpFlow
{
    public const string Submit = "submit", Receive = "receive", Accept = "accept", Return = "return", NotAccept = "not-accept", Extend = "extend", Approve = "approve",
        Refuse = "refuse", Issue = "issue", Deliver = "deliver", Withdraw = "withdraw", Reopen = "reopen", Archive = "archive";

    private static readonly string[] Applicant = [Roles.Applicant, Roles.Guide, Roles.OutletClerk];
    private static readonly string[] Office = [Roles.Registrar, Roles.RegistrationSupervisor];

    public static Flow<StartUpState> Flow { get; } = Kernel.Flow.Flow.Of<StartUpState>(
        "企业开办",
        [
            new(StartUpState.Draft, "草稿", "草稿，还没提交", Tone.N),
            new(StartUpState.Submitted, "待接收", "已提交，等待接收", Tone.B),
            new(StartUpState.Received, "待受理", "已收到，正在看材料", Tone.B),
            new(StartUpState.Returned, "退回补正", "需要您补正", Tone.A, ClockEffect.Stop),
            new(StartUpState.NotAccepted, "不予受理", "不予受理，看原因", Tone.R, ClockEffect.Stop, Final: true),
            new(StartUpState.Accepted, "已受理", "已受理，正在审查", Tone.B, ClockEffect.Start),
            new(StartUpState.Extended, "已延长审查期限", "审查期限已延长", Tone.B, ClockEffect.Run),
            new(StartUpState.Approved, "准予登记", "已通过，正在制照", Tone.G, ClockEffect.Run),
            new(StartUpState.Refused, "不予登记", "不予登记，看原因和救济途径", Tone.R, ClockEffect.Stop, Final: true),
            new(StartUpState.Issued, "已发照", "执照已发", Tone.G, ClockEffect.Run),
            new(StartUpState.Delivered, "已送达", "已领取", Tone.G, ClockEffect.Run),
            new(StartUpState.Withdrawn, "已撤回", "您已撤回", Tone.L, ClockEffect.Stop),
            new(StartUpState.Archived, "已归档", "已办结", Tone.L, ClockEffect.Stop, Final: true),
        ],
        [
            new(Submit, "提交", [StartUpState.Draft, StartUpState.Returned], StartUpState.Submitted, Applicant, "必填项齐全、每人已签名"),
            new(Receive, "接收", [StartUpState.Submitted], StartUpState.Received, Office),
            new(Accept, "受理", [StartUpState.Received], StartUpState.Accepted, Office, "材料齐全、符合法定形式"),
            new(Return, "一次性告知补正", [StartUpState.Received], StartUpState.Returned, Office),
            new(NotAccept, "不予受理", [StartUpState.Received], StartUpState.NotAccepted, Office),
            new(Extend, "延长审查期限", [StartUpState.Accepted], StartUpState.Extended, Office, "情形复杂，经登记机关负责人批准"),
            new(Approve, "准予登记", [StartUpState.Accepted, StartUpState.Extended], StartUpState.Approved, Office),
            new(Refuse, "不予登记", [StartUpState.Accepted, StartUpState.Extended], StartUpState.Refused, Office),
            new(Issue, "发照", [StartUpState.Approved], StartUpState.Issued, Office),
            new(Deliver, "送达", [StartUpState.Issued], StartUpState.Delivered, Office),
            new(Withdraw, "撤回", [StartUpState.Submitted, StartUpState.Received, StartUpState.Returned, StartUpState.Accepted, StartUpState.Extended], StartUpState.Withdrawn, Applicant),
            new(Reopen, "改好再提交", [StartUpState.Withdrawn], StartUpState.Draft, Applicant),
            new(Archive, "归档", [StartUpState.Issued, StartUpState.Delivered], StartUpState.Archived, Office, "所选事项全部办结"),
        ]);
}
