using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Modules.Documents.Contracts;
using Qishi.Platform.Data;

namespace Qishi.Modules.Documents.Model;

/// <summary>A document: its frozen content, recorded with the decision it belongs to. Only the PDF's digest is written later, once.</summary>
internal sealed class Document
{
    public Guid Id { get; init; }
    public required string Kind { get; init; }
    public required string Subject { get; init; }
    public required string Title { get; init; }
    public string? Number { get; init; }

    /// <summary>The canonical text of <see cref="DocumentContent"/>.</summary>
    [Encrypted]
    public required string Content { get; init; }

    /// <summary>SM3 of the canonical text; for a licence this is the digest of the licence data.</summary>
    public required string ContentDigest { get; init; }

    public DateTime IssuedAt { get; init; }

    /// <summary>SM3 of the PDF; null until somebody asks for it.</summary>
    public string? PdfDigest { get; set; }

    public DateTime? DrawnAt { get; set; }

    public DocumentCard Card => new(Id, Kind, Title, Number, ContentDigest, IssuedAt);

    /// <summary>「营业执照（正本） 望市监登〔2026〕15号.pdf」.</summary>
    public string FileName => FileLabel.Clean((Number is null ? Title : $"{Title} {Number}") + ".pdf");

    internal sealed class Mapping : IEntityTypeConfiguration<Document>
    {
        public void Configure(EntityTypeBuilder<Document> builder)
        {
            builder.ToTable("doc_document");
            builder.Property(d => d.Id).ValueGeneratedNever();
            builder.Property(d => d.Kind).HasMaxLength(40);
            builder.Property(d => d.Subject).HasMaxLength(100);
            builder.Property(d => d.ContentDigest).HasMaxLength(64);
            // Two copies may draw at once; the first writes its digest, the second finds it written.
            builder.Property(d => d.PdfDigest).HasMaxLength(64).IsConcurrencyToken();
            builder.HasIndex(d => new { d.Subject, d.IssuedAt });
            builder.Ignore(d => d.Card);
            builder.Ignore(d => d.FileName);
        }
    }
}
