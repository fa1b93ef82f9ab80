using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Inspections.Model;

/// <summary>One assignment of inspectors of one department to the visits of a task, with the certificate that it is even (docs/draw.md §9). Never changed.</summary>
public sealed class AssignmentRun
{
    public Guid Id { get; init; }
    public Guid TaskId { get; init; }
    public required string Department { get; init; }
    public DateTime At { get; init; }
    public required string By { get; init; }
    public required string Seed { get; init; }

    /// <summary>The problem as solved, JSON with neutral ids, in the file store.</summary>
    public required string ProblemFile { get; init; }

    public int Inspectors { get; init; }
    public int Objects { get; init; }

    /// <summary>Largest load reached and the proven bound, each half points over capacity.</summary>
    public int LargestHalfPoints { get; init; }
    public int LargestCapacity { get; init; }
    public int BoundHalfPoints { get; init; }
    public int BoundCapacity { get; init; }
    public double Gap { get; init; }
    public bool Optimal { get; init; }
    public int Mixed { get; init; }

    /// <summary>Largest through smallest load; null when somebody had nothing.</summary>
    public double? RatioBefore { get; init; }
    public double VariationBefore { get; init; }
    public double GiniBefore { get; init; }
    public double? RatioAfter { get; init; }
    public double VariationAfter { get; init; }
    public double GiniAfter { get; init; }

    /// <summary>Fall-backs, exclusions and objects left without a team, one sentence a line.</summary>
    public required string Remarks { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AssignmentRun>
    {
        public void Configure(EntityTypeBuilder<AssignmentRun> builder)
        {
            builder.ToTable("ins_assignment");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.HasIndex(r => new { r.TaskId, r.Department });
        }
    }
}

/// <summary>Somebody in a team is to be replaced: drawn again at random, or by hand with reason and a second person (人工调整).</summary>
internal sealed class TeamChange : IVersioned
{
    public Guid Id { get; init; }
    public Guid VisitId { get; init; }
    public required string Department { get; init; }
    public Guid Out { get; init; }
    public Guid In { get; init; }
    public required string OutName { get; init; }
    public required string InName { get; init; }

    /// <summary>A key of <see cref="Words.Replacements"/>.</summary>
    public required string Kind { get; init; }

    public required string Reason { get; init; }

    /// <summary>The replacement was drawn at random; else chosen by hand.</summary>
    public bool Drawn { get; init; }

    public Guid? ProposedById { get; init; }
    public required string ProposedBy { get; init; }
    public DateTime ProposedAt { get; init; }
    public string? DecidedBy { get; set; }
    public DateTime? DecidedAt { get; set; }
    public bool Approved { get; set; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<TeamChange>
    {
        public void Configure(EntityTypeBuilder<TeamChange> builder)
        {
            builder.ToTable("ins_team_change");
            builder.Property(c => c.Id).ValueGeneratedNever();
            builder.HasIndex(c => c.VisitId);
            builder.HasIndex(c => c.DecidedAt);
        }
    }
}
