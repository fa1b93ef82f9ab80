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

    public required string PayloadDigest { get; init; }

    /// <summary>The newest version of the matter.</summary>
    public bool Current { get; set; } = true;

    public HandOverStatus Status { get; set; }

    /// <summary>Attempts made, in all.</summary>
    public int Attempts { get; set; }

    /// <summary>Failures in a row since it was last ordered or resumed; one more than there are retries makes an outage.</summary>
    public int Failures { get; set; }

    public DateTime CreatedAt { get; init; }
    public DateTime AcceptedAt { get; init; }
    public DateTime DueAt { get; init; }

    /// <summary>First delivery .</summary>
    public DateTime? PushedAt { get; set; }

    public DateTime? AckedAt { get; set; }

    /// <summary>When the department really finished; the figures use this one.</summary>
    public DateTime? BusinessCompletedAt { get; set; }

    /// <summary>When we learned of it.</summary>
    public DateTime? ReportedAt { get; set; }

    /// <summary>When the worker must look at it again: next attempt, or the end of the wait for a receipt; null when it waits for something else.</summary>
    public DateTime? NextActionAt { get; set; }

    public DateTime? OutageSince { get; set; }
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
            builder.Property(h => h.ReturnCode).HasMaxLength(40);
            builder.HasIndex(h => h.IdempotencyKey).IsUnique();
            builder.HasIndex(h => h.CaseNo);
            builder.HasIndex(h => h.NextActionAt);
            builder.HasIndex(h => new { h.Department, h.Status, h.NextActionAt });
            builder.HasIndex(h => new { h.Department, h.CreatedAt });
        }
    }
}
