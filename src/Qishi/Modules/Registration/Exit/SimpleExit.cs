using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Kernel.Flow;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Exit;

/// <summary>Where a simplified deregistration stands (rulebook A §10.4).</summary>
internal enum SimpleExitState { Publishing, Objected, PeriodDone, Applied, ToleratedWait, ToleratedFormat, Rejected, Lapsed, Withdrawn, Deregistered }

internal static class SimpleExitFlow
{
    public const string Object = "object", Finish = "finish", Apply = "apply", Wait = "wait", Correct = "correct", Check = "check", Reject = "reject", Lapse = "lapse", Withdraw = "withdraw", Grant = "grant";

    public static Flow<SimpleExitState> Flow { get; } = Kernel.Flow.Flow.Of<SimpleExitState>(
        "简易注销",
        [
            new(SimpleExitState.Publishing, "公示中", null, Tone.V),
            new(SimpleExitState.Objected, "有异议，已停止", null, Tone.R, Final: true),
            new(SimpleExitState.PeriodDone, "公示期满，等申请", "公示期满，请申请注销登记", Tone.A),
            new(SimpleExitState.Applied, "已申请注销登记", null, Tone.B),
            new(SimpleExitState.ToleratedWait, "容错：等情形消除", "等情形消除后再申请", Tone.A),
            new(SimpleExitState.ToleratedFormat, "容错：改正材料", "请改正材料后再提交", Tone.A),
            new(SimpleExitState.Rejected, "不适用简易注销", null, Tone.R, Final: true),
            new(SimpleExitState.Lapsed, "逾期没有申请，已失效", null, Tone.L, Final: true),
            new(SimpleExitState.Withdrawn, "已撤回", null, Tone.L, Final: true),
            new(SimpleExitState.Deregistered, "已注销", null, Tone.L, Final: true),
        ],
        [
            new(Object, "提出异议", [SimpleExitState.Publishing], SimpleExitState.Objected),
            new(Finish, "公示期满", [SimpleExitState.Publishing], SimpleExitState.PeriodDone),
            new(Apply, "申请注销登记", [SimpleExitState.PeriodDone, SimpleExitState.ToleratedWait, SimpleExitState.ToleratedFormat], SimpleExitState.Applied),
            new(Wait, "发现可以消除的情形", [SimpleExitState.PeriodDone, SimpleExitState.Applied], SimpleExitState.ToleratedWait),
            new(Correct, "材料退回改正", [SimpleExitState.Applied], SimpleExitState.ToleratedFormat),
            new(Check, "情形消除", [SimpleExitState.ToleratedWait], SimpleExitState.PeriodDone),
            new(Reject, "不适用", [SimpleExitState.PeriodDone, SimpleExitState.Applied, SimpleExitState.ToleratedWait, SimpleExitState.ToleratedFormat, SimpleExitState.Publishing], SimpleExitState.Rejected),
            new(Lapse, "逾期", [SimpleExitState.PeriodDone, SimpleExitState.ToleratedFormat], SimpleExitState.Lapsed),
            new(Withdraw, "撤回", [SimpleExitState.Publishing, SimpleExitState.PeriodDone, SimpleExitState.ToleratedWait, SimpleExitState.ToleratedFormat], SimpleExitState.Withdrawn),
            new(Grant, "准予注销", [SimpleExitState.Applied], SimpleExitState.Deregistered),
        ]);
}

/// <summary>One simplified deregistration from its publication (sole traders: from the application) to its end.</summary>
internal sealed class SimpleExit : IVersioned
{
    public Guid Id { get; init; }
    public Guid EntityId { get; init; }
    public required string Uscc { get; init; }

    /// <summary>Application that published it, or asked for it.</summary>
    public required string Number { get; init; }

    /// <summary>Application for deregistration; null before.</summary>
    public string? ApplyNumber { get; set; }
    public SimpleExitState State { get; private set; }
    public bool SoleTrader { get; init; }

    /// <summary>Status to go back to when it comes to nothing.</summary>
    public EntityStatus StatusBefore { get; init; }
    public DateOnly PublishedOn { get; init; }
    public DateOnly ObjectUntil { get; init; }
    public DateOnly? ApplyUntil { get; set; }
    public Guid NoticeId { get; set; }

    /// <summary>The entity while it goes on; unique.</summary>
    public Guid? OpenKey { get; private set; }
    public int Version { get; set; }

    public void Open() => OpenKey = EntityId;

    public Result<SimpleExitState> Move(string move)
    {
        var result = SimpleExitFlow.Flow.Move(State, move);
        if (!result.Ok)
            return result;
        State = result.Value;
        if (SimpleExitFlow.Flow.IsFinal(State))
            OpenKey = null;
        return result;
    }

    public void Must(string move)
    {
        if (Move(move) is { Ok: false } refused)
            throw new InvalidOperationException(refused.Problems[0].Sentence);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<SimpleExit>
    {
        public void Configure(EntityTypeBuilder<SimpleExit> builder)
        {
            builder.ToTable("reg_simple_exit");
            builder.Property(x => x.Id).ValueGeneratedNever();
            builder.HasOne<Entity>().WithMany().HasForeignKey(x => x.EntityId);
            builder.HasIndex(x => x.OpenKey).IsUnique();
            builder.HasIndex(x => new { x.State, x.ObjectUntil });
            builder.HasIndex(x => x.Number);
            builder.HasIndex(x => x.EntityId);
        }
    }
}
