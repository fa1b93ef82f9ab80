using Qishi.Kernel.Flow;
using Qishi.Platform.Auth;

namespace Qishi.Modules.Licences.Model;

/// <summary>R-12.12.</summary>
internal enum SealState { Applied, Made, Filed, Active, Stopped, Expired, Cancelled }

/// <summary>States of an electronic seal and its moves, as data.</summary>
internal static class SealFlow
{
    public const string Make = "make", File = "file", Activate = "activate", Stop = "stop", Resume = "resume", Expire = "expire", Cancel = "cancel";

    private static readonly string[] Holder = [Roles.Applicant], Desk = [Roles.RegistrationSupervisor];

    public static Flow<SealState> Flow { get; } = Kernel.Flow.Flow.Of<SealState>(
        "电子印章",
        [
            new(SealState.Applied, "已申请，待制作", "正在制作", Tone.B),
            new(SealState.Made, "已制作，待备案", "正在备案", Tone.B),
            new(SealState.Filed, "已备案，待领用", "等您领用", Tone.A),
            new(SealState.Active, "使用中", null, Tone.G),
            new(SealState.Stopped, "已停用", null, Tone.V),
            new(SealState.Expired, "已到期", null, Tone.L, Final: true),
            new(SealState.Cancelled, "已注销", null, Tone.L, Final: true),
        ],
        [
            new(Make, "制作", [SealState.Applied], SealState.Made),
            new(File, "备案", [SealState.Made], SealState.Filed),
            new(Activate, "领用", [SealState.Filed], SealState.Active, Holder),
            new(Stop, "停用", [SealState.Active], SealState.Stopped, [.. Holder, .. Desk]),
            new(Resume, "恢复使用", [SealState.Stopped], SealState.Active, [.. Holder, .. Desk]),
            new(Expire, "到期", [SealState.Filed, SealState.Active, SealState.Stopped], SealState.Expired),
            new(Cancel, "注销", [SealState.Applied, SealState.Made, SealState.Filed, SealState.Active, SealState.Stopped], SealState.Cancelled, [.. Holder, .. Desk], "主体名称变更、注销、吊销时自动注销"),
        ]);

    public static bool Can(SealState from, string move) => Flow.From(from).Any(m => m.Name == move);
}
