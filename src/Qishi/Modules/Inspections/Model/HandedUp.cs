using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Inspections.Model;

/// <summary>Waiting for the receipt, taken by the platform above, refused by it, put right and waiting for the next file.</summary>
internal enum HandUpState { Sent, Accepted, Refused, Mended }

/// <summary>A published result on its way to the platform above: the last file it stood in and what came back (rulebook B §1.10).</summary>
internal sealed class HandedUp : IVersioned
{
    public Guid VisitId { get; init; }
    public required string VisitNo { get; init; }
    public required string ObjectName { get; init; }
    public HandUpState State { get; set; }

    /// <summary>The file it last stood in, without extension; a receipt of an earlier one counts no more.</summary>
    public required string File { get; set; }

    /// <summary>How often it was handed up.</summary>
    public int Round { get; set; }

    public DateTime SentAt { get; set; }
    public DateTime? AnsweredAt { get; set; }

    /// <summary>Why the platform above refused it, in its words.</summary>
    public string? Reason { get; set; }

    /// <summary>Code and name of the object as the platform above knows it, where they differ from ours; only the file to it uses them.</summary>
    public string? UpperCode { get; set; }
    public string? UpperName { get; set; }

    /// <summary>What was put right.</summary>
    public string? Note { get; set; }
    public string? MendedBy { get; set; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<HandedUp>
    {
        public void Configure(EntityTypeBuilder<HandedUp> builder)
        {
            builder.ToTable("ins_handed_up");
            builder.HasKey(h => h.VisitId);
            builder.Property(h => h.VisitId).ValueGeneratedNever();
            builder.Property(h => h.File).HasMaxLength(80);
            builder.HasIndex(h => h.VisitNo).IsUnique();
            builder.HasIndex(h => new { h.State, h.SentAt });
            builder.HasIndex(h => h.File);
        }
    }
}
