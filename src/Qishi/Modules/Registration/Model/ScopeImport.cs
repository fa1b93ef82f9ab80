using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Model;

/// <summary>An uploaded edition of the catalogue: first a dry run with its report, then applied or put away. Applied once.</summary>
internal sealed class ScopeImport : IVersioned
{
    public Guid Id { get; init; }
    public required string Edition { get; init; }
    public required string FileName { get; init; }
    public DateOnly ValidFrom { get; init; }

    /// <summary>The file is the whole catalogue: items it does not name end.</summary>
    public bool Whole { get; init; }

    /// <summary>The rows as read, with what each would do, as JSON.</summary>
    public required string Rows { get; init; }
    public int Added { get; init; }
    public int Changed { get; init; }
    public int Same { get; init; }
    public int Ended { get; init; }
    public int Bad { get; init; }
    public required string UploadedBy { get; init; }
    public DateTime UploadedAt { get; init; }
    public DateTime? AppliedAt { get; private set; }
    public string? AppliedBy { get; private set; }
    public int Version { get; set; }

    public void Apply(string by, DateTime at) => (AppliedBy, AppliedAt) = (by, at);

    internal sealed class Mapping : IEntityTypeConfiguration<ScopeImport>
    {
        public void Configure(EntityTypeBuilder<ScopeImport> builder)
        {
            builder.ToTable("reg_scope_import");
            builder.Property(i => i.Id).ValueGeneratedNever();
            builder.HasIndex(i => i.UploadedAt);
        }
    }
}
