using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Model;

/// <summary>
/// One version of one matter handed to one department. The row is the outbox: it is written with the decision it follows from, and delivered by whoever claims it.
/// </summary>
internal sealed partial class HandOver : IClaimable, IVersioned
{
    public Guid Id { get; init; }
    public required string CaseNo { get; init; }
    public required string Uscc { get; init; }
    public required string EntityName { get; init; }
    public required string Matter { get; init; }
    public required string Department { get; init; }
    public int PayloadVersion { get; init; }

    /// <summary>Credit code:matter:version .</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>Canonical JSON.</summary>
    [Encrypted]
    public required string Payload { get; init; }

    /// <summary>Salt of <see cref="PayloadDigest"/>; travels with the message. Rows of releases without signatures get theirs when they are signed.</summary>
    [Encrypted]
    public string? PayloadSalt { get; private set; }

    /// <summary>Digest of the payload (<see cref="FieldTree"/>).</summary>
    public string PayloadDigest { get; private set; } = "";

    /// <summary>SM3 of the message's signed text; null until it is signed, which is before the first attempt.</summary>
    public string? MessageDigest { get; set; }

    /// <summary>Text of its <see cref="WireProof"/>.</summary>
    public string? Proof { get; set; }

    public Guid? SignatureBatchId { get; set; }

    /// <summary>The limit as it was signed: a recount of provisional dates moves <see cref="DueAt"/>, not what the department was told.</summary>
    public DateTime? SignedDueAt { get; set; }

    /// <summary>The newest version of the matter.</summary>
    public bool Current { get; set; } = true;

    /// <summary>Laid on the department's web desk with the order: nothing is sent, a person receives it there, and its own limits follow from its matter.</summary>
    public bool AtDesk { get; init; }

    /// <summary>When both sides were told that its limit has passed.</summary>
    public DateTime? OverdueAlertedAt { get; set; }

    public HandOverStatus Status { get; set; }

    /// <summary>Attempts made, in all.</summary>
    public int Attempts { get; set; }

    /// <summary>Failures in a row since it was last ordered or resumed; one more than there are retries makes an outage.</summary>
    public int Failures { get; set; }

    public DateTime CreatedAt { get; init; }
    public DateTime AcceptedAt { get; init; }
    public DateTime DueAt { get; set; }

    /// <summary>The due day lies in a year whose calendar is not published (暂定).</summary>
    public bool DueProvisional { get; set; }

    /// <summary>First delivery .</summary>
    public DateTime? PushedAt { get; set; }

    public DateTime? AckedAt { get; set; }

    /// <summary>When the department really finished; the figures use this one.</summary>
    public DateTime? BusinessCompletedAt { get; set; }

    /// <summary>When we learned of it.</summary>
    public DateTime? ReportedAt { get; set; }

    /// <summary>The next date every unfinished hand-over has: next attempt, end of the wait for a receipt, or when the people it waits for are reminded; null while an outage holds it (then the probe has the date).</summary>
    public DateTime? NextActionAt { get; set; }

    public DateTime? OutageSince { get; set; }

    /// <summary>Since when it lies ready on a route where the department fetches; null when it does not, or was fetched.</summary>
    public DateTime? OfferedAt { get; set; }

    /// <summary>Route it was last delivered by.</summary>
    public RouteKind? Route { get; set; }

    public DateTime? ReturnedAt { get; set; }
    public string? ReturnCode { get; set; }

    [Encrypted]
    public string? ReturnSentence { get; set; }

    public bool ReturnIsApplicants { get; set; }

    /// <summary>Result fields as JSON; null until done.</summary>
    [Encrypted]
    public string? Result { get; set; }

    /// <summary>Counts for: mandatory fields, those filled, all fields pushed, and those corrected since the version before.</summary>
    public int FieldsMandatory { get; init; }

    public int FieldsFilled { get; init; }
    public int FieldsPushed { get; init; }
    public int FieldsCorrected { get; init; }

    public string? ClaimedBy { get; set; }
    public DateTime? ClaimedUntil { get; set; }
    public int Version { get; set; }

    public bool IsFinal => Status is HandOverStatus.Done or HandOverStatus.ManualDone;

    internal sealed class Mapping : IEntityTypeConfiguration<HandOver>
    {
        public void Configure(EntityTypeBuilder<HandOver> builder)
        {
            builder.ToTable("exc_hand_over");
            builder.Property(h => h.Id).ValueGeneratedNever();
            builder.Property(h => h.CaseNo).HasMaxLength(30);
            builder.Property(h => h.Uscc).HasMaxLength(18);
            builder.Property(h => h.EntityName).HasMaxLength(200);
            builder.Property(h => h.Matter).HasMaxLength(20);
            builder.Property(h => h.Department).HasMaxLength(20);
            builder.Property(h => h.IdempotencyKey).HasMaxLength(60);
            builder.Property(h => h.PayloadDigest).HasMaxLength(64);
            builder.Property(h => h.MessageDigest).HasMaxLength(64);
            builder.Property(h => h.ReturnCode).HasMaxLength(40);
            builder.HasIndex(h => h.IdempotencyKey).IsUnique();
            builder.HasIndex(h => h.CaseNo);
            builder.HasIndex(h => new { h.Uscc, h.Matter });
            builder.HasIndex(h => h.NextActionAt);
            builder.HasIndex(h => new { h.Department, h.Status, h.NextActionAt });
            builder.HasIndex(h => new { h.Department, h.CreatedAt });
            builder.HasIndex(h => new { h.Department, h.DueAt });
        }
    }
}
