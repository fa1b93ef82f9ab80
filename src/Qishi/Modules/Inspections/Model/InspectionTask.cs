using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Platform.Data;

namespace Qishi.Modules.Inspections.Model;

/// <summary>How inspectors are matched (rulebook B §1.5).</summary>
internal enum MatchMode { CountyPool, StationPool, SectionPlusStation, CrossStation, JointTeam }

/// <summary>日常检查（双随机）, 个案检查, 专项检查 (国办发〔2024〕54号): only the first counts as random.</summary>
internal enum CheckType { RoutineRandom, Case, Special }

/// <summary>A task of random checks (抽查任务): items, where objects are drawn from, who inspects, by when.</summary>
internal sealed class InspectionTask : IVersioned
{
    public Guid Id { get; init; }
    public required string No { get; init; }
    public required string Name { get; init; }
    public Guid? PlanLineId { get; init; }
    public CheckType Type { get; init; }

    /// <summary>Case checks: what it rests on (a complaint, a hand-over); special checks: the approved plan.</summary>
    public string? SourceRef { get; init; }

    /// <summary>Handed down with its objects: no local draw (上级下发).</summary>
    public bool FromAbove { get; init; }

    public required string Initiator { get; init; }

    /// <summary>Departments of a joint task, the initiator included, |-separated with one at both ends.</summary>
    public required string Members { get; init; }

    /// <summary>Codes of items.</summary>
    public required string Items { get; init; }

    public required DrawScope Scope { get; init; }
    public MatchMode Match { get; init; }
    public DateOnly StartOn { get; init; }
    public DateOnly DueOn { get; init; }

    /// <summary>No notice beforehand (飞行检查); else the firm is told some working days before.</summary>
    public bool Unannounced { get; init; }

    /// <summary>What the visits need per object, in half points, without distance (base of the items' type, half a point a department beyond the first).</summary>
    public int HalfPoints { get; init; }

    public TaskState State { get; private set; }
    public DateTime StateSince { get; private set; }
    public DateTime CreatedAt { get; init; }
    public Guid? ProposedById { get; init; }
    public required string ProposedBy { get; init; }
    public string? ApprovedBy { get; set; }
    public DateTime? ApprovedAt { get; set; }
    public DateTime? DispatchedAt { get; set; }

    /// <summary>Reason of suspension or cancellation.</summary>
    public string? StopReason { get; set; }

    public int Version { get; set; }

    public IReadOnlyList<string> ItemCodes => Words.Split(Items);
    public IReadOnlyList<string> MemberCodes => Words.Split(Members);
    public bool IsJoint => MemberCodes.Count > 1;

    public Result<TaskState> Move(string move, DateTime now)
    {
        var moved = TaskFlow.Flow.Move(State, move);
        if (moved.Ok)
            (State, StateSince) = (moved.Value, now);
        return moved;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<InspectionTask>
    {
        public void Configure(EntityTypeBuilder<InspectionTask> builder)
        {
            builder.ToTable("ins_task");
            builder.Property(t => t.Id).ValueGeneratedNever();
            builder.Property(t => t.No).HasMaxLength(40);
            builder.HasIndex(t => t.No).IsUnique();
            builder.HasIndex(t => new { t.State, t.DueOn });
            builder.Ignore(t => t.ItemCodes).Ignore(t => t.MemberCodes).Ignore(t => t.IsJoint);
            builder.OwnsOne(t => t.Scope);
        }
    }
}
