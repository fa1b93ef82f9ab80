using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Model;

/// <summary>One department in one run: what we recorded, sent and have acknowledged, against its own list .</summary>
internal sealed class Reconciliation
{
    public Guid Id { get; init; }

    /// <summary>All departments of one run carry the same.</summary>
    public Guid RunId { get; init; }

    public required string Department { get; init; }
    public DateOnly Day { get; init; }
    public DateTime At { get; init; }

    /// <summary>Who asked for it, or the program in the evening.</summary>
    public string By { get; init; } = "";

    /// <summary>The hand-overs compared were ordered in this span, UTC, the start included.</summary>
    public DateTime From { get; init; }

    public DateTime To { get; init; }
    public int Recorded { get; init; }
    public int Sent { get; init; }
    public int Acknowledged { get; init; }

    /// <summary>On the department's own list.</summary>
    public int Theirs { get; init; }

    /// <summary>Rows that differed, those known before included.</summary>
    public int Differences { get; init; }

    /// <summary>Known differences that were gone.</summary>
    public int Mended { get; init; }

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
            builder.HasIndex(r => r.RunId);
            builder.HasIndex(r => r.At);
        }
    }
}

/// <summary>A row that differs; named by key and field, never by content. It stays until a later run finds it gone or a person says how it was mended.</summary>
internal sealed class Difference : IVersioned
{
    public Guid Id { get; init; }

    /// <summary>The comparison that found it first.</summary>
    public Guid ReconciliationId { get; init; }

    public required string Department { get; init; }
    public required string HandOverKey { get; init; }

    /// <summary>Our hand-over; null when only the department has one.</summary>
    public Guid? HandOverId { get; init; }

    public string? CaseNo { get; init; }
    public string? EntityName { get; init; }
    public DifferenceKind Kind { get; init; }
    public string? Field { get; init; }
    public required string Sentence { get; init; }

    /// <summary>When the hand-over was ordered: later runs reach back to the oldest that is open.</summary>
    public DateTime OrderedAt { get; init; }

    public DateTime FoundAt { get; init; }
    public DateTime LastSeenAt { get; set; }
    public DateTime? MendedAt { get; set; }
    public string? MendedBy { get; set; }

    /// <summary>What was done, in the person's words.</summary>
    public string? MendedHow { get; set; }

    public int Version { get; set; }

    public (string, DifferenceKind, string?) Sameness => (HandOverKey, Kind, Field);

    public void Mend(string by, string how, DateTime at) => (MendedBy, MendedHow, MendedAt) = (by, how, at);

    internal sealed class Mapping : IEntityTypeConfiguration<Difference>
    {
        public void Configure(EntityTypeBuilder<Difference> builder)
        {
            builder.ToTable("exc_difference");
            builder.Property(d => d.Id).ValueGeneratedNever();
            builder.Property(d => d.Department).HasMaxLength(20);
            builder.Ignore(d => d.Sameness);
            builder.HasIndex(d => d.ReconciliationId);
            builder.HasIndex(d => new { d.MendedAt, d.Department });
            builder.HasIndex(d => new { d.FoundAt, d.LastSeenAt });
        }
    }
}

/// <summary>对方没有, 本局没有, 字段不同, 状态不同, 对方办了两次, 对方已有但没有回执, 对方已有但本局记为未送达.</summary>
internal enum DifferenceKind { MissingThere, MissingHere, Field, Status, DoneTwice, NoReceipt, NotSentHere }
