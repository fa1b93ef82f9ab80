using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Qishi.Modules.Registration.Model;

/// <summary>One issue of a licence. Its QR code leads to <see cref="Token"/>, which cannot be guessed and says nothing about the entity.</summary>
internal sealed class Licence
{
    public Guid Id { get; init; }
    public Guid EntityId { get; init; }

    /// <summary>1 for the first licence, raised with each re-issue.</summary>
    public int No { get; init; }
    public required string Token { get; init; }
    public required string Digest { get; init; }
    public DateTime IssuedAt { get; init; }
    public int Duplicates { get; init; }

    /// <summary>When a later licence took its place, UTC; null while it is the last.</summary>
    public DateTime? ReplacedAt { get; set; }

    /// <summary>Since when the paper is to be handed in because another licence took its place or the entity ended (条例 art. 37); null while it is good or nothing was asked.</summary>
    public DateOnly? BackAskedOn { get; set; }

    /// <summary>Day the paper came back, or day it was announced void because it did not.</summary>
    public DateOnly? BackOn { get; set; }
    public DateOnly? VoidOn { get; set; }

    /// <summary>192 random bits in 32 characters.</summary>
    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));

    internal sealed class Mapping : IEntityTypeConfiguration<Licence>
    {
        public void Configure(EntityTypeBuilder<Licence> builder)
        {
            builder.ToTable("reg_licence");
            builder.Property(l => l.Id).ValueGeneratedNever();
            builder.HasOne<Entity>().WithMany().HasForeignKey(l => l.EntityId);
            builder.HasIndex(l => new { l.EntityId, l.No }).IsUnique();
            builder.HasIndex(l => l.Token).IsUnique();
            builder.HasIndex(l => l.BackAskedOn);
        }
    }
}
