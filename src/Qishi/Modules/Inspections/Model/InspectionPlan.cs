using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Platform.Data;

namespace Qishi.Modules.Inspections.Model;

/// <summary>年度抽查工作计划 of a department or of the joint office.</summary>
internal sealed class InspectionPlan : IVersioned
{
    public Guid Id { get; init; }
    public required string No { get; init; }
    public int Year { get; init; }

    /// <summary>Department, or JOINT.</summary>
    public required string Department { get; init; }

    public PlanState State { get; private set; }
    public DateTime CreatedAt { get; init; }
    public Guid? ProposedById { get; init; }
    public required string ProposedBy { get; init; }
    public string? ApprovedBy { get; set; }
    public DateTime? PublishedAt { get; set; }

    /// <summary>Number under which it was filed with the upper bureau.</summary>
    public string? FileNo { get; set; }
    public DateTime? FiledAt { get; set; }

    /// <summary>Why a published plan was adjusted.</summary>
    public string? AdjustReason { get; set; }

    public int Edition { get; set; } = 1;
    public int Version { get; set; }
    public List<PlanLine> Lines { get; init; } = [];

    public Result<PlanState> Move(string move)
    {
        var moved = PlanFlow.Flow.Move(State, move);
        if (moved.Ok)
            State = moved.Value;
        return moved;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<InspectionPlan>
    {
        public void Configure(EntityTypeBuilder<InspectionPlan> builder)
        {
            builder.ToTable("ins_plan");
            builder.Property(p => p.Id).ValueGeneratedNever();
            builder.HasIndex(p => p.No).IsUnique();
            builder.HasMany(p => p.Lines).WithOne().HasForeignKey(l => l.PlanId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>A line of a plan.</summary>
internal sealed class PlanLine : IVersioned
{
    public Guid Id { get; init; }
    public Guid PlanId { get; init; }
    public int LineNo { get; init; }
    public required string Name { get; set; }

    /// <summary>Codes of items, |-separated with one at both ends.</summary>
    public required string Items { get; set; }

    public required DrawScope Scope { get; set; }
    public int? ExpectedCount { get; set; }
    public int StartMonth { get; set; }
    public int EndMonth { get; set; }
    public required string Lead { get; set; }
    public required string Members { get; set; }

    /// <summary>Line of the joint plan it was merged into.</summary>
    public Guid? MergedInto { get; set; }

    public int Version { get; set; }

    public IReadOnlyList<string> ItemCodes => Words.Split(Items);

    internal sealed class Mapping : IEntityTypeConfiguration<PlanLine>
    {
        public void Configure(EntityTypeBuilder<PlanLine> builder)
        {
            builder.ToTable("ins_plan_line");
            builder.Property(l => l.Id).ValueGeneratedNever();
            builder.Ignore(l => l.ItemCodes);
            builder.OwnsOne(l => l.Scope);
            builder.HasIndex(l => new { l.PlanId, l.LineNo }).IsUnique();
        }
    }
}

/// <summary>定向, 不定向 (企业公示信息抽查办法 art. 5).</summary>
internal enum DrawKind { Directed, Undirected }

/// <summary>How many are drawn (rulebook B §1.4).</summary>
internal enum RatioMode { FixedRatio, FixedCount, ByRiskClass }

/// <summary>From which objects how many are drawn.</summary>
internal sealed class DrawScope
{
    public DrawKind Kind { get; set; }

    /// <summary>Directed: only objects of this kind, station, tag, industry section or class.</summary>
    public ObjectKind? ObjectKind { get; set; }

    public string? Station { get; set; }
    public string? Tag { get; set; }
    public string? Industry { get; set; }
    public RatioMode Mode { get; set; }

    /// <summary>One share in basis points.</summary>
    public int? ShareBp { get; set; }

    public int? Count { get; set; }

    /// <summary>Shares of A, B, C, D in basis points; empty: the parameters of the day.</summary>
    public string? SharesBp { get; set; }

    public DrawScope Copy() => (DrawScope)MemberwiseClone();
}
