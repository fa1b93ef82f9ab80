using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Model;

/// <summary>An entity on the register: its registered items as they are now. What they were before stands in <see cref="EntityPast"/>.</summary>
internal sealed partial class Entity : IVersioned
{
    public Guid Id { get; init; }
    public required string Uscc { get; init; }
    public required EntityKind Kind { get; init; }
    public CompositionForm? Composition { get; init; }
    public EntityStatus Status { get; private set; }

    /// <summary>Name on the licence; * for a sole trader without a name .</summary>
    public string Name { get; private set; } = NoName;
    public string? Division { get; private set; }
    public string? TradeName { get; private set; }
    public string? Industry { get; private set; }
    public string? Form { get; private set; }

    /// <summary>What makes two industry parts the same: the GB/T 4754 group of the word, or the word itself when it is in no list.</summary>
    public string IndustryKey { get; private set; } = "";

    /// <summary>Held while the name is in use; unique, so that two entities cannot take one name at the same moment. Null without a name or after the end.</summary>
    public string? NameLock { get; private set; }

    /// <summary>Four digits of the prefecture-level city: names are compared inside it .</summary>
    public required string City { get; init; }

    public required string HeadName { get; init; }
    public long? CapitalFen { get; init; }
    public required string MainClass { get; init; }
    public required string ScopeText { get; init; }

    public string AreaCode { get; private set; } = "";
    public string TownCode { get; private set; } = "";
    public string? Station { get; private set; }
    public string Address { get; private set; } = "";
    public string AddressDetail { get; private set; } = "";

    /// <summary>Village and cleaned detail: equal keys are one place .</summary>
    public string AddressKey { get; private set; } = "";
    public PremisesProof Proof { get; init; }
    public int? SquareMetres { get; init; }
    public int? SelfBuiltFloors { get; init; }
    public bool Residential { get; init; }

    public int? TermYears { get; init; }
    public int? Employees { get; init; }
    public required string CaseNo { get; init; }
    public DateOnly EstablishedOn { get; init; }

    /// <summary>Day the entity left the register; its name stays blocked for a year .</summary>
    public DateOnly? EndedOn { get; private set; }

    /// <summary>Since when the items are as they are, UTC.</summary>
    public DateTime Since { get; private set; }

    /// <summary>Number of the present state of the items, 1 at establishment.</summary>
    public int Edition { get; private set; } = 1;
    public int Version { get; set; }

    /// <summary>Shown on the licence of a sole trader without a name.</summary>
    public const string NoName = "*";

    internal sealed class Mapping : IEntityTypeConfiguration<Entity>
    {
        public void Configure(EntityTypeBuilder<Entity> builder)
        {
            builder.ToTable("reg_entity");
            builder.Property(e => e.Id).ValueGeneratedNever();
            builder.Property(e => e.Uscc).HasMaxLength(18);
            builder.HasIndex(e => e.Uscc).IsUnique();
            builder.HasIndex(e => e.NameLock).IsUnique();
            builder.HasIndex(e => new { e.City, e.TradeName });
            builder.HasIndex(e => e.Name);
            builder.HasIndex(e => e.HeadName);
            builder.HasIndex(e => e.AddressKey);
            builder.HasIndex(e => e.CaseNo);
            builder.HasIndex(e => new { e.EstablishedOn, e.Uscc });
            builder.HasIndex(e => new { e.Status, e.EstablishedOn });
            builder.HasIndex(e => new { e.Kind, e.EstablishedOn });
            builder.HasIndex(e => new { e.TownCode, e.EstablishedOn });
        }
    }
}
