using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Suspend;

/// <summary>Filed: begins on a later day; Active: suspended; the others have ended.</summary>
internal enum SuspensionState { Filed, Active, ResumedPublished, AutoResumed, Deregistering }

/// <summary>One episode of suspension (歇业).</summary>
internal sealed class Suspension : IVersioned
{
    public Guid Id { get; init; }
    public Guid EntityId { get; init; }
    public required string Uscc { get; init; }

    /// <summary>Application it was filed with.</summary>
    public required string Number { get; init; }
    public SuspensionReason Reason { get; init; }
    public DateOnly From { get; init; }

    /// <summary>Last day as filed or extended.</summary>
    public DateOnly To { get; set; }
    public int Extensions { get; set; }
    public string? ServiceAddress { get; init; }
    public SuspensionState State { get; private set; }

    /// <summary>Last day it really lasted; null while it goes on.</summary>
    public DateOnly? EndedOn { get; private set; }

    /// <summary>The entity while the episode is not over; unique.</summary>
    public Guid? OpenKey { get; private set; }
    public int Version { get; set; }

    public void Open() => OpenKey = EntityId;

    public void Begin() => State = SuspensionState.Active;

    public void End(SuspensionState how, DateOnly lastDay) => (State, EndedOn, OpenKey) = (how, lastDay, null);

    internal sealed class Mapping : IEntityTypeConfiguration<Suspension>
    {
        public void Configure(EntityTypeBuilder<Suspension> builder)
        {
            builder.ToTable("reg_suspension");
            builder.Property(s => s.Id).ValueGeneratedNever();
            builder.HasOne<Entity>().WithMany().HasForeignKey(s => s.EntityId);
            builder.HasIndex(s => s.OpenKey).IsUnique();
            builder.HasIndex(s => new { s.State, s.To });
            builder.HasIndex(s => s.EntityId);
        }
    }
}
