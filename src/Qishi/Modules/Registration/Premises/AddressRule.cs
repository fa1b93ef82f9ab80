using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Premises;

/// <summary>不予登记, or 需人工判断.</summary>
internal enum AddressRuleLevel { Block, Review }

/// <summary>
/// A line of the negative list of premises: where, for which business, since when and why nothing can be registered, or only after a person looked.
/// Dated: cases keep the list of their day; a line is ended, never deleted.
/// </summary>
internal sealed class AddressRule : IVersioned, IStanding
{
    public Guid Id { get; init; }

    /// <summary>Beginning of the area code: county (6), town (9) or village (12 digits).</summary>
    public required string Area { get; init; }

    /// <summary>Text the detail must contain, e.g. a street; empty means the whole area.</summary>
    public string Place { get; init; } = "";

    /// <summary>Divisions of GB/T 4754 (two digits) it concerns, separated by a comma; empty means all.</summary>
    public string Industries { get; init; } = "";

    public AddressRuleLevel Level { get; init; }

    /// <summary>What the applicant is told.</summary>
    public required string Reason { get; init; }

    /// <summary>Decision or notice it rests on.</summary>
    public required string Basis { get; init; }

    public DateOnly From { get; init; }

    /// <summary>Last day; null while it holds.</summary>
    public DateOnly? To { get; set; }

    public required string MadeBy { get; init; }
    public int Version { get; set; }

    public bool Holds(DateOnly on) => From <= on && (To is null || on <= To);

    internal sealed class Mapping : IEntityTypeConfiguration<AddressRule>
    {
        public void Configure(EntityTypeBuilder<AddressRule> builder)
        {
            builder.ToTable("reg_address_rule");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.Area).HasMaxLength(12);
            builder.Property(r => r.Place).HasMaxLength(60);
            builder.HasIndex(r => r.Area);
        }
    }
}
