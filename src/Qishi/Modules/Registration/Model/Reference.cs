using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Modules.Registration.Contracts;

namespace Qishi.Modules.Registration.Model;

/// <summary>A town, village or community of the county .</summary>
internal sealed class Area
{
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string ParentCode { get; init; }
    public required string Station { get; init; }
    public bool IsTown => Code.Length == 9;

    internal sealed class Mapping : IEntityTypeConfiguration<Area>
    {
        public void Configure(EntityTypeBuilder<Area> builder)
        {
            builder.ToTable("reg_area");
            builder.HasKey(a => a.Code);
            builder.Ignore(a => a.IsTown);
        }
    }
}

/// <summary>A word a name must not hold, or holds only after a person looked (rulebook A §3.2).</summary>
internal sealed class ForbiddenWord
{
    public int Id { get; init; }
    public required string Word { get; init; }
    public required string Category { get; init; }

    /// <summary>BLOCK or REVIEW.</summary>
    public required string Level { get; init; }

    /// <summary>Harmless wholes that contain the word, separated by |.</summary>
    public string Exceptions { get; init; } = "";

    /// <summary>BOTH, ENTERPRISE or INDIVIDUAL.</summary>
    public required string Applies { get; init; }
    public required string Source { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ForbiddenWord>
    {
        public void Configure(EntityTypeBuilder<ForbiddenWord> builder)
        {
            builder.ToTable("reg_forbidden_word");
            builder.Property(w => w.Id).ValueGeneratedNever();
        }
    }
}

/// <summary>A word of a name's industry part and its group of GB/T 4754 (3 digits); words of one group are synonyms (rulings).</summary>
internal sealed class IndustryWord
{
    public required string Word { get; init; }
    public required string Group { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<IndustryWord>
    {
        public void Configure(EntityTypeBuilder<IndustryWord> builder)
        {
            builder.ToTable("reg_industry_word");
            builder.HasKey(w => w.Word);
        }
    }
}

/// <summary>An organisation form and the kinds that may use it; some (超市) say the industry as well.</summary>
internal sealed class OrganisationForm
{
    public required string Form { get; init; }
    public required string Kinds { get; init; }
    public string? Group { get; init; }
    public bool IsSuffix { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<OrganisationForm>
    {
        public void Configure(EntityTypeBuilder<OrganisationForm> builder)
        {
            builder.ToTable("reg_organisation_form");
            builder.HasKey(f => f.Form);
        }
    }
}

/// <summary>A type of the type dictionary: code, kind, variant and the words of the licence.</summary>
internal sealed class RegisteredType
{
    public required string Code { get; init; }
    public EntityKind Kind { get; init; }

    /// <summary>What distinguishes types of one kind; empty when the kind has one.</summary>
    public required string Variant { get; init; }
    public required string Word { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<RegisteredType>
    {
        public void Configure(EntityTypeBuilder<RegisteredType> builder)
        {
            builder.ToTable("reg_type_code");
            builder.HasKey(t => t.Code);
        }
    }
}
