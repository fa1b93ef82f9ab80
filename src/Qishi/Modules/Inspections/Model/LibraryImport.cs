using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Inspections.Model;

/// <summary>What is imported into the libraries: official credit classes, or inspectors.</summary>
internal enum ImportKind { CreditClasses, Inspectors }

/// <summary>An Excel list that was tried, and perhaps applied. Its rows and what each would do are kept as tried.</summary>
internal sealed class LibraryImport : IVersioned
{
    public Guid Id { get; init; }
    public ImportKind Kind { get; init; }
    public required string FileName { get; init; }

    /// <summary>Digest of the rows as tried, in the file store.</summary>
    public required string RowsFile { get; init; }

    public int Added { get; init; }
    public int Changed { get; init; }
    public int Same { get; init; }
    public int Bad { get; init; }
    public required string UploadedBy { get; init; }
    public DateTime UploadedAt { get; init; }
    public string? AppliedBy { get; private set; }
    public DateTime? AppliedAt { get; private set; }
    public int Version { get; set; }

    public void Apply(string by, DateTime at) => (AppliedBy, AppliedAt) = (by, at);

    internal sealed class Mapping : IEntityTypeConfiguration<LibraryImport>
    {
        public void Configure(EntityTypeBuilder<LibraryImport> builder)
        {
            builder.ToTable("ins_import");
            builder.Property(i => i.Id).ValueGeneratedNever();
            builder.HasIndex(i => new { i.Kind, i.UploadedAt });
        }
    }
}
