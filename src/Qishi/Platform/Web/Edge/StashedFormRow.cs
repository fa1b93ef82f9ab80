using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Platform.Web;

public sealed class StashedFormRow
{
    public Guid Id { get; init; }
    public Guid AccountId { get; init; }
    public required string Path { get; init; }

    [Encrypted]
    public required string Content { get; init; }

    public DateTime At { get; init; }
    public DateTime ExpiresAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<StashedFormRow>
    {
        public void Configure(EntityTypeBuilder<StashedFormRow> builder)
        {
            builder.ToTable("plt_stashed_form");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.HasIndex(r => new { r.AccountId, r.ExpiresAt });
        }
    }
}
