using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Modules.Registration.Contracts;

namespace Qishi.Modules.Registration.Model;

/// <summary>
/// A name of the city's library: of an entity, of a reservation, or of another authority's library. What became of the entity stands in its own row;
/// an earlier name of an entity keeps its record until it is free again.
/// </summary>
internal sealed class NameRecord
{
    public Guid Id { get; init; }
    public required string City { get; init; }
    public EntityKind Kind { get; init; }
    public required string Division { get; init; }
    public required string TradeName { get; init; }
    public required string Industry { get; init; }
    public required string Form { get; init; }

    /// <summary>Group of GB/T 4754 of the industry word, or the word itself behind =; empty when the name says no industry.</summary>
    public required string IndustryKey { get; init; }

    /// <summary>Town or authority, shown with the name.</summary>
    public required string Place { get; init; }
    public DateOnly Since { get; init; }

    /// <summary>Last day of a reservation, or the day a name was given up by renaming; null while it is in use.</summary>
    public DateOnly? Until { get; set; }
    public Guid? EntityId { get; init; }
    public Guid? ReservationId { get; init; }

    public string Full => Division + TradeName + Industry + Form;

    internal sealed class Mapping : IEntityTypeConfiguration<NameRecord>
    {
        public void Configure(EntityTypeBuilder<NameRecord> builder)
        {
            builder.ToTable("reg_name");
            builder.Property(n => n.Id).ValueGeneratedNever();
            builder.Ignore(n => n.Full);
            builder.HasIndex(n => n.EntityId);
            builder.HasIndex(n => n.ReservationId);
        }
    }
}

/// <summary>
/// One key under which a name is found when another is compared with it: digest of a picture of the name (its sorted characters, its syllables, a part of the
/// trade name…) and of the industry. A key only leads to candidates; what is found is compared in full. No foreign key: keys are made anew from the name.
/// </summary>
internal sealed class NameKey
{
    public long Key { get; init; }

    /// <summary>Digest of the industry for comparison; 0 when there is none, which is like every industry.</summary>
    public int Industry { get; init; }
    public Guid NameId { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<NameKey>
    {
        public void Configure(EntityTypeBuilder<NameKey> builder)
        {
            builder.ToTable("reg_name_key");
            builder.HasKey(k => new { k.Key, k.Industry, k.NameId });
        }
    }
}

/// <summary>A place to queue: whoever takes a name first locks the row of its digest, so that a reservation and an approval of one name never pass each other.</summary>
internal sealed class NameTurn
{
    public const int Count = 256;

    public int Id { get; init; }
    public int Turn { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<NameTurn>
    {
        public void Configure(EntityTypeBuilder<NameTurn> builder)
        {
            builder.ToTable("reg_name_turn");
            builder.Property(t => t.Id).ValueGeneratedNever();
        }
    }
}
