using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Kernel.Flow;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Exit;

/// <summary>Where a forced deregistration stands (rulebook A §10.8). A candidate has no row yet.</summary>
internal enum ForcedState { Announced, ObjectionReview, NoObjection, Terminated, Decided, Restored }

internal static class ForcedFlow
{
    public const string Object = "object", Dismiss = "dismiss", Terminate = "terminate", Finish = "finish", Decide = "decide", Restore = "restore";

    public static Flow<ForcedState> Flow { get; } = Kernel.Flow.Flow.Of<ForcedState>(
        "强制注销",
        [
            new(ForcedState.Announced, "公告中", null, Tone.V), new(ForcedState.ObjectionReview, "审查异议", null, Tone.A), new(ForcedState.NoObjection, "公告期满，待决定", null, Tone.A),
            new(ForcedState.Terminated, "已终止", null, Tone.L, Final: true), new(ForcedState.Decided, "已强制注销", null, Tone.L), new(ForcedState.Restored, "已恢复登记", null, Tone.G, Final: true),
        ],
        [
            new(Object, "提出异议", [ForcedState.Announced], ForcedState.ObjectionReview), new(Dismiss, "异议不成立", [ForcedState.ObjectionReview], ForcedState.Announced),
            new(Terminate, "终止", [ForcedState.ObjectionReview, ForcedState.Announced, ForcedState.NoObjection], ForcedState.Terminated), new(Finish, "公告期满", [ForcedState.Announced], ForcedState.NoObjection),
            new(Decide, "决定强制注销", [ForcedState.NoObjection], ForcedState.Decided), new(Restore, "恢复登记", [ForcedState.Decided], ForcedState.Restored),
        ]);
}

/// <summary>One forced deregistration of a company, from its announcement on.</summary>
internal sealed class ForcedExit : IVersioned
{
    public Guid Id { get; init; }
    public required string Number { get; init; }
    public Guid EntityId { get; init; }
    public required string Uscc { get; init; }
    public required string EntityName { get; init; }
    public ForcedState State { get; private set; }
    public EntityStatus StatusBefore { get; init; }
    public DateOnly CauseOn { get; init; }
    public DateOnly AnnouncedOn { get; init; }
    public DateOnly Until { get; init; }
    public Guid NoticeId { get; set; }
    public Guid? AnnouncedById { get; init; }
    public DateOnly? DecidedOn { get; set; }
    public DateOnly? RestoredOn { get; set; }
    public string? EndReason { get; set; }

    /// <summary>The name's lock before the end, to give back when the name is still free .</summary>
    public string? NameLockBefore { get; set; }

    /// <summary>The entity while it goes on; unique.</summary>
    public Guid? OpenKey { get; private set; }
    public int Version { get; set; }

    public void Open() => OpenKey = EntityId;

    public Result<ForcedState> Move(string move)
    {
        var result = ForcedFlow.Flow.Move(State, move);
        if (!result.Ok)
            return result;
        State = result.Value;
        if (State is ForcedState.Terminated or ForcedState.Decided or ForcedState.Restored)
            OpenKey = null;
        return result;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<ForcedExit>
    {
        public void Configure(EntityTypeBuilder<ForcedExit> builder)
        {
            builder.ToTable("reg_forced_exit");
            builder.Property(f => f.Id).ValueGeneratedNever();
            builder.HasOne<Entity>().WithMany().HasForeignKey(f => f.EntityId);
            builder.HasIndex(f => f.Number).IsUnique();
            builder.HasIndex(f => f.OpenKey).IsUnique();
            builder.HasIndex(f => new { f.State, f.Until });
        }
    }
}
