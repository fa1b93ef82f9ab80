using Qishi.Kernel.Flow;
using Qishi.Platform.Auth;

namespace Qishi.Modules.Permits.Model;

/// <summary>R-7.3, with the two outcomes a department reports besides (未办理, 公开待认领) and the end with the entity.</summary>
internal enum NoticeState { Created, Pushed, Published, Claimed, NotMine, InProgress, NotApplied, Refused, Permitted, NotNeeded, Unpermitted, HandedOver, Ended }

/// <summary>States of a notice and its legal moves, as data.</summary>
internal static class NoticeFlow
{
    public const string Push = "push", Publish = "publish", Claim = "claim", SendBack = "send-back", Reassign = "reassign", HandOver = "hand-over", End = "end";

    private static readonly NoticeState[] InHand = [NoticeState.Claimed, NoticeState.InProgress, NoticeState.NotApplied, NoticeState.Refused];
    private static readonly string[] Departments = [Roles.Liaison, Roles.Registrar, Roles.RegistrationSupervisor];

    public static readonly NoticeState[] Final = [NoticeState.Permitted, NoticeState.NotNeeded, NoticeState.HandedOver, NoticeState.Ended];

    /// <summary>The permit is still missing: these are tracked and reminded.</summary>
    public static readonly NoticeState[] Tracked = [NoticeState.Pushed, NoticeState.Published, NoticeState.NotMine, .. InHand];

    public static Flow<NoticeState> Flow { get; } = Kernel.Flow.Flow.Of<NoticeState>(
        "双告知",
        [
            new(NoticeState.Created, "待告知部门", "等执照发出", Tone.N),
            new(NoticeState.Pushed, "已告知，待认领", "已告知许可部门，请去办许可", Tone.B, ClockEffect.Run),
            new(NoticeState.Published, "公开待认领", "正在确认由哪个部门许可", Tone.A, ClockEffect.Run),
            new(NoticeState.Claimed, "已认领，待反馈", "许可部门已知道，请去办许可", Tone.B, ClockEffect.Run),
            new(NoticeState.NotMine, "部门退回，待重新分派", "正在确认由哪个部门许可", Tone.A, ClockEffect.Run),
            new(NoticeState.InProgress, "许可办理中", "许可正在办理", Tone.B, ClockEffect.Run),
            new(NoticeState.NotApplied, "未办理，跟踪中", "还没有办许可，办好前不能经营", Tone.A),
            new(NoticeState.Refused, "不予许可，跟踪中", "没有取得许可，不能经营", Tone.R),
            new(NoticeState.Permitted, "已取得许可", "已取得许可", Tone.G, ClockEffect.Stop, Final: true),
            new(NoticeState.NotNeeded, "不需许可", "不需要办许可", Tone.L, ClockEffect.Stop, Final: true),
            new(NoticeState.Unpermitted, "发现无证经营，待移送", "没有取得许可，不能经营", Tone.R),
            new(NoticeState.HandedOver, "已移送", "没有取得许可，不能经营", Tone.R, ClockEffect.Stop, Final: true),
            new(NoticeState.Ended, "主体已退出，终止", "已终止", Tone.L, ClockEffect.Stop, Final: true),
        ],
        [
            new(Push, "告知许可部门", [NoticeState.Created], NoticeState.Pushed),
            new(Publish, "公开待认领", [NoticeState.Created, NoticeState.NotMine], NoticeState.Published, [Roles.RegistrationSupervisor], "许可部门不明确，或者该部门在本系统没有工作台"),
            new(Claim, "认领", [NoticeState.Pushed, NoticeState.Published], NoticeState.Claimed, Departments, "只能认领告知本部门的和公开待认领的"),
            new(SendBack, "不属于本部门", [NoticeState.Pushed, NoticeState.Claimed], NoticeState.NotMine, Departments, "须写明理由"),
            new(Reassign, "重新分派", [NoticeState.NotMine, NoticeState.Published], NoticeState.Pushed, [Roles.RegistrationSupervisor]),
            new("in-progress", "许可申请已受理", [NoticeState.Claimed, NoticeState.NotApplied, NoticeState.Refused], NoticeState.InProgress, Departments),
            new("not-applied", "未办理", [NoticeState.Claimed, NoticeState.InProgress], NoticeState.NotApplied, Departments),
            new("refused", "不予许可", [NoticeState.Claimed, NoticeState.InProgress, NoticeState.NotApplied], NoticeState.Refused, Departments),
            new("permitted", "许可办结", InHand, NoticeState.Permitted, Departments, "须填许可证件编号"),
            new("not-needed", "不需许可", InHand, NoticeState.NotNeeded, Departments, "须写明理由"),
            new("unpermitted", "发现无证经营", InHand, NoticeState.Unpermitted, Departments, "须写明时间、地点和情况"),
            new(HandOver, "移送", [NoticeState.Unpermitted], NoticeState.HandedOver, [Roles.RegistrationSupervisor], "出具移送函"),
            new(End, "终止", [NoticeState.Created, .. Tracked, NoticeState.Unpermitted], NoticeState.Ended, Guard: "主体已注销"),
        ]);

    /// <summary>What a department can report, in the order of the list.</summary>
    public static readonly IReadOnlyList<string> Results = ["permitted", "not-needed", "not-applied", "in-progress", "refused", "unpermitted"];

    public static bool Can(NoticeState from, string move) => Flow.From(from).Any(m => m.Name == move);

    public static string Word(string move) => Flow.Moves.First(m => m.Name == move).Word;
}
