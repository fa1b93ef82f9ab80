using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Kernel.Flow;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Acts;

/// <summary>One application to the register: which act, on which entity, what was asked, where it stands. What the act itself does is behind <see cref="IAct"/>.</summary>
internal sealed class RegistrationApplication : IVersioned
{
    public Guid Id { get; init; }

    /// <summary>DJ + day + at least four digits, given to the draft.</summary>
    public required string Number { get; init; }

    /// <summary>Code of the act, see <see cref="IAct"/>.</summary>
    public required string Act { get; init; }
    public ApplicationState State { get; private set; }
    public int Version { get; set; }

    /// <summary>The entity; null when the act establishes one.</summary>
    public Guid? EntityId { get; set; }
    public string? Uscc { get; set; }

    /// <summary>Name of what it is about, as lists show it.</summary>
    public required string Title { get; set; }

    /// <summary>The entity while the application is before the office; unique, so that one entity has one open application. Null in drafts and afterwards.</summary>
    public Guid? OpenKey { get; private set; }

    /// <summary>What was asked: <see cref="Answers"/>, or the act's own JSON.</summary>
    [Encrypted] public required string Input { get; set; }

    public Guid? AccountId { get; init; }

    /// <summary>Clerk who entered it at the counter; may not decide it .</summary>
    public Guid? ClerkId { get; init; }
    public string? ClerkName { get; init; }
    [Encrypted] public string? ApplicantName { get; set; }
    [Encrypted] public string? Mobile { get; set; }

    /// <summary>Codes of papers handed in on paper and seen by the clerk, with commas.</summary>
    public string SeenPapers { get; set; } = "";

    /// <summary>Tags of the green channel and of batches, with commas .</summary>
    public string Lanes { get; set; } = "";

    public DateTime CreatedAt { get; init; }
    public DateTime SavedAt { get; set; }
    public int SubmissionNo { get; set; }
    public DateTime? SubmittedAt { get; set; }
    public DateTime? ReceivedAt { get; set; }
    public DateTime? AcceptedAt { get; set; }
    public DateTime? DecidedAt { get; set; }
    public Guid? DecidedById { get; set; }
    public string? DecidedBy { get; set; }
    public Guid? ConfirmedById { get; set; }
    public DateTime? FinishedAt { get; set; }
    public DateTime? DueAt { get; set; }
    public bool DueProvisional { get; set; }
    public DateOnly? ExtendedUntil { get; set; }

    /// <summary>Applied for after the legal limit; noted, never a reason to refuse.</summary>
    public bool Late { get; set; }

    /// <summary>What the first of two persons proposed (approve, refuse); null when nothing waits for a second.</summary>
    public string? Proposed { get; set; }
    public Guid? ProposedById { get; set; }
    public string? ProposedBy { get; set; }
    public string? ProposedReason { get; set; }
    [Encrypted] public string? ProposedText { get; set; }

    public string? DeliveryWay { get; set; }
    [Encrypted] public string? DeliveryNote { get; set; }

    public string Subject => SubjectOf(Number);
    public StateInfo<ApplicationState> StateInfo => ApplicationFlow.Flow[State];
    public bool MayEdit => State is ApplicationState.Draft or ApplicationState.Returned;

    /// <summary>Before the office: submitted and not decided.</summary>
    public bool IsOpen => State is ApplicationState.Submitted or ApplicationState.Received or ApplicationState.Accepted or ApplicationState.Extended;

    public static string SubjectOf(string number) => "application:" + number;

    public Answers ReadAnswers() => Answers.Read(Input);

    /// <summary>Makes a move of the flow; the reason why not as a problem, and nothing changed.</summary>
    public Result<ApplicationState> Move(string move)
    {
        var result = ApplicationFlow.Flow.Move(State, move);
        if (!result.Ok)
            return result;
        State = result.Value;
        OpenKey = IsOpen ? EntityId : null;
        return result;
    }

    /// <summary>A move that was allowed before.</summary>
    public void Must(string move)
    {
        if (Move(move) is { Ok: false } refused)
            throw new InvalidOperationException(refused.Problems[0].Sentence);
    }

    /// <summary>Clock of the promise; null before it was submitted.</summary>
    public CaseClock? Clock(WorkingDays days) => DueAt is { } due && ReceivedAt is { } received
        ? new CaseClock(AcceptedAt ?? days.NextOpening(received), due, DueProvisional, [], FinishedAt ?? (IsOpen ? null : DecidedAt)) : null;

    internal sealed class Mapping : IEntityTypeConfiguration<RegistrationApplication>
    {
        public void Configure(EntityTypeBuilder<RegistrationApplication> builder)
        {
            builder.ToTable("reg_application");
            builder.Property(a => a.Id).ValueGeneratedNever();
            builder.Property(a => a.Number).HasMaxLength(20);
            builder.Property(a => a.Act).HasMaxLength(40);
            builder.HasIndex(a => a.Number).IsUnique();
            builder.HasIndex(a => a.OpenKey).IsUnique();
            builder.HasIndex(a => new { a.AccountId, a.SavedAt });
            builder.HasIndex(a => new { a.State, a.DueAt });
            builder.HasIndex(a => new { a.Uscc, a.SavedAt });
            builder.HasIndex(a => a.SubmittedAt);
            builder.Ignore(a => a.StateInfo);
        }
    }
}
