using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Modules.Documents.Contracts;
using Qishi.Platform.Data;

namespace Qishi.Modules.Documents.Model;

/// <summary>An uploaded photo or PDF of a record. The bytes lie in the file store by digest; the user's name for it is a label and nothing more.</summary>
internal sealed class Material
{
    public Guid Id { get; init; }
    public required string Subject { get; init; }
    public required string Kind { get; init; }

    /// <summary>People name files after people.</summary>
    [Encrypted]
    public required string FileName { get; init; }

    public required string ContentType { get; init; }
    public long Size { get; init; }
    public required string Digest { get; init; }
    public DateTime UploadedAt { get; init; }
    public Guid? UploadedBy { get; init; }
    public DateTime? RemovedAt { get; set; }

    public MaterialCard Card => new(Id, Kind, FileName, ContentType, Size, Digest, UploadedAt);

    internal sealed class Mapping : IEntityTypeConfiguration<Material>
    {
        public void Configure(EntityTypeBuilder<Material> builder)
        {
            builder.ToTable("doc_material");
            builder.Property(m => m.Id).ValueGeneratedNever();
            builder.Property(m => m.Subject).HasMaxLength(100);
            builder.Property(m => m.Kind).HasMaxLength(40);
            builder.Property(m => m.ContentType).HasMaxLength(40);
            builder.Property(m => m.Digest).HasMaxLength(64);
            builder.HasIndex(m => new { m.Subject, m.UploadedAt });
            builder.HasIndex(m => m.Digest);
            builder.Ignore(m => m.Card);
        }
    }
}
