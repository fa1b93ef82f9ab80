using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Kernel.Flow;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp.Model;

/// <summary>Where the application came in.</summary>
public enum Channel { Online, Counter, Outlet, Spoken }

/// <summary>One start-up: one form, up to seven matters, one promised clock.</summary>
internal sealed class StartUpCase : IVersioned
{
    public Guid Id { get; init; }

    /// <summary>KB + day + at least four digits; given to the draft, so that it can be named on the phone.</summary>
    public required string CaseNo { get; init; }

    public EntityKind Kind { get; init; }
    public Channel Channel { get; init; }
    public StartUpState State { get; private set; }
    public int Version { get; set; }

    /// <summary>Account of the applicant; null while a clerk fills for somebody without one.</summary>
    public Guid? AccountId { get; set; }

    /// <summary>Clerk who filled it at the counter or the outlet; may not approve it .</summary>
    public Guid? ClerkId { get; init; }

    public string? ClerkName { get; init; }

    /// <summary>Hall or outlet it was filled in; an outlet clerk sees only the own outlet's cases .</summary>
    public string? Unit { get; init; }

    /// <summary>The form as it stands, <see cref="Answers"/> as JSON.</summary>
    [Encrypted]
    public required string Form { get; set; }

    [Encrypted]
    public string? ApplicantName { get; set; }

    [Encrypted]
    public string? Mobile { get; set; }

    /// <summary>Keyed digest of the mobile, for the progress form.</summary>
    public string? MobileKey { get; set; }

    /// <summary>Keyed digest of the first person's ID number, see <see cref="PersonKeys"/>.</summary>
    public string? OperatorKey { get; set; }

    public string? EntityName { get; set; }
    public string? Uscc { get; set; }
    public string? AreaCode { get; set; }

    public DateTime CreatedAt { get; init; }
    public DateTime SavedAt { get; set; }
    public string? SavedBy { get; set; }
    public DateTime? DeletedAt { get; set; }

    /// <summary>How often it was submitted; the newest <see cref="Submission"/> has this number.</summary>
    public int SubmissionNo { get; set; }

    public DateTime? FirstSubmittedAt { get; set; }
    public DateTime? SubmittedAt { get; set; }
    public DateTime? ReceivedAt { get; set; }

    /// <summary>The reviewer's acceptance; start of the clock .</summary>
    public DateTime? AcceptedAt { get; set; }

    public DateTime? DecidedAt { get; set; }
    public DateTime? IssuedAt { get; set; }
    public DateTime? FinishedAt { get; set; }

    /// <summary>End of the promised clock, counted from the next opening after receipt, close of business; never moved later once promised.</summary>
    public DateTime? DueAt { get; set; }

    public bool DueProvisional { get; set; }

    /// <summary>When its overrun was put before the head of the section; null while it runs in time, and again once it has ended.</summary>
    public DateTime? EscalatedAt { get; set; }

    public Guid? DecidedBy { get; set; }
    public string? DecidedByName { get; set; }

    /// <summary>Second person where the decision took two; null when one decided.</summary>
    public Guid? ConfirmedBy { get; set; }

    /// <summary>Last day of the extended review limit (S1 art. 19); null when it was not extended. The promise stays where it was.</summary>
    public DateOnly? ExtendedUntil { get; set; }

    /// <summary>Working minutes from the (last) submission to the licence; kept, so that medians are read from a column.</summary>
    public int? LicenceMinutes { get; set; }

    /// <summary>When and how the licence reached the applicant: PickUp, Mail, Electronic; mail number or collector.</summary>
    public DateTime? DeliveredAt { get; set; }

    public string? DeliveryWay { get; set; }

    [Encrypted]
    public string? DeliveryNote { get; set; }

    /// <summary>Verdict on the promise, written when it is finished: gross, and net of the departments' recorded outages .</summary>
    public bool? OnTime { get; set; }

    public bool? OnTimeNet { get; set; }
    public int? LateDays { get; set; }

