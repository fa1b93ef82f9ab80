using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Qishi.Modules.Identity.Model;

/// <summary>A code sent by SMS; only a keyed digest is kept.</summary>
internal sealed class OneTimeCode
{
    public Guid Id { get; init; }
    public required string MobileKey { get; init; }
    public required string Purpose { get; init; }
    public required string CodeDigest { get; init; }
    public string? Source { get; init; }
    public DateTime SentAt { get; init; }
    public DateTime ExpiresAt { get; init; }
    public DateTime? UsedAt { get; set; }
    public int WrongAnswers { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<OneTimeCode>
    {
        public void Configure(EntityTypeBuilder<OneTimeCode> builder)
        {
            builder.ToTable("idn_one_time_code");
            builder.Property(c => c.Id).ValueGeneratedNever();
            builder.HasIndex(c => new { c.MobileKey, c.SentAt });
            builder.HasIndex(c => new { c.Source, c.SentAt });
        }
    }
}
