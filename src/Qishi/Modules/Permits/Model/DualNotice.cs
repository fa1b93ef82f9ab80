using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Platform.Data;

namespace Qishi.Modules.Permits.Model;

/// <summary>One permit that one entity needs: told to the applicant, told to the department, claimed, answered, tracked .</summary>
internal sealed class DualNotice : IVersioned
{
    public Guid Id { get; init; }
    public required string CaseNo { get; init; }
    public required string Uscc { get; init; }
    public required string EntityName { get; init; }
    public required string Address { get; init; }
    public required string HeadName { get; init; }

    /// <summary>Phone for reminders.</summary>
    [Encrypted]
    public required string Mobile { get; init; }

    /// <summary>Station in charge of the place; takes over what is handed over.</summary>
    public string? Station { get; init; }

    /// <summary>Code of the permit matter, or X and the scope item when no matter is known.</summary>
    public required string Matter { get; init; }

    public required string Permit { get; init; }
    public bool IsFiling { get; init; }

    /// <summary>Standard items that need it, as registered.</summary>
    public required string ScopeNames { get; init; }

    /// <summary>Department told; null while it is published for claiming.</summary>
    public string? Department { get; private set; }

    public string? DepartmentName { get; private set; }
    public NoticeState State { get; private set; }
    public DateTime StateSince { get; private set; }

    /// <summary>Licence issued.</summary>
    public DateTime IssuedAt { get; init; }

    public DateTime? ToldApplicantAt { get; init; }
    public DateTime? CommittedAt { get; init; }
    public Guid? CommitmentId { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime? PushedAt { get; private set; }

    /// <summary>When the present department was told, or the notice published.</summary>
    public DateTime? ToldAt { get; private set; }

    public DateTime? ClaimDueAt { get; private set; }
    public bool ClaimDueProvisional { get; private set; }
    public DateTime? ClaimedAt { get; private set; }
    public string? ClaimedBy { get; private set; }
    public DateTime? ResultDueAt { get; private set; }
    public bool ResultDueProvisional { get; private set; }

    /// <summary>First report of a result.</summary>
    public DateTime? ResultAt { get; private set; }

    public string? PermitNo { get; private set; }

    /// <summary>The department's last sentence: why not needed, why sent back, what was found.</summary>
    public string? Sentence { get; private set; }

    /// <summary>Reminders sent, and when the next is due.</summary>
    public int Reminded { get; private set; }

    public DateTime? NextReminderAt { get; private set; }
    public int Escalated { get; private set; }
    public DateTime? NextEscalationAt { get; private set; }
    public DateTime? HandedOverAt { get; private set; }
    public string? HandedOverTo { get; private set; }
    public Guid? DocumentId { get; private set; }

    /// <summary>The entity is deregistered: the permit is to be cancelled by the day (证照同销); application it came with; when the department did it.</summary>
    public DateOnly? CancelBy { get; private set; }
    public string? CancelFor { get; private set; }
    public DateOnly? CancelledOn { get; private set; }
    public string? CancelledBy { get; private set; }
    public int Version { get; set; }

    /// <summary>Its matter among the hand-overs of the exchange.</summary>
    public string HandOverMatter => "PERMIT-" + Matter;

    /// <summary>Number under which one case meets it in the exchange; entities of old have no case.</summary>
    public static string CaseOf(string caseNo, string uscc) => caseNo.Length > 0 ? caseNo : "XY" + uscc;

    public Result<NoticeState> Move(string move, DateTime now)
    {
        var moved = NoticeFlow.Flow.Move(State, move);
        if (moved.Ok)
            (State, StateSince) = (moved.Value, now);
        return moved;
    }

    /// <summary>Told to a department: all limits begin anew from here.</summary>
    public void TellTo(string department, string name, DateTime now, NoticeClocks clocks)
    {
        (Department, DepartmentName) = (department, name);
        Start(now, clocks);
    }

    public void PublishForClaiming(DateTime now, NoticeClocks clocks)
    {
        (Department, DepartmentName) = (null, null);
        Start(now, clocks);
    }

    public void ClaimFor(string department, string name, string by, DateTime now, NoticeClocks clocks)
    {
        (Department, DepartmentName, ClaimedAt, ClaimedBy, NextEscalationAt) = (department, name, now, by, null);
        (ResultDueAt, ResultDueProvisional) = clocks.ResultDue(now) is var due ? (due.DueUtc, due.Provisional) : default;
    }

    public void SayBack(string sentence)
    {
        (Sentence, ClaimedAt, ClaimedBy, ResultDueAt, NextEscalationAt) = (sentence, null, null, null, null);
    }

    public void Report(string? permitNo, string? sentence, DateTime now)
    {
        (ResultAt, PermitNo, Sentence) = (ResultAt ?? now, permitNo ?? PermitNo, sentence ?? Sentence);
        if (!NoticeFlow.Tracked.Contains(State))
            NextReminderAt = null;
    }

    public void HandOverTo(string to, Guid document, DateTime now) => (HandedOverTo, DocumentId, HandedOverAt) = (to, document, now);

    public void Remind(NoticeClocks clocks) => NextReminderAt = clocks.Reminder(PushedAt!.Value, ++Reminded);

    public void Escalate(NoticeClocks clocks) => NextEscalationAt = clocks.Escalation(ToldAt!.Value, ++Escalated);

    public void OrderCancellation(DateOnly by, string application) => (CancelBy, CancelFor) = (by, application);

    public void Cancelled(DateOnly on, string by) => (CancelledOn, CancelledBy) = (on, by);

    public void StopAsking() => (NextReminderAt, NextEscalationAt) = (null, null);

    private void Start(DateTime now, NoticeClocks clocks)
    {
        // Reminders go on from the first push: a reassignment must not buy time.
        var first = PushedAt is null;
        (PushedAt, ToldAt, Escalated) = (PushedAt ?? now, now, 0);
        (ClaimDueAt, ClaimDueProvisional) = clocks.ClaimDue(now) is var due ? (due.DueUtc, due.Provisional) : default;
        NextEscalationAt = clocks.Escalation(now, 0);
        if (first)
            NextReminderAt = clocks.Reminder(now, 0);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<DualNotice>
    {
        public void Configure(EntityTypeBuilder<DualNotice> builder)
        {
            builder.ToTable("prm_notice");
            builder.Property(n => n.Id).ValueGeneratedNever();
            builder.Property(n => n.CaseNo).HasMaxLength(30);
            builder.Property(n => n.Uscc).HasMaxLength(18);
            builder.Property(n => n.EntityName).HasMaxLength(200);
            builder.Property(n => n.Matter).HasMaxLength(12);
            builder.Property(n => n.Department).HasMaxLength(20);
            builder.Property(n => n.CancelFor).HasMaxLength(30);
            builder.Ignore(n => n.HandOverMatter);
            // One notice per permit and entity: an event told twice makes no second one.
            builder.HasIndex(n => new { n.Uscc, n.Matter }).IsUnique();
            builder.HasIndex(n => n.CaseNo);
            builder.HasIndex(n => new { n.Department, n.State, n.ClaimDueAt });
            builder.HasIndex(n => new { n.State, n.PushedAt });
            builder.HasIndex(n => n.NextReminderAt);
            builder.HasIndex(n => n.NextEscalationAt);
        }
    }
}