    public List<StartUpMatter> Matters { get; init; } = [];

    public string Subject => SubjectOf(CaseNo);
    public bool IsOpen => !StartUpFlow.Flow.IsFinal(State) && State is not (StartUpState.Draft or StartUpState.Withdrawn);
    public bool MayEdit => State is StartUpState.Draft or StartUpState.Returned && DeletedAt is null;
    public StateInfo<StartUpState> StateInfo => StartUpFlow.Flow[State];

    public static string SubjectOf(string caseNo) => "case:" + caseNo;

    public Answers ReadAnswers() => Answers.Read(Form);

    /// <summary>Keeps the form, and beside it what lists and look-ups need of it.</summary>
    public void KeepForm(Answers answers, FormContext context, string? mobileKey, string by, DateTime at)
    {
        Form = answers.Write();
        EntityName = EntityDraftMaker.DisplayName(answers, context);
        AreaCode = answers.Has("Village") ? answers["Village"] : null;
        ApplicantName = answers["P1.Name"];
        Mobile = answers["P1.Mobile"];
        MobileKey = mobileKey;
        SavedAt = at;
        SavedBy = by;
        foreach (var matter in Matters)
            matter.Selected = matter.Matter == Matter.Establishment || answers.Many("Matters").Contains(matter.Matter);
    }

    /// <summary>Makes a move of the flow; the reason why not as a problem, and nothing changed.</summary>
    public Result<StartUpState> Move(string move)
    {
        var result = StartUpFlow.Flow.Move(State, move);
        if (result.Ok)
            State = result.Value;
        return result;
    }

    public StartUpMatter this[string matter] => Matters.First(m => m.Matter == matter);

    /// <summary>Clock of the promise; null before it was submitted.</summary>
    public CaseClock? Clock(WorkingDays days) => ClockOf(State, ReceivedAt, AcceptedAt, DueAt, DueProvisional, DecidedAt, FinishedAt, days);

    /// <summary>The same from the columns of a list.</summary>
    public static CaseClock? ClockOf(
        StartUpState state, DateTime? receivedAt, DateTime? acceptedAt, DateTime? dueAt, bool provisional, DateTime? decidedAt, DateTime? finishedAt, WorkingDays days) =>
        dueAt is { } due && receivedAt is { } received
            ? new CaseClock(acceptedAt ?? days.NextOpening(received), due, provisional, [], finishedAt ?? (state is StartUpState.Refused or StartUpState.NotAccepted ? decidedAt : null))
            : null;

    internal sealed class Mapping : IEntityTypeConfiguration<StartUpCase>
    {
        public void Configure(EntityTypeBuilder<StartUpCase> builder)
        {
            builder.ToTable("stu_case");
            builder.Property(c => c.Id).ValueGeneratedNever();
            builder.Property(c => c.CaseNo).HasMaxLength(20);
            builder.HasIndex(c => c.CaseNo).IsUnique();
            builder.HasIndex(c => new { c.AccountId, c.SavedAt });
            builder.HasIndex(c => new { c.State, c.DueAt });
            builder.HasIndex(c => new { c.Unit, c.SavedAt });
            builder.HasIndex(c => c.Uscc);
            builder.HasIndex(c => c.SubmittedAt);
            builder.HasIndex(c => new { c.FinishedAt, c.OnTime, c.OnTimeNet });
            builder.HasIndex(c => new { c.IssuedAt, c.Channel, c.LicenceMinutes });
            builder.HasIndex(c => c.DecidedAt);
            builder.HasIndex(c => c.EscalatedAt);
            builder.HasIndex(c => new { c.DecidedBy, c.SubmittedAt });
            builder.HasIndex(c => c.AcceptedAt);
            builder.HasIndex(c => c.MobileKey);
            builder.HasIndex(c => c.OperatorKey);
            builder.HasMany(c => c.Matters).WithOne().HasForeignKey(m => m.CaseId);
            builder.Ignore(c => c.StateInfo);
        }
    }
}
