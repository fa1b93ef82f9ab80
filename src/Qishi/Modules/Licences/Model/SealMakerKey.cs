using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Licences.Model;

/// <summary>Key of who makes the seals, renewed before it ends.</summary>
internal sealed class SealMakerKey
{
    public Guid Id { get; init; }
    public required string Certificate { get; init; }

    [Encrypted]
    public required string PrivateKey { get; init; }

    public DateTime ValidTo { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<SealMakerKey>
    {
        public void Configure(EntityTypeBuilder<SealMakerKey> builder)
        {
            builder.ToTable("lic_seal_maker");
            builder.Property(k => k.Id).ValueGeneratedNever();
            builder.HasIndex(k => k.ValidTo);
        }
    }
}
