using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Qishi.Platform.Events;

/// <summary>How far a subscriber has come, and how its next event fares.</summary>
public sealed class CheckpointRow
{
    public required string Name { get; init; }

    /// <summary>Number of the last seal it is done with.</summary>
    public long Position { get; set; }

    /// <summary>Failed attempts at the next event.</summary>
    public int Attempts { get; set; }
    public string? LastError { get; set; }
    public DateTime? LastFailedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<CheckpointRow>
    {
        public void Configure(EntityTypeBuilder<CheckpointRow> builder)
        {
            builder.ToTable("plt_checkpoint");
            builder.HasKey(c => c.Name);
        }
    }
}

/// <summary>An event that a subscriber could not handle after all attempts. It waits here, visible, until a person has it run again.</summary>
public sealed class ParkedEventRow
{
    public Guid Id { get; init; }
    public required string Subscriber { get; init; }
    public long SealNo { get; init; }
    public long EventSeq { get; init; }
    public required string Type { get; init; }
    public required string Subject { get; init; }
    public required string Error { get; set; }
    public DateTime ParkedAt { get; init; }
    public int Reruns { get; set; }
    public DateTime? ResolvedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ParkedEventRow>
    {
        public void Configure(EntityTypeBuilder<ParkedEventRow> builder)
        {
            builder.ToTable("plt_parked_event");
            builder.Property(p => p.Id).ValueGeneratedNever();
            builder.HasIndex(p => new { p.Subscriber, p.EventSeq }).IsUnique();
            builder.HasIndex(p => p.ResolvedAt);
        }
    }
}
