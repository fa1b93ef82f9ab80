using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel.Flow;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Notices;

/// <summary>What is announced.</summary>
internal enum NoticeKind { SimpleExit, SoleTraderExit, Liquidation, Suspension, Resumption, Forced, Restored, FalseRegistration, SeparateRegister, SpecialMark, LicenceVoid }

/// <summary>Open: runs; Ended: its period passed; Stopped: an objection or a withdrawal ended it early.</summary>
internal enum NoticeState { Open, Ended, Stopped }

/// <summary>A public notice with its period in plain calendar days; the last day runs to 24:00.</summary>
internal sealed class PublicNotice : IVersioned
{
    public Guid Id { get; init; }

    /// <summary>Number of the application or procedure it belongs to, with a running ending.</summary>
    public required string Number { get; init; }
    public NoticeKind Kind { get; init; }
    public required string Source { get; init; }
    public Guid EntityId { get; init; }
    public required string Uscc { get; init; }
    public required string EntityName { get; init; }
    public required string Title { get; init; }
    public required string Text { get; init; }
    public DateOnly From { get; init; }

    /// <summary>Last day; null for a notice without a period.</summary>
    public DateOnly? To { get; set; }
    public NoticeState State { get; private set; }
    public DateOnly? EndedOn { get; private set; }
    public string? Outcome { get; private set; }
    public DateTime PublishedAt { get; init; }
    public int Version { get; set; }

    /// <summary>Departments are asked; the public does not see it .</summary>
    public bool Internal => Kind == NoticeKind.SoleTraderExit;

    public bool TakesObjections(DateOnly today) => State == NoticeState.Open && To is { } last && today <= last
        && Kind is NoticeKind.SimpleExit or NoticeKind.SoleTraderExit or NoticeKind.Forced or NoticeKind.FalseRegistration or NoticeKind.SeparateRegister;

    public void End(DateOnly on, string outcome) => (State, EndedOn, Outcome) = (NoticeState.Ended, on, outcome);

    public void Stop(DateOnly on, string outcome) => (State, EndedOn, Outcome) = (NoticeState.Stopped, on, outcome);

    public static string Word(NoticeKind kind) => kind switch
    {
        NoticeKind.SimpleExit => "简易注销公示",
        NoticeKind.SoleTraderExit => "个体工商户简易注销征询",
        NoticeKind.Liquidation => "清算组、债权人公告",
        NoticeKind.Suspension => "歇业公示",
        NoticeKind.Resumption => "终止歇业公示",
        NoticeKind.Forced => "强制注销公告",
        NoticeKind.Restored => "恢复登记公告",
        NoticeKind.FalseRegistration => "撤销登记公告",
        NoticeKind.SeparateRegister => "另册管理公示",
        NoticeKind.SpecialMark => "特别标注",
        NoticeKind.LicenceVoid => "营业执照作废公告",
    };

    public static (Tone Tone, string Word) StateWord(NoticeState state, DateOnly? to, DateOnly today) => state switch
    {
        NoticeState.Stopped => (Tone.L, "已停止"),
        NoticeState.Ended => (Tone.L, "期满"),
        NoticeState.Open => to < today ? (Tone.L, "期满") : (Tone.B, to is null ? "公示中" : "公示中，可以提异议"),
    };

    internal sealed class Mapping : IEntityTypeConfiguration<PublicNotice>
    {
        public void Configure(EntityTypeBuilder<PublicNotice> builder)
        {
            builder.ToTable("reg_notice");
            builder.Property(n => n.Id).ValueGeneratedNever();
            builder.Property(n => n.Number).HasMaxLength(30);
            builder.HasIndex(n => n.Number).IsUnique();
            builder.HasIndex(n => new { n.Kind, n.PublishedAt });
            builder.HasIndex(n => new { n.State, n.To });
            builder.HasIndex(n => n.Uscc);
            builder.HasIndex(n => n.Source);
        }
    }
}

/// <summary>Who objects to a notice.</summary>
internal enum ObjectorKind { Creditor, Employee, Department, Other }

internal enum ObjectionState { Open, Upheld, Dismissed, Withdrawn }

/// <summary>An objection. Name, contact and reasons are sealed; the public sees only that there is one.</summary>
internal sealed class NoticeObjection : IVersioned
{
    public Guid Id { get; init; }
    public Guid NoticeId { get; init; }
    public ObjectorKind By { get; init; }
    [Encrypted] public required string Name { get; init; }
    [Encrypted] public required string Mobile { get; init; }
    [Encrypted] public required string Reason { get; init; }
    public DateTime At { get; init; }
    public ObjectionState State { get; private set; }
    public DateTime? DecidedAt { get; private set; }
    public string? DecidedBy { get; private set; }
    [Encrypted] public string? Reply { get; private set; }
    public int Version { get; set; }

    public void Decide(ObjectionState state, string by, string? reply, DateTime at) => (State, DecidedBy, Reply, DecidedAt) = (state, by, reply, at);

    public static string Word(ObjectorKind by) => by switch { ObjectorKind.Creditor => "债权人", ObjectorKind.Employee => "职工", ObjectorKind.Department => "有关部门", ObjectorKind.Other => "其他利害关系人" };

    public static string Word(ObjectionState state) => state switch { ObjectionState.Open => "待审查", ObjectionState.Upheld => "成立", ObjectionState.Dismissed => "不成立", ObjectionState.Withdrawn => "已撤回" };

    internal sealed class Mapping : IEntityTypeConfiguration<NoticeObjection>
    {
        public void Configure(EntityTypeBuilder<NoticeObjection> builder)
        {
            builder.ToTable("reg_notice_objection");
            builder.Property(o => o.Id).ValueGeneratedNever();
            builder.HasOne<PublicNotice>().WithMany().HasForeignKey(o => o.NoticeId);
            builder.HasIndex(o => o.NoticeId);
        }
    }
}
