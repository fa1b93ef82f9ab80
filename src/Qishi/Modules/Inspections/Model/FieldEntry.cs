using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Inspections.Model;

/// <summary>
/// One thing an inspector did on a visit with the phone, as it arrived: the receipt of an operation and one version of what it says. Never changed and never deleted; what a colleague replaced
/// stays as the version before.
/// </summary>
internal sealed class FieldEntry
{
    /// <summary>Made by the phone: the same operation sent again meets its own row.</summary>
    public Guid Id { get; init; }

    public Guid VisitId { get; init; }
    public Guid AccountId { get; init; }
    public required string By { get; init; }

    /// <summary>What it is about: <c>item:CODE</c>, <c>sign:DEPARTMENT</c>, <c>arrive:ACCOUNT</c>, <c>photo:ID</c> …. Versions count within a key.</summary>
    public required string Key { get; init; }

    /// <summary>Version of the key, from 1.</summary>
    public int Number { get; init; }

    /// <summary>The content as JSON (<see cref="FieldValue"/>): notes, names and places are personal.</summary>
    [Encrypted]
    public required string Value { get; init; }

    /// <summary>Photo or signature in the documents.</summary>
    public Guid? MaterialId { get; init; }

    /// <summary>When it was done by the phone's clock, never later than it arrived.</summary>
    public DateTime At { get; init; }

    public DateTime ReceivedAt { get; init; }

    public const string Item = "item", Aside = "aside", Photo = "photo", Sign = "sign", Arrive = "arrive", Leave = "leave", Submit = "submit";

    internal sealed class Mapping : IEntityTypeConfiguration<FieldEntry>
    {
        public void Configure(EntityTypeBuilder<FieldEntry> builder)
        {
            builder.ToTable("ins_field_entry");
            builder.Property(e => e.Id).ValueGeneratedNever();
            builder.Property(e => e.Key).HasMaxLength(80);
            builder.HasIndex(e => new { e.VisitId, e.Key, e.Number }).IsUnique();
        }
    }
}
