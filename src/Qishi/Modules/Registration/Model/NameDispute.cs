using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Kernel.Flow;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Model;

/// <summary>Where a name dispute stands .</summary>
internal enum DisputeState { Accepted, Settled, Withdrawn, Dismissed, Stopped, Overdue, Changed }

/// <summary>
/// A dispute about the name of an entity (企业名称登记管理规定 art. 21, 23): mediated or ruled within three months; after a decision to stop using the name it is
/// changed within thirty days, and the code stands in its place meanwhile.
/// </summary>
internal sealed class NameDispute : IVersioned
{
    public Guid Id { get; init; }
    public required string Number { get; init; }
    public Guid EntityId { get; init; }
    public required string Uscc { get; init; }

    /// <summary>The name that is disputed, as it was.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the enterprise that claims, never a private person's number.</summary>
    public required string Claimant { get; init; }
    public required string Claim { get; init; }
    public DateOnly AcceptedOn { get; init; }

    /// <summary>Last day for the ruling.</summary>
    public DateOnly DueOn { get; init; }
    public DisputeState State { get; private set; } = DisputeState.Accepted;
    public string? Outcome { get; private set; }
    public DateOnly? DecidedOn { get; private set; }
    public string? DecidedBy { get; private set; }

    /// <summary>Last day to change the name after a decision to stop using it.</summary>
    public DateOnly? ChangeDueOn { get; private set; }
    public DateOnly? ChangedOn { get; private set; }
    public int Version { get; set; }

    public static Flow<DisputeState> Flow { get; } = Kernel.Flow.Flow.Of<DisputeState>(
        "名称争议",
        [
            new(DisputeState.Accepted, "处理中", "处理中", Tone.B, ClockEffect.Start), new(DisputeState.Settled, "调解达成一致", null, Tone.G, ClockEffect.Stop, Final: true),
            new(DisputeState.Withdrawn, "申请人撤回", null, Tone.L, ClockEffect.Stop, Final: true), new(DisputeState.Dismissed, "驳回请求", null, Tone.L, ClockEffect.Stop, Final: true),
            new(DisputeState.Stopped, "应停止使用，等变更名称", null, Tone.A, ClockEffect.Stop), new(DisputeState.Overdue, "逾期没有变更名称", null, Tone.R),
            new(DisputeState.Changed, "已变更名称", null, Tone.G, Final: true),
        ],
        [
            new("settle", "调解达成一致", [DisputeState.Accepted], DisputeState.Settled, [Roles.RegistrationSupervisor]),
            new("withdraw", "撤回", [DisputeState.Accepted], DisputeState.Withdrawn, [Roles.RegistrationSupervisor]),
            new("dismiss", "驳回请求", [DisputeState.Accepted], DisputeState.Dismissed, [Roles.RegistrationSupervisor]),
            new("stop", "裁决停止使用", [DisputeState.Accepted], DisputeState.Stopped, [Roles.RegistrationSupervisor]),
            new("overdue", "逾期", [DisputeState.Stopped], DisputeState.Overdue),
            new("comply", "变更名称", [DisputeState.Stopped, DisputeState.Overdue], DisputeState.Changed),
        ]);

    public static string NewNumber(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"MZ{day:yyyyMMdd}{RandomNumberGenerator.GetInt32(1_000_000):000000}");

    public Result<DisputeState> Move(string move)
    {
        var moved = Flow.Move(State, move);
        if (moved.Ok)
            State = moved.Value;
        return moved;
    }

    public void Decide(string outcome, string by, DateOnly on, DateOnly? changeDue) => (Outcome, DecidedBy, DecidedOn, ChangeDueOn) = (outcome, by, on, changeDue);

    public void Comply(DateOnly on)
    {
        if (Move("comply").Ok)
            ChangedOn = on;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<NameDispute>
    {
        public void Configure(EntityTypeBuilder<NameDispute> builder)
        {
            builder.ToTable("reg_name_dispute");
            builder.Property(d => d.Id).ValueGeneratedNever();
            builder.HasOne<Entity>().WithMany().HasForeignKey(d => d.EntityId);
            builder.HasIndex(d => d.Number).IsUnique();
            builder.HasIndex(d => new { d.State, d.ChangeDueOn });
            builder.HasIndex(d => d.AcceptedOn);
        }
    }
}
