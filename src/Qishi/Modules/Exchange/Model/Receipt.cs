using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Model;

/// <summary>A receipt as received, with what was done about it. Kept always, also when it is forged, late or unknown.</summary>
internal sealed class Receipt
{
    public Guid Id { get; init; }

    /// <summary>Who signed it, or who it claims to be from when the signature is wrong.</summary>
    public required string Department { get; init; }

    public required string ReceiptId { get; init; }
    public required string HandOverKey { get; init; }
    public Guid? HandOverId { get; init; }
    public required string Kind { get; init; }
    public DateTime ReceivedAt { get; init; }

    /// <summary>How it came: HTTP, queue, file, pull.</summary>
    public required string Channel { get; init; }

    /// <summary>Text of its <see cref="WireProof"/>; null when there was none that could be read.</summary>
    public string? Proof { get; init; }

    public Guid? SignatureBatchId { get; init; }

    /// <summary>SM3 of <see cref="Body"/>.</summary>
    public required string Digest { get; init; }

    /// <summary>Signed text of the receipt; what came, cut to its beginning, when it could not be read.</summary>
    [Encrypted]
    public required string Body { get; init; }

    public ReceiptVerdict Verdict { get; init; }
    public required string Sentence { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Receipt>
    {
        public void Configure(EntityTypeBuilder<Receipt> builder)
        {
            builder.ToTable("exc_receipt");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.Department).HasMaxLength(20);
            builder.Property(r => r.Channel).HasMaxLength(20);
            builder.HasIndex(r => new { r.Department, r.ReceiptId });
            builder.HasIndex(r => r.HandOverId);
            builder.HasIndex(r => r.ReceivedAt);
        }
    }
}

/// <summary>A nonce that was used; kept while a request signed with it could still be fresh.</summary>
internal sealed class SeenNonce
{
    public required string Department { get; init; }
    public required string Nonce { get; init; }
    public DateTime SeenAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<SeenNonce>
    {
        public void Configure(EntityTypeBuilder<SeenNonce> builder)
        {
            builder.ToTable("exc_nonce");
            builder.HasKey(n => new { n.Department, n.Nonce });
            builder.Property(n => n.Department).HasMaxLength(20);
            builder.Property(n => n.Nonce).HasMaxLength(32);
            builder.HasIndex(n => n.SeenAt);
        }
    }
}
