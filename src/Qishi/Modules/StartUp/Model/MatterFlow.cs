using Qishi.Kernel.Flow;

namespace Qishi.Modules.StartUp.Model;

/// <summary>Where a matter stands, as this case mirrors it from the departments' answers (rulebook A §5.3).</summary>
public enum MatterStatus { Pending, NotRequired, Pushed, Acked, Processing, Done, ReturnedToApplicant, ReturnedToUs, Failed, Outage, ManualUnconfirmed, ManualDone }

/// <summary>Words and tones of the matters (ux.md 2.8). {部门} stands for the department's short name.</summary>
internal static class MatterFlow
{
    private static readonly MatterStatus[] Open =
        [MatterStatus.Pending, MatterStatus.Pushed, MatterStatus.Acked, MatterStatus.Processing, MatterStatus.ReturnedToApplicant, MatterStatus.ReturnedToUs, MatterStatus.Failed, MatterStatus.Outage];

    public static Flow<MatterStatus> Flow { get; } = Kernel.Flow.Flow.Of<MatterStatus>(
        "开办事项",
        [
            new(MatterStatus.Pending, "待推送", "等执照发出后办", Tone.N, ClockEffect.Run),
            new(MatterStatus.NotRequired, "无需办理", "没选", Tone.L, ClockEffect.Stop, Final: true),
            new(MatterStatus.Pushed, "已推送", "已发给{部门}", Tone.B, ClockEffect.Run),
            new(MatterStatus.Acked, "已接收", "{部门}已收到", Tone.B, ClockEffect.Run),
            new(MatterStatus.Processing, "办理中", "办理中", Tone.B, ClockEffect.Run),
            new(MatterStatus.Done, "已办结", "已办好", Tone.G, ClockEffect.Stop, Final: true),
            new(MatterStatus.ReturnedToApplicant, "部门退回，等申请人", "等您处理", Tone.A, ClockEffect.Run),
            new(MatterStatus.ReturnedToUs, "部门退回，待更正", "正在更正", Tone.B, ClockEffect.Run),
            new(MatterStatus.Failed, "推送失败", "正在重新发送", Tone.B, ClockEffect.Run),
            new(MatterStatus.Outage, "对方系统故障", "对方系统故障，恢复后自动办", Tone.V, ClockEffect.Run),
            new(MatterStatus.ManualUnconfirmed, "人工补录，待第二人确认", "办理中", Tone.B, ClockEffect.Run),
            new(MatterStatus.ManualDone, "人工补录办结", "已办好", Tone.G, ClockEffect.Stop, Final: true),
        ],
        [
            new("leave-out", "不选", [MatterStatus.Pending], MatterStatus.NotRequired),
            new("push", "推送", [.. Open.Where(s => s != MatterStatus.Pushed)], MatterStatus.Pushed),
            new("acknowledge", "接收", [.. Open.Where(s => s != MatterStatus.Acked)], MatterStatus.Acked),
            new("start", "开始办理", [.. Open.Where(s => s != MatterStatus.Processing)], MatterStatus.Processing),
            new("complete", "办结", [.. Open, MatterStatus.ManualUnconfirmed], MatterStatus.Done),
            new("return-to-applicant", "退回申请人", Open, MatterStatus.ReturnedToApplicant),
            new("return-to-us", "退回更正", Open, MatterStatus.ReturnedToUs),
            new("fail", "推送失败", Open, MatterStatus.Failed),
            new("outage", "对方系统故障", Open, MatterStatus.Outage),
            new("resume", "恢复", [MatterStatus.Outage, MatterStatus.Failed, MatterStatus.ReturnedToApplicant, MatterStatus.ReturnedToUs], MatterStatus.Pending),
            new("record-by-hand", "人工补录", Open, MatterStatus.ManualUnconfirmed),
            new("confirm-by-hand", "确认人工补录", [.. Open, MatterStatus.ManualUnconfirmed], MatterStatus.ManualDone),
        ]);

    public static readonly MatterStatus[] Finished = [MatterStatus.Done, MatterStatus.ManualDone, MatterStatus.NotRequired];

    public static bool IsFinished(this MatterStatus status) => Finished.Contains(status);

    /// <summary>The public word, with the department in it.</summary>
    public static string PublicWord(MatterStatus status, Matter matter) => Flow[status].PublicWord.Replace("{部门}", matter.DepartmentWord, StringComparison.Ordinal);
}
