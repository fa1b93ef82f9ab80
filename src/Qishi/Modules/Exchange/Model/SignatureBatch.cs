using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Modules.Exchange.Contracts;

namespace Qishi.Modules.Exchange.Model;

/// <summary>
/// One SM2 signature over many messages: ours when hand-overs are sent, a department's when its receipts come. Its root stands in the sealed log (<see cref="MessagesSigned"/>,
/// <see cref="ReceiptsSigned"/>), so that no message can be put into the past later.
/// </summary>
internal sealed class SignatureBatch
{
    public Guid Id { get; init; }

    /// <summary><see cref="Wire.HandOverType"/> or <see cref="Wire.ReceiptType"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Who signed: <see cref="Wire.Bureau"/> or a department code.</summary>
    public required string Source { get; init; }

    /// <summary>Fingerprint of the certificate.</summary>
    public required string Certificate { get; init; }

    public DateTime SignedAt { get; init; }
    public int Size { get; init; }

    /// <summary>Root of the tree, hexadecimal.</summary>
    public required string Root { get; init; }

    /// <summary>SM2 signature, DER in base64.</summary>
    public required string Signature { get; init; }

    /// <summary>When it was written down here.</summary>
    public DateTime At { get; init; }

    public static SignatureBatch Of(string kind, string source, WireProof proof, byte[] root, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(new DateTimeOffset(now)),
        Kind = kind,
        Source = source,
        Certificate = proof.Certificate,
        SignedAt = proof.SignedAt,
        Size = proof.Size,
        Root = Convert.ToHexStringLower(root),
        Signature = Convert.ToBase64String(proof.Signature),
        At = now,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<SignatureBatch>
    {
        public void Configure(EntityTypeBuilder<SignatureBatch> builder)
        {
            builder.ToTable("exc_signature_batch");
            builder.Property(b => b.Id).ValueGeneratedNever();
            builder.Property(b => b.Kind).HasMaxLength(40);
            builder.Property(b => b.Source).HasMaxLength(20);
            builder.Property(b => b.Certificate).HasMaxLength(64);
            builder.Property(b => b.Root).HasMaxLength(64);
            builder.HasIndex(b => b.Root);
            builder.HasIndex(b => b.At);
        }
    }
}
