using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Qishi.Modules.Identity.Model;

/// <summary>The secret that makes the first system administrator; printed once at a start without any staff account, gone when it was used.</summary>
internal sealed class BootstrapSecret
{
    public int Id { get; init; } = 1;
    public required string Digest { get; init; }
    public DateTime IssuedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<BootstrapSecret>
    {
        public void Configure(EntityTypeBuilder<BootstrapSecret> builder)
        {
            builder.ToTable("idn_bootstrap_secret");
            builder.Property(s => s.Id).ValueGeneratedNever();
        }
    }
}
