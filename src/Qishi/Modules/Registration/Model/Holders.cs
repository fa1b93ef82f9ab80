using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Modules.Registration.Contracts;

namespace Qishi.Modules.Registration.Model;

/// <summary>A contribution of a shareholder, promoter, partner, member or contributor: a person or an organisation.</summary>
internal sealed class Shareholder
{
    public Guid Id { get; init; }
    public Guid EntityId { get; init; }
    public Guid? PersonId { get; init; }
    public Guid? OrganisationId { get; init; }
    public int Place { get; set; }
    public long AmountFen { get; set; }
    public ContributionForm Form { get; set; }
    public DateOnly DueOn { get; set; }
    public long PaidFen { get; set; }

    /// <summary>Partners only.</summary>
    public PartnerLiability? Liability { get; set; }

    /// <summary>Members of cooperatives only.</summary>
    public bool Farmer { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Shareholder>
    {
        public void Configure(EntityTypeBuilder<Shareholder> builder)
        {
            builder.ToTable("reg_shareholder");
            builder.Property(s => s.Id).ValueGeneratedNever();
            builder.HasOne<Entity>().WithMany().HasForeignKey(s => s.EntityId);
            builder.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId);
            builder.HasOne<Organisation>().WithMany().HasForeignKey(s => s.OrganisationId);
        }
    }
}

/// <summary>An organisation that holds a part of an entity.</summary>
internal sealed class Organisation
{
    public Guid Id { get; init; }
    public Guid EntityId { get; init; }
    public int Place { get; init; }
    public required string Name { get; init; }
    public required string Code { get; init; }
    public OrganisationKind Kind { get; init; }
    public GovernmentLevel Level { get; init; }
    public string Nationality { get; init; } = "CN";
    public string? Address { get; init; }
    public bool ManagingPartner { get; init; }

    /// <summary>Delegate of a managing partner.</summary>
    public Guid? DelegateId { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Organisation>
    {
        public void Configure(EntityTypeBuilder<Organisation> builder)
        {
            builder.ToTable("reg_organisation");
            builder.Property(o => o.Id).ValueGeneratedNever();
            builder.HasOne<Entity>().WithMany().HasForeignKey(o => o.EntityId);
            builder.HasIndex(o => o.Code);
        }
    }
}

/// <summary>A beneficial owner as filed; never public.</summary>
internal sealed class BeneficialOwner
{
    public Guid Id { get; init; }
    public Guid EntityId { get; init; }
    public Guid PersonId { get; init; }
    public BeneficialBasis Basis { get; init; }

    /// <summary>Share in hundredths of a per cent; null when the basis is none.</summary>
    public int? Share { get; init; }
    public DateOnly FiledOn { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<BeneficialOwner>
    {
        public void Configure(EntityTypeBuilder<BeneficialOwner> builder)
        {
            builder.ToTable("reg_beneficial_owner");
            builder.Property(o => o.Id).ValueGeneratedNever();
            builder.HasOne<Entity>().WithMany().HasForeignKey(o => o.EntityId);
            builder.HasOne<Person>().WithMany().HasForeignKey(o => o.PersonId);
        }
    }
}
