using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Qishi.Platform.Events;

/// <summary>What is being done, by whom, when and for what reason. Written with the change it describes, never altered.</summary>
public sealed class ProcessRow
{
    public Guid Id { get; init; }
    public required string Kind { get; init; }
    public Guid? ActorId { get; init; }
    public required string ActorName { get; init; }
    public string? ActorUnit { get; init; }
    public string? SourceAddress { get; init; }
    public string? Reason { get; init; }
    public required string CorrelationId { get; init; }
    public DateTime At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ProcessRow>
    {
        public void Configure(EntityTypeBuilder<ProcessRow> builder)
        {
            builder.ToTable("plt_process");
            builder.Property(p => p.Id).ValueGeneratedNever();
            builder.HasIndex(p => p.At);
        }
    }
}

/// <summary>One event: audit trail, history page and outbox in one row.</summary>
public sealed class EventRow
{
    public long Seq { get; init; }
    public Guid ProcessId { get; init; }
    public required string Type { get; init; }
    public required string Subject { get; init; }
    public required string Payload { get; init; }
    public DateTime At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<EventRow>
    {
        public void Configure(EntityTypeBuilder<EventRow> builder)
        {
            builder.ToTable("plt_event");
            builder.HasKey(e => e.Seq);
            builder.Property(e => e.Seq).ValueGeneratedOnAdd();
            builder.HasIndex(e => e.Subject);
            builder.HasIndex(e => e.ProcessId);
        }
    }
}

/// <summary>
/// The place of an event in the sealed chain. Numbers have no gaps and follow commit order, so readers can trust "everything up to n";
/// the hash binds the event, its process and the seal before it (SM3).
/// </summary>
public sealed class SealRow
{
    public long No { get; init; }
    public long EventSeq { get; init; }
    public required string Hash { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<SealRow>
    {
        public void Configure(EntityTypeBuilder<SealRow> builder)
        {
            builder.ToTable("plt_seal");
            builder.HasKey(s => s.No);
            builder.Property(s => s.No).ValueGeneratedNever();
            builder.HasIndex(s => s.EventSeq).IsUnique();
        }
    }
}
