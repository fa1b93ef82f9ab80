using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Addresses;

/// <summary>An uploaded list of grids and doors: first a dry run with a report of every row, then entered. Entered once.</summary>
internal sealed class AddressImport : IVersioned
{
    public Guid Id { get; init; }
    public required string FileName { get; init; }
    public required string Source { get; init; }
    public DateOnly ValidFrom { get; init; }

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

    internal sealed class Mapping : IEntityTypeConfiguration<AddressImport>
    {
        public void Configure(EntityTypeBuilder<AddressImport> builder)
        {
            builder.ToTable("reg_address_import");
            builder.Property(i => i.Id).ValueGeneratedNever();
            builder.HasIndex(i => i.UploadedAt);
        }
    }
}
