using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Inspections.Model;

/// <summary>Pool frozen, all commitments in, all secrets told, drawn, ended before its end.</summary>
internal enum DrawState { Frozen, Committed, Revealed, Drawn, Stopped }

/// <summary>One round of drawing objects for a task (docs/draw.md). A round that was stopped stays, visible to everybody.</summary>
internal sealed class TaskDraw : IVersioned
{
    public Guid Id { get; init; }
    public Guid TaskId { get; init; }

    /// <summary>Number as published: number of the task and of the round.</summary>
    public required string No { get; init; }

    public int Round { get; init; }
    public DrawState State { get; set; }

    /// <summary>Secret of the task that salts the objects' digests; never published.</summary>
    [Encrypted]
    public required string Key { get; init; }

    /// <summary>Terms as JSON: parties, public number, strata with sizes and quotas. Never changed.</summary>
    public required string Terms { get; init; }

    public required string PoolDigest { get; init; }

    /// <summary>Digest in the file store of the published pool: a line for each entry.</summary>
    public required string PoolFile { get; init; }

    /// <summary>Digest in the file store of the codes in the same order; not published.</summary>
    public required string RosterFile { get; init; }

    public int PoolSize { get; init; }
    public int Quota { get; init; }
    public DateTime FrozenAt { get; init; }
    public required string FrozenBy { get; init; }
    public string? PublicNumber { get; set; }
    public string? PublicNumberSource { get; set; }
    public string? Seed { get; set; }
    public DateTime? DrawnAt { get; set; }
    public string? StopReason { get; set; }
    public Guid? StopAskedById { get; set; }
    public string? StopAskedBy { get; set; }
    public DateTime? StoppedAt { get; set; }
    public string? StoppedBy { get; set; }
    public int Version { get; set; }
    public List<DrawParty> Parties { get; init; } = [];

    internal sealed class Mapping : IEntityTypeConfiguration<TaskDraw>
    {
        public void Configure(EntityTypeBuilder<TaskDraw> builder)
        {
            builder.ToTable("ins_draw");
            builder.Property(d => d.Id).ValueGeneratedNever();
            builder.Property(d => d.No).HasMaxLength(50);
            builder.HasIndex(d => d.No).IsUnique();
            builder.HasIndex(d => new { d.TaskId, d.Round }).IsUnique();
            builder.HasMany(d => d.Parties).WithOne().HasForeignKey(p => p.DrawId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>Somebody who gives a secret: the bureau, discipline inspection, a member of the public.</summary>
internal sealed class DrawParty : IVersioned
{
    public Guid Id { get; init; }
    public Guid DrawId { get; init; }
    public int Place { get; init; }

    /// <summary>As in the terms; an office or 群众代表, never a person's name.</summary>
    public required string Name { get; init; }

    /// <summary>SM3 of the link's token: whoever holds the link is the party.</summary>
    public required string TokenDigest { get; init; }

    public string? Commitment { get; set; }
    public DateTime? CommittedAt { get; set; }

    /// <summary>Told after all commitments stood; then public.</summary>
    public string? Secret { get; set; }

    public DateTime? RevealedAt { get; set; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<DrawParty>
    {
        public void Configure(EntityTypeBuilder<DrawParty> builder)
        {
            builder.ToTable("ins_draw_party");
            builder.Property(p => p.Id).ValueGeneratedNever();
            builder.HasIndex(p => new { p.DrawId, p.Place }).IsUnique();
            builder.HasIndex(p => p.TokenDigest).IsUnique();
        }
    }
}
