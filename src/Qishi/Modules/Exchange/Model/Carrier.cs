using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Model;

/// <summary>Carries matters of several departments through one address (数字政务一体化平台): it knows envelopes from outside only and is answerable for none of the matters.</summary>
internal sealed class Carrier
{
    /// <summary>The county's integrated platform.</summary>
    public const string PlatformCode = "PLATFORM";

    public required string Code { get; init; }
    public required string Name { get; set; }
    public required string Endpoint { get; set; }

    /// <summary>Shared secret for its own requests, base64.</summary>
    [Encrypted]
    public required string Secret { get; set; }

    public byte[] SecretBytes => Convert.FromBase64String(Secret);

    internal sealed class Mapping : IEntityTypeConfiguration<Carrier>
    {
        public void Configure(EntityTypeBuilder<Carrier> builder)
        {
            builder.ToTable("exc_carrier");
            builder.HasKey(c => c.Code);
            builder.Property(c => c.Code).HasMaxLength(20);
        }
    }
}
