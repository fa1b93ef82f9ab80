using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Kernel.Flow;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Lanes;

/// <summary>Where a tolerated gap stands .</summary>
internal enum GapState { GapIdentified, PromiseSigned, AcceptedWithGap, IssuedWithGap, Cured, Overdue, RefusedForGap, CreditRecorded }

/// <summary>A: accept first, decide when complete. B: issue first, cure afterwards.</summary>
internal enum GapModel { A, B }

internal static class GapFlow
{
    public const string Promise = "promise", Accept = "accept", Issue = "issue", Cure = "cure", Miss = "miss", Refuse = "refuse", Record = "record";

    public static Flow<GapState> Flow { get; } = Kernel.Flow.Flow.Of<GapState>(
        "容缺受理",
        [
            new(GapState.GapIdentified, "已认定容缺，待承诺", "可以容缺，请签承诺", Tone.A), new(GapState.PromiseSigned, "已承诺", null, Tone.B), new(GapState.AcceptedWithGap, "容缺受理", "已容缺受理，请按期补交", Tone.A),
            new(GapState.IssuedWithGap, "容缺发照", "已容缺办理，请按期补交", Tone.A), new(GapState.Cured, "已补齐", null, Tone.G, Final: true), new(GapState.Overdue, "逾期未补", null, Tone.R),
            new(GapState.RefusedForGap, "逾期未补，不予登记", null, Tone.R, Final: true), new(GapState.CreditRecorded, "逾期未补，记入信用、责令改正", null, Tone.R, Final: true),
        ],
        [
            new(Promise, "签承诺", [GapState.GapIdentified], GapState.PromiseSigned), new(Accept, "容缺受理", [GapState.PromiseSigned], GapState.AcceptedWithGap), new(Issue, "容缺发照", [GapState.AcceptedWithGap], GapState.IssuedWithGap),
            new(Cure, "补齐", [GapState.GapIdentified, GapState.PromiseSigned, GapState.AcceptedWithGap, GapState.IssuedWithGap, GapState.Overdue], GapState.Cured), new(Miss, "逾期", [GapState.AcceptedWithGap, GapState.IssuedWithGap], GapState.Overdue),
            new(Refuse, "不予登记", [GapState.Overdue], GapState.RefusedForGap), new(Record, "记入信用、责令改正", [GapState.Overdue], GapState.CreditRecorded),
        ]);
}

/// <summary>A paper that may come later, with its clock.</summary>
internal sealed class Gap : IVersioned
{
    public Guid Id { get; init; }
    public required string Number { get; init; }

    /// <summary>Codes of papers tolerated, with commas.</summary>
    public required string Papers { get; init; }
    public GapModel Model { get; init; }
    public GapState State { get; private set; }
    public DateTime IdentifiedAt { get; init; }
    public DateOnly? CureBy { get; set; }
    public bool CureProvisional { get; set; }
    public DateOnly? RemindOn { get; set; }
    public DateTime? RemindedAt { get; set; }
    public DateTime? EndedAt { get; set; }

    /// <summary>Keyed digest of the applicant, to find earlier failures .</summary>
    public required string ApplicantKey { get; init; }
    public int Version { get; set; }

    public IReadOnlyList<string> PaperCodes => Papers.Split(',', StringSplitOptions.RemoveEmptyEntries);

    public Result<GapState> Move(string move)
    {
        var result = GapFlow.Flow.Move(State, move);
        if (result.Ok)
            State = result.Value;
        return result;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Gap>
    {
        public void Configure(EntityTypeBuilder<Gap> builder)
        {
            builder.ToTable("reg_gap");
            builder.Property(g => g.Id).ValueGeneratedNever();
            builder.HasIndex(g => g.Number).IsUnique();
            builder.HasIndex(g => new { g.State, g.CureBy });
            builder.HasIndex(g => g.ApplicantKey);
            builder.Ignore(g => g.PaperCodes);
        }
    }
}

internal sealed record GapMoved(string Number, string State, DateOnly? CureBy) : IEvent
{
    public string Subject => Acts.RegistrationApplication.SubjectOf(Number);
}
