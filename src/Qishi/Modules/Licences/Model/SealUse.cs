using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Qishi.Modules.Licences.Model;

/// <summary>A file that was sealed: who controls the seal signs, who signs answers. Never changed.</summary>
internal sealed class SealUse
{
    public Guid Id { get; init; }
    public Guid SealId { get; init; }
    public required string Owner { get; init; }

    /// <summary>Name the file had.</summary>
    public required string FileName { get; init; }

    /// <summary>SM3 of the file before.</summary>
    public required string SourceDigest { get; init; }

    /// <summary>SM3 of the sealed file; it lies in the file store under it.</summary>
    public required string Digest { get; init; }

    public long Size { get; init; }
    public required string By { get; init; }
    public Guid? AccountId { get; init; }
    public Guid? GrantId { get; init; }
    public DateTime At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<SealUse>
    {
        public void Configure(EntityTypeBuilder<SealUse> builder)
        {
            builder.ToTable("lic_seal_use");
            builder.Property(u => u.Id).ValueGeneratedNever();
            builder.HasOne<ElectronicSeal>().WithMany().HasForeignKey(u => u.SealId);
            builder.Property(u => u.Owner).HasMaxLength(18);
            builder.HasIndex(u => new { u.Owner, u.At });
        }
    }
}
