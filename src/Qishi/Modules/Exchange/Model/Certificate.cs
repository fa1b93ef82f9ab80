using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel.Sm;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Model;

/// <summary>A certificate with which the bureau or a department signs. Kept for ever: what was signed with it is checked by it long after its end.</summary>
internal sealed class Certificate : IVersioned
{
    public Guid Id { get; init; }

    /// <summary><see cref="Contracts.Wire.Bureau"/> <see cref="Contracts.Wire.Upper"/> or a department code.</summary>
    public required string Owner { get; init; }

    public required string Fingerprint { get; init; }
    public required string Serial { get; init; }
    public required string Subject { get; init; }
    public required string Issuer { get; init; }
    public DateTime ValidFrom { get; init; }
    public DateTime ValidTo { get; init; }

    /// <summary>From when it no longer counts, before its own end: replaced, or the key is no longer the holder's alone.</summary>
    public DateTime? EndedAt { get; set; }

    /// <summary>The key was lost or stolen: nothing that arrives after the end is believed, whatever time it bears.</summary>
    public bool Compromised { get; set; }

    public string? EndReason { get; set; }
    public string? EndedBy { get; set; }

    /// <summary>DER, base64.</summary>
    public required string Der { get; init; }

    /// <summary>The bureau's own key, base64; null for everyone else's.</summary>
    [Encrypted]
    public string? PrivateKey { get; init; }

    public DateTime AddedAt { get; init; }
    public required string AddedBy { get; init; }
    public int Version { get; set; }

    public Sm2Certificate Parsed => Sm2Certificate.Read(Convert.FromBase64String(Der)) ?? throw new InvalidOperationException($"The certificate {Fingerprint} cannot be read.");

    /// <summary>Why it does not vouch for something signed then and looked at now; null when it does.</summary>
    public string? WhyNot(DateTime signedAt, DateTime now, TimeSpan skew)
    {
        if (signedAt > now + skew)
            return "签名时间在将来";
        if (signedAt < ValidFrom)
            return "签名时证书还没有生效";
        if (signedAt >= ValidTo)
            return "签名时证书已经到期";
        if (signedAt >= EndedAt)
            return "签名时证书已经停用";
        return Compromised && now >= EndedAt ? "证书的密钥已经报失，停用后收到的一律不认" : null;
    }

    public bool CanSign(DateTime now) => PrivateKey is not null && WhyNot(now, now, TimeSpan.Zero) is null;

    public static Certificate Of(string owner, Sm2Certificate certificate, byte[]? privateKey, DateTime now, string by) => new()
    {
        Id = Guid.CreateVersion7(new DateTimeOffset(now)),
        Owner = owner,
        Fingerprint = certificate.Fingerprint,
        Serial = certificate.Serial,
        Subject = certificate.Subject,
        Issuer = certificate.Issuer,
        ValidFrom = certificate.NotBefore,
        ValidTo = certificate.NotAfter,
        Der = Convert.ToBase64String(certificate.Der),
        PrivateKey = privateKey is null ? null : Convert.ToBase64String(privateKey),
        AddedAt = now,
        AddedBy = by,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<Certificate>
    {
        public void Configure(EntityTypeBuilder<Certificate> builder)
        {
            builder.ToTable("exc_certificate");
            builder.Property(c => c.Id).ValueGeneratedNever();
            builder.Property(c => c.Owner).HasMaxLength(20);
            builder.Property(c => c.Fingerprint).HasMaxLength(64);
            builder.HasIndex(c => c.Fingerprint).IsUnique();
            builder.HasIndex(c => new { c.Owner, c.ValidTo });
        }
    }
}
