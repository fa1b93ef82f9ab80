using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Qishi.Modules.Exchange.Model;

/// <summary>One comparison of a day's hand-overs with a department's own list .</summary>
internal sealed class Reconciliation
{
    public Guid Id { get; init; }
    public required string Department { get; init; }
    public DateOnly Day { get; init; }
    public DateTime At { get; init; }
    public int Ours { get; init; }
    public int Theirs { get; init; }
    public int Differences { get; init; }

    /// <summary>Why it could not be done; null when it was.</summary>
    public string? Failure { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Reconciliation>
    {
        public void Configure(EntityTypeBuilder<Reconciliation> builder)
        {
            builder.ToTable("exc_reconciliation");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.Department).HasMaxLength(20);
            builder.HasIndex(r => new { r.Department, r.At });
        }
    }
}

/// <summary>Something that differs; named by key and field, never by content.</summary>
internal sealed class Difference
{
    public Guid Id { get; init; }
    public Guid ReconciliationId { get; init; }
    public required string Department { get; init; }
    public required string HandOverKey { get; init; }
    public DifferenceKind Kind { get; init; }
    public string? Field { get; init; }
    public required string Sentence { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Difference>
    {
        public void Configure(EntityTypeBuilder<Difference> builder)
        {
            builder.ToTable("exc_difference");
            builder.Property(d => d.Id).ValueGeneratedNever();
            builder.Property(d => d.Department).HasMaxLength(20);
            builder.HasIndex(d => d.ReconciliationId);
        }
    }
}

/// <summary>对方没有, 本局没有, 字段不同, 状态不同, 对方办了两次.</summary>
internal enum DifferenceKind { MissingThere, MissingHere, Field, Status, DoneTwice }
