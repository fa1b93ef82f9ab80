using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Qishi.Modules.Permits.Model;

/// <summary>What an applicant was told and signed: the text with its version, the permits it names, the form its signatures name. Never changed.</summary>
internal sealed class Commitment
{
    public Guid Id { get; init; }
    public required string CaseNo { get; init; }
    public int SubmissionNo { get; init; }
    public required string TextVersion { get; init; }
    public required string Text { get; init; }

    /// <summary>SM3 of version, text, permits and form digest.</summary>
    public required string Digest { get; init; }

    /// <summary>Permits named, one per line with its department.</summary>
    public required string Permits { get; init; }

    public required string FormDigest { get; init; }
    public DateTime ToldAt { get; init; }
    public DateTime SignedAt { get; init; }
    public Guid DocumentId { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Commitment>
    {
        public void Configure(EntityTypeBuilder<Commitment> builder)
        {
            builder.ToTable("prm_commitment");
            builder.Property(c => c.Id).ValueGeneratedNever();
            builder.Property(c => c.CaseNo).HasMaxLength(30);
            builder.HasIndex(c => new { c.CaseNo, c.SubmissionNo }).IsUnique();
        }
    }
}
