using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Model;

/// <summary>A completion recorded by hand (人工补录): the evidence, who recorded it, and the second person who confirmed or refused it.</summary>
internal sealed class ManualRecord : IVersioned
{
    public Guid Id { get; init; }
    public Guid HandOverId { get; init; }
    public required string Department { get; init; }

    [Encrypted]
    public required string Evidence { get; init; }

    public Guid? MaterialId { get; init; }
    public DateTime BusinessCompletedAt { get; init; }

    [Encrypted]
    public required string Result { get; init; }

    public Guid RecordedById { get; init; }
    public required string RecordedBy { get; init; }
    public DateTime RecordedAt { get; init; }
    public Guid? DecidedById { get; set; }
    public string? DecidedBy { get; set; }
    public DateTime? DecidedAt { get; set; }
    public bool? Confirmed { get; set; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ManualRecord>
    {
        public void Configure(EntityTypeBuilder<ManualRecord> builder)
        {
            builder.ToTable("exc_manual_record");
            builder.Property(m => m.Id).ValueGeneratedNever();
            builder.Property(m => m.Department).HasMaxLength(20);
            builder.HasIndex(m => m.HandOverId);
            builder.HasIndex(m => new { m.Department, m.DecidedAt });
        }
    }
}
