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
    public required EntityKind Kind { get; set; }
    public CompositionForm? Composition { get; set; }

    /// <summary>Code of the type dictionary and its words as on the licence.</summary>
    public string TypeCode { get; private set; } = "";
    public string TypeText { get; private set; } = "";

    /// <summary>Registration number of 15 digits from before the credit code; kept for life, so that old papers find their entity.</summary>
    public string? LegacyNo { get; init; }

    /// <summary>The enterprise a branch belongs to.</summary>
    public string? ParentUscc { get; init; }
    public string? ParentName { get; private set; }
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

    public required string HeadName { get; set; }
    public long? CapitalFen { get; set; }
    public string Currency { get; set; } = "CNY";
    public required string MainClass { get; set; }
    public required string ScopeText { get; set; }

    public string AreaCode { get; private set; } = "";
    public string TownCode { get; private set; } = "";
    public string? Station { get; private set; }
    public string Address { get; private set; } = "";
    public string AddressDetail { get; private set; } = "";

    /// <summary>Village and cleaned detail: equal keys are one place .</summary>
    public string AddressKey { get; private set; } = "";

    /// <summary>Code of the standard address and its grid; null where the library does not know the door.</summary>
    public string? AddressCode { get; private set; }
    public string? Grid { get; private set; }
    public PremisesProof Proof { get; set; }
    public int? SquareMetres { get; set; }
    public int? SelfBuiltFloors { get; set; }
    public bool Residential { get; set; }

    /// <summary>How the owners concerned agreed to the dwelling's use; null where none are asked.</summary>
    public OwnersConsent? Consent { get; set; }

    /// <summary>Host of the cluster whose address it uses .</summary>
    public string? HostUscc { get; set; }

    public int? TermYears { get; set; }
    public int? Employees { get; set; }
    public required string CaseNo { get; init; }
    public DateOnly EstablishedOn { get; init; }

    /// <summary>Where beneficial owners stand and until when they are to be filed; null where none are.</summary>
    public BeneficialState Beneficial { get; private set; }
    public DateOnly? BeneficialDueOn { get; private set; }

    /// <summary>Day the entity left the register; its name stays blocked for a year .</summary>
    public DateOnly? EndedOn { get; private set; }

    /// <summary>Since when the name must not be used after a ruling; the code stands in its place until it is changed .</summary>
    public DateOnly? NameStoppedOn { get; private set; }

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
            builder.Ignore(e => e.ShownName);
            builder.Property(e => e.Uscc).HasMaxLength(18);
            builder.HasIndex(e => e.Uscc).IsUnique();
            builder.HasIndex(e => e.NameLock).IsUnique();
            builder.HasIndex(e => new { e.City, e.TradeName });
            builder.HasIndex(e => e.Name);
            builder.HasIndex(e => e.HeadName);
            builder.HasIndex(e => e.AddressKey);
            builder.Property(e => e.AddressCode).HasMaxLength(40);
            builder.Property(e => e.Grid).HasMaxLength(30);
            builder.HasIndex(e => e.Grid);
            builder.HasIndex(e => e.CaseNo);
            builder.HasIndex(e => e.LegacyNo);
            builder.HasIndex(e => e.ParentUscc);
            builder.HasIndex(e => e.HostUscc);
            builder.HasIndex(e => e.BeneficialDueOn);
            builder.HasIndex(e => new { e.EstablishedOn, e.Uscc });
            builder.HasIndex(e => new { e.Status, e.EstablishedOn });
            builder.HasIndex(e => new { e.Kind, e.EstablishedOn });
            builder.HasIndex(e => new { e.TownCode, e.EstablishedOn });
        }
    }
}

/// <summary>Not asked of this kind, to be filed, filed, exempt by commitment.</summary>
internal enum BeneficialState { NotDue, Due, Filed, Exempt }
