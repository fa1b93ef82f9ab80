using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Inspections.Model;

/// <summary>复查, 责令公示, 列入经营异常名录, 立案, 移送（抄告）, 约谈 (rulebook B §1.11).</summary>
internal enum FollowUpKind { Reinspect, OrderPublicise, AbnormalList, Case, Transfer, Interview }

internal enum FollowUpState { Open, InProgress, Done }

/// <summary>What must happen after a visit that found something (后续处理). A task is not closed over an open one that rests on no case.</summary>
internal sealed class FollowUp : IVersioned
{
    public Guid Id { get; init; }
    public Guid TaskId { get; init; }
    public Guid VisitId { get; init; }
    public required string VisitNo { get; init; }
    public required string ObjectCode { get; init; }
    public required string ObjectName { get; init; }
    public FollowUpKind Kind { get; init; }

    /// <summary>Code of the result it follows.</summary>
    public required string ResultCode { get; init; }

    /// <summary>Department that handles it.</summary>
    public required string Handler { get; init; }

    public DateOnly DueOn { get; init; }
    public FollowUpState State { get; set; }
    public string? Outcome { get; set; }

    /// <summary>Number of the case, list entry or letter it went into.</summary>
    public string? LinkedNo { get; set; }

    public DateTime CreatedAt { get; init; }
    public DateTime? DoneAt { get; set; }
    public string? DoneBy { get; set; }
    public int Version { get; set; }

    public static readonly IReadOnlyDictionary<FollowUpKind, string> KindWords = new Dictionary<FollowUpKind, string>
    {
        [FollowUpKind.Reinspect] = "复查",
        [FollowUpKind.OrderPublicise] = "责令履行公示义务",
        [FollowUpKind.AbnormalList] = "列入经营异常名录",
        [FollowUpKind.Case] = "移送立案",
        [FollowUpKind.Transfer] = "抄告其他部门",
        [FollowUpKind.Interview] = "约谈",
    };

    internal sealed class Mapping : IEntityTypeConfiguration<FollowUp>
    {
        public void Configure(EntityTypeBuilder<FollowUp> builder)
        {
            builder.ToTable("ins_follow_up");
            builder.Property(f => f.Id).ValueGeneratedNever();
            builder.HasIndex(f => new { f.State, f.DueOn });
            builder.HasIndex(f => f.VisitId);
            builder.HasIndex(f => f.TaskId);
        }
    }
}

/// <summary>Figures of the time before, against which effects are measured (rulebook B §1.12).</summary>
internal sealed class EffectBaseline
{
    public required string Code { get; init; }
    public double Value { get; init; }
    public required string Period { get; init; }
    public required string Source { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<EffectBaseline>
    {
        public void Configure(EntityTypeBuilder<EffectBaseline> builder)
        {
            builder.ToTable("ins_baseline");
            builder.HasKey(b => b.Code);
        }
    }
}

/// <summary>A meeting or document of the joint office (双随机联席会议办公室): it organises and never inspects.</summary>
internal sealed class OfficeRecord
{
    public Guid Id { get; init; }

    /// <summary>meeting or document.</summary>
    public required string Kind { get; init; }

    public required string No { get; init; }
    public required string Title { get; init; }
    public required string Text { get; init; }
    public DateOnly On { get; init; }
    public DateOnly? PublishedOn { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<OfficeRecord>
    {
        public void Configure(EntityTypeBuilder<OfficeRecord> builder)
        {
            builder.ToTable("ins_office_record");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.HasIndex(r => r.On);
        }
    }
}

/// <summary>An alert already given, so that nobody is told twice.</summary>
internal sealed class GivenAlert
{
    public required string Key { get; init; }
    public DateTime At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<GivenAlert>
    {
        public void Configure(EntityTypeBuilder<GivenAlert> builder)
        {
            builder.ToTable("ins_alert");
            builder.HasKey(a => a.Key);
        }
    }
}
