using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Platform.Data;

namespace Qishi.Modules.Inspections.Model;

/// <summary>
/// One drawn object of a task and the one visit it gets, however many departments take part (进一次门、查多项事). What each department found stands in its <see cref="VisitPart"/>.
/// </summary>
internal sealed class Visit : IVersioned
{
    public Guid Id { get; init; }
    public Guid TaskId { get; init; }

    /// <summary>Draw it came out of; null when handed down from above.</summary>
    public Guid? DrawId { get; init; }

    /// <summary>Number of the visit: task and place.</summary>
    public required string No { get; init; }

    /// <summary>Place among the drawn, from 1.</summary>
    public int Place { get; init; }

    public required string ObjectCode { get; init; }
    public required string ObjectName { get; init; }
    public required string Address { get; init; }

    /// <summary>Station in charge on the day of the draw.</summary>
    public string? Station { get; init; }

    public int Stratum { get; init; }

    /// <summary>Digest in the pool and salt, published with the draw.</summary>
    public string? Digest { get; init; }
    public string? Salt { get; init; }

    public VisitState State { get; private set; }
    public DateTime StateSince { get; private set; }
    public DateOnly DueOn { get; init; }

    /// <summary>Points of each member of its team, in half points.</summary>
    public int HalfPoints { get; init; }

    public DateTime? NotifiedAt { get; set; }

    /// <summary>Day the notice told of.</summary>
    public DateOnly? NoticeFor { get; set; }

    public DateTime? ArrivedAt { get; set; }
    public DateTime? LeftAt { get; set; }

    /// <summary>Day of the last look or laboratory report: publication runs from here.</summary>
    public DateOnly? CheckedOn { get; set; }

    public DateOnly? PublishDueOn { get; set; }
    public bool PublishDueProvisional { get; set; }
    public DateTime? PublishedAt { get; set; }

    /// <summary>Departments came on different days (未同步检查).</summary>
    public bool NotTogether { get; set; }

    /// <summary>Union of the codes of all results once submitted, |-separated with one at both ends.</summary>
    public string? OverallCodes { get; set; }

    public string? ReturnReason { get; set; }
    public string? ReviewedBy { get; set; }
    public int Version { get; set; }
    public List<VisitPart> Parts { get; init; } = [];
    public List<VisitInspector> Inspectors { get; init; } = [];

    public IReadOnlyList<string> Codes => Words.Split(OverallCodes);

    public Result<VisitState> Move(string move, DateTime now)
    {
        var moved = VisitFlow.Flow.Move(State, move);
        if (moved.Ok)
            (State, StateSince) = (moved.Value, now);
        return moved;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Visit>
    {
        public void Configure(EntityTypeBuilder<Visit> builder)
        {
            builder.ToTable("ins_visit");
            builder.Property(v => v.Id).ValueGeneratedNever();
            builder.Property(v => v.No).HasMaxLength(50);
            builder.Property(v => v.ObjectCode).HasMaxLength(40);
            builder.Ignore(v => v.Codes);
            builder.HasIndex(v => v.No).IsUnique();
            builder.HasIndex(v => new { v.TaskId, v.Place });
            builder.HasIndex(v => v.ObjectCode);
            builder.HasIndex(v => new { v.State, v.PublishDueOn });
            builder.HasMany(v => v.Parts).WithOne().HasForeignKey(p => p.VisitId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(v => v.Inspectors).WithOne().HasForeignKey(p => p.VisitId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>What one department checks on a visit: each enters its own results (谁检查、谁录入、谁公开).</summary>
internal sealed class VisitPart : IVersioned
{
    public Guid Id { get; init; }
    public Guid VisitId { get; init; }
    public required string Department { get; init; }

    /// <summary>Codes of its items, |-separated with one at both ends.</summary>
    public required string Items { get; init; }

    public DateOnly? CheckedOn { get; set; }
    public DateTime? SubmittedAt { get; set; }
    public string? SubmittedBy { get; set; }

    /// <summary>A key of <see cref="ResultCodes.Disposals"/>.</summary>
    public string? Disposal { get; set; }

    public string? Note { get; set; }
    public int Version { get; set; }
    public List<ItemResult> Results { get; init; } = [];

    public IReadOnlyList<string> ItemCodes => Words.Split(Items);

    internal sealed class Mapping : IEntityTypeConfiguration<VisitPart>
    {
        public void Configure(EntityTypeBuilder<VisitPart> builder)
        {
            builder.ToTable("ins_visit_part");
            builder.Property(p => p.Id).ValueGeneratedNever();
            builder.Ignore(p => p.ItemCodes);
            builder.HasIndex(p => new { p.VisitId, p.Department }).IsUnique();
            builder.HasMany(p => p.Results).WithOne().HasForeignKey(r => r.PartId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>What was found for one item.</summary>
internal sealed class ItemResult
{
    public Guid Id { get; init; }
    public Guid PartId { get; init; }
    public required string ItemCode { get; init; }

    /// <summary>Codes of <see cref="ResultCodes"/>, |-separated with one at both ends.</summary>
    public required string Codes { get; set; }

    public string? Note { get; set; }

    /// <summary>R04: E1, E2 or E3 (企业公示信息抽查办法 art. 14).</summary>
    public string? EvidenceKind { get; set; }

    /// <summary>Pieces of evidence on file.</summary>
    public int Evidence { get; set; }

    public IReadOnlyList<string> CodeList => Words.Split(Codes);

    internal sealed class Mapping : IEntityTypeConfiguration<ItemResult>
    {
        public void Configure(EntityTypeBuilder<ItemResult> builder)
        {
            builder.ToTable("ins_item_result");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Ignore(r => r.CodeList);
            builder.HasIndex(r => new { r.PartId, r.ItemCode }).IsUnique();
        }
    }
}

/// <summary>A member of a visit's team. Somebody replaced keeps the row with its end.</summary>
internal sealed class VisitInspector
{
    public Guid Id { get; init; }
    public Guid VisitId { get; init; }
    public required string Department { get; init; }
    public Guid AccountId { get; init; }
    public required string Name { get; init; }
    public int Place { get; init; }
    public int HalfPoints { get; init; }
    public DateOnly AssignedOn { get; init; }
    public DateTime? ReplacedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<VisitInspector>
    {
        public void Configure(EntityTypeBuilder<VisitInspector> builder)
        {
            builder.ToTable("ins_visit_inspector");
            builder.Property(i => i.Id).ValueGeneratedNever();
            builder.HasIndex(i => i.VisitId);
            builder.HasIndex(i => new { i.AccountId, i.AssignedOn });
        }
    }
}
