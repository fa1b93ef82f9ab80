using System.Collections.Frozen;
using Qishi.Kernel;
using Qishi.Kernel.Flow;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Platform.Auth;

namespace Qishi.Modules.Exchange.Model;

/// <summary>The states of a hand-over with the words and tones of ux.md 2.8, and its legal moves (rulebook A §5.3).</summary>
internal static class HandOverFlow
{
    private static readonly HandOverStatus[] Undelivered = [HandOverStatus.Pending, HandOverStatus.Failed, HandOverStatus.Outage];

    // A receipt proves that the department has it, even when we never saw its answer to the push: it moves any unfinished hand-over.
    private static readonly HandOverStatus[] Unfinished =
        [HandOverStatus.Pending, HandOverStatus.Failed, HandOverStatus.Outage, HandOverStatus.Pushed, HandOverStatus.Acked, HandOverStatus.Processing, HandOverStatus.ManualUnconfirmed];

    public static Flow<HandOverStatus> Flow { get; } = Kernel.Flow.Flow.Of<HandOverStatus>(
        "部门事项推送",
        [
            new(HandOverStatus.Pending, "待推送", "等执照发出后办", Tone.N, ClockEffect.Run),
            new(HandOverStatus.Pushed, "已推送", "已发给{部门}", Tone.B, ClockEffect.Run),
            new(HandOverStatus.Acked, "已接收", "{部门}已收到", Tone.B, ClockEffect.Run),
            new(HandOverStatus.Processing, "办理中", "办理中", Tone.B, ClockEffect.Run),
            new(HandOverStatus.Done, "已办结", "已办好", Tone.G, ClockEffect.Stop, Final: true),
            new(HandOverStatus.Rejected, "部门退回", "正在更正", Tone.A, ClockEffect.Run),
            new(HandOverStatus.Failed, "推送失败", "正在重新发送", Tone.A, ClockEffect.Run),
            new(HandOverStatus.Outage, "对方系统故障", "对方系统故障，恢复后自动办", Tone.V, ClockEffect.Run),
            new(HandOverStatus.ManualUnconfirmed, "人工补录，待第二人确认", "办理中", Tone.A, ClockEffect.Run),
            new(HandOverStatus.ManualDone, "人工补录办结", "已办好", Tone.G, ClockEffect.Stop, Final: true),
        ],
        [
            new("deliver", "推送", Undelivered, HandOverStatus.Pushed),
            new("fail", "推送失败", [HandOverStatus.Pending, HandOverStatus.Failed, HandOverStatus.Pushed], HandOverStatus.Failed),
            new("declare-outage", "记为系统故障", [HandOverStatus.Pending, HandOverStatus.Failed, HandOverStatus.Pushed], HandOverStatus.Outage, Guard: "首次推送和全部重试都失败，或者该部门已在故障窗口内"),
            new("resume", "恢复推送", [HandOverStatus.Outage], HandOverStatus.Pending),
            new("acknowledge", "接收", [.. Undelivered, HandOverStatus.Pushed], HandOverStatus.Acked, [Roles.Liaison]),
            new("start", "开始办理", [.. Undelivered, HandOverStatus.Pushed, HandOverStatus.Acked], HandOverStatus.Processing),
            new("complete", "办结", [.. Unfinished, HandOverStatus.Rejected], HandOverStatus.Done, [Roles.Liaison]),
            new("return", "退回", Unfinished, HandOverStatus.Rejected, [Roles.Liaison], "须选退回原因并写明说明"),
            new("correct", "更正后重新推送", [HandOverStatus.Rejected], HandOverStatus.Pending, Guard: "形成新的数据版本"),
            new("record-by-hand", "人工补录", [.. Undelivered, HandOverStatus.Pushed], HandOverStatus.ManualUnconfirmed, [Roles.Liaison], "须有证明"),
            new("confirm-by-hand", "确认人工补录", [HandOverStatus.ManualUnconfirmed], HandOverStatus.ManualDone, [Roles.Liaison, Roles.Operator], "须由补录人以外的第二人确认"),
            new("refuse-record", "不予确认", [HandOverStatus.ManualUnconfirmed], HandOverStatus.Failed, [Roles.Liaison, Roles.Operator]),
        ]);

    private static readonly FrozenSet<(HandOverStatus, string)> Legal = Flow.Moves.SelectMany(m => m.Sources.Select(s => (s, m.Name))).ToFrozenSet();

    public static readonly HandOverStatus[] Final = [HandOverStatus.Done, HandOverStatus.ManualDone];

    public static bool Can(HandOverStatus from, string move) => Legal.Contains((from, move));

    /// <summary>Word, tone and public word of one hand-over: what the state alone cannot say (whose data was wrong, which attempt, whose system) is filled in.</summary>
    public static (string Word, string Public, Tone Tone) Face(HandOver h, string departmentWord, DateOnly today)
    {
        var info = Flow[h.Status];
        return h.Status switch
        {
            HandOverStatus.Rejected => h.ReturnIsApplicants ? ("部门退回，等申请人", "等您处理", Tone.A) : ("部门退回，待更正", "正在更正", Tone.A),
            HandOverStatus.Failed when h.NextActionAt is { } next => ($"推送失败，第{h.Failures}次，下次{ChinaTime.Moment(next, today)}", info.PublicWord, info.Tone),
            _ => (info.Word, info.PublicWord.Replace("{部门}", departmentWord, StringComparison.Ordinal), info.Tone),
        };
    }
}
