using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Modules.Registration.Contracts;

namespace Qishi.Modules.Registration.Model;

/// <summary>A standard scope item as it is now. Earlier wordings stand in <see cref="ScopeItemPast"/>; an item that ended keeps its row with its last day.</summary>
internal sealed class ScopeItem
{
    public required string Code { get; init; }
    public int Place { get; set; }
    public required string Name { get; set; }
    public ScopeKind Kind { get; set; }

    /// <summary>Section letter and four-digit class of GB/T 4754-2017.</summary>
    public required string Class4 { get; set; }
    public string? Permit { get; set; }
    public string? Department { get; set; }

    /// <summary>Everyday words, separated by |.</summary>
    public string Synonyms { get; set; } = "";
    public string? Note { get; set; }
    public DateOnly? From { get; set; }

    /// <summary>Last day it may be chosen; null while it is in the catalogue.</summary>
    public DateOnly? To { get; set; }

    /// <summary>Edition it came with; 示例 for the sample that ships with the program.</summary>
    public string Edition { get; set; } = Sample;

    public const string Sample = "示例";

    public bool ValidOn(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);

    internal sealed class Mapping : IEntityTypeConfiguration<ScopeItem>
    {
        public void Configure(EntityTypeBuilder<ScopeItem> builder)
        {
            builder.ToTable("reg_scope_item");
            builder.HasKey(i => i.Code);
        }
    }
}

/// <summary>An earlier version of an item; never altered.</summary>
internal sealed class ScopeItemPast
{
    public required string Code { get; init; }

    /// <summary>First day of the version that took its place.</summary>
    public DateOnly Until { get; init; }
    public DateOnly? From { get; init; }
    public required string Name { get; init; }
    public ScopeKind Kind { get; init; }
    public required string Class4 { get; init; }
    public string? Permit { get; init; }
    public string? Department { get; init; }
    public required string Synonyms { get; init; }
    public required string Edition { get; init; }

    public static ScopeItemPast Of(ScopeItem i, DateOnly until) => new()
    {
        Code = i.Code,
        Until = until,
        From = i.From,
        Name = i.Name,
        Kind = i.Kind,
        Class4 = i.Class4,
        Permit = i.Permit,
        Department = i.Department,
        Synonyms = i.Synonyms,
        Edition = i.Edition,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<ScopeItemPast>
    {
        public void Configure(EntityTypeBuilder<ScopeItemPast> builder)
        {
            builder.ToTable("reg_scope_item_past");
            builder.HasKey(p => new { p.Code, p.Until, p.Edition });
        }
    }
}
