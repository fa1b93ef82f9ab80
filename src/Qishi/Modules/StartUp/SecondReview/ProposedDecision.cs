using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp.SecondReview;

/// <summary>What the first reviewer proposes.</summary>
internal enum ProposedAct { Approve, Refuse }

/// <summary>A decision that needs two persons: proposed by the first, confirmed or sent back by a second. Kept for good.</summary>
internal sealed class ProposedDecision : IVersioned
{
    public Guid Id { get; init; }
    public Guid CaseId { get; init; }

    /// <summary>The case while the second person is awaited; null afterwards, so that there is at most one at a time.</summary>
    public Guid? OpenCaseId { get; set; }

    public int SubmissionNo { get; init; }
    public ProposedAct Act { get; init; }
    public Guid FirstBy { get; init; }
    public required string FirstByName { get; init; }
    public DateTime FirstAt { get; init; }

    /// <summary>Opinion; for a refusal the reasons as they will stand in the notice.</summary>
    [Encrypted]
    public required string Text { get; init; }

    /// <summary>Code of the reason of a refusal; null for an approval.</summary>
    public string? ReasonCode { get; init; }

    public string? Basis { get; init; }
    public Guid? SecondBy { get; set; }
    public string? SecondByName { get; set; }
    public DateTime? SecondAt { get; set; }
    public bool? Confirmed { get; set; }

    [Encrypted]
    public string? SecondText { get; set; }

    public int Version { get; set; }

    public string Word => Act == ProposedAct.Approve ? "准予登记" : "不予登记";

    public void Close(Guid by, string name, DateTime at, bool confirmed, string? text) =>
        (OpenCaseId, SecondBy, SecondByName, SecondAt, Confirmed, SecondText) = (null, by, name, at, confirmed, text);

    internal sealed class Mapping : IEntityTypeConfiguration<ProposedDecision>
    {
        public void Configure(EntityTypeBuilder<ProposedDecision> builder)
        {
            builder.ToTable("stu_proposed_decision");
            builder.Property(p => p.Id).ValueGeneratedNever();
            builder.HasIndex(p => p.OpenCaseId).IsUnique();
            builder.HasIndex(p => p.CaseId);
        }
    }
}
