using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Inspections.Model;

/// <summary>What the joint office decided about a proposal to check the objects of two lines in one visit (能合并的合并, 国办发〔2024〕54号).</summary>
internal sealed class PlanMerge
{
    public Guid Id { get; init; }

    /// <summary>The line with the smaller id first.</summary>
    public Guid FirstLine { get; init; }

    public Guid SecondLine { get; init; }
    public bool Accepted { get; init; }

    /// <summary>Line of the joint plan both went into.</summary>
    public Guid? JointLine { get; init; }

    public required string Reason { get; init; }
    public required string DecidedBy { get; init; }
    public DateTime DecidedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<PlanMerge>
    {
        public void Configure(EntityTypeBuilder<PlanMerge> builder)
        {
            builder.ToTable("ins_plan_merge");
            builder.Property(m => m.Id).ValueGeneratedNever();
            builder.HasIndex(m => new { m.FirstLine, m.SecondLine }).IsUnique();
            builder.HasIndex(m => m.SecondLine);
        }
    }
}
