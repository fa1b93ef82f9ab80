using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Inspections.Model;

/// <summary>一般检查事项, 重点检查事项 (国市监信〔2019〕38号): the ratio of key items has no upper limit.</summary>
internal enum ItemType { General, Key }

/// <summary>What an item is checked at: market entities, or products, projects, behaviours (国市监信〔2019〕38号).</summary>
internal enum ObjectKind { Enterprise, Individual, Coop, Product, Project, Behaviour, Facility, Other }

/// <summary>States of one version of an item.</summary>
internal enum ItemState { InReview, Published, Rejected, Abolished }

/// <summary>
/// One version of one item of the list of random checks (随机抽查事项清单). Only items published on a day may be checked on it (国办发〔2024〕54号). A version is never changed but by giving it an
/// end; the list of a past day reads as it was.
/// </summary>
internal sealed class CheckItem : IVersioned
{
    public Guid Id { get; init; }

    /// <summary>Stays the same over all versions.</summary>
    public required string Code { get; init; }

    public required string Department { get; init; }
    public required string DepartmentName { get; init; }

    /// <summary>抽查类别.</summary>
    public required string Category { get; init; }

    public required string Name { get; init; }
    public ItemType Type { get; init; }
    public ObjectKind Kind { get; init; }

    /// <summary>Codes of <see cref="CheckMethods"/>, |-separated with one at both ends.</summary>
    public required string Methods { get; init; }

    /// <summary>Law and article, one a line.</summary>
    public required string Basis { get; init; }

    /// <summary>What to look at in the field, one a line: point｜article.</summary>
    public required string Points { get; init; }

    /// <summary>NATION, REGION, CITY or COUNTY.</summary>
    public required string Level { get; init; }

    /// <summary>Speciality one member of the team must hold (H2); null when none is needed.</summary>
    public string? Speciality { get; init; }

    /// <summary>Tag an object must carry to be checked for it; null for every object.</summary>
    public string? Tag { get; init; }

    /// <summary>Highest share in basis points; null: the parameter for general items, none for key ones.</summary>
    public int? RatioCapBp { get; init; }

    public bool Jointable { get; init; }
    public ItemState State { get; private set; }

    /// <summary>First day of the version; the day of publication.</summary>
    public DateOnly From { get; init; }

    /// <summary>Last day; null while it holds.</summary>
    public DateOnly? To { get; private set; }

    public required string ChangeReason { get; init; }
    public Guid? ProposedById { get; init; }
    public required string ProposedBy { get; init; }
    public DateTime ProposedAt { get; init; }
    public string? DecidedBy { get; private set; }
    public DateTime? PublishedAt { get; private set; }
    public int Version { get; set; }

    public bool HoldsOn(DateOnly day) => State is ItemState.Published or ItemState.Abolished && From <= day && (To is null || To >= day);

    public IReadOnlyList<(string Point, string Article)> PointLines => [.. Points.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(l => l.Split('｜') is [var p, var a, ..] ? (p, a) : (l, ""))];

    public void Publish(string by, DateTime at) => (State, DecidedBy, PublishedAt) = (ItemState.Published, by, at);

    public void Reject(string by) => (State, DecidedBy) = (ItemState.Rejected, by);

    /// <summary>The next version begins, or the law behind it fell: this one ends.</summary>
    public void End(DateOnly lastDay, bool abolished) => (To, State) = (lastDay, abolished ? ItemState.Abolished : State);

    internal sealed class Mapping : IEntityTypeConfiguration<CheckItem>
    {
        public void Configure(EntityTypeBuilder<CheckItem> builder)
        {
            builder.ToTable("ins_item");
            builder.Property(i => i.Id).ValueGeneratedNever();
            builder.Property(i => i.Code).HasMaxLength(20);
            builder.Property(i => i.Department).HasMaxLength(20);
            builder.Ignore(i => i.PointLines);
            builder.HasIndex(i => new { i.Code, i.From });
            builder.HasIndex(i => new { i.Department, i.State });
        }
    }
}

/// <summary>部门联合抽查事项清单: items of at least two departments checked in one visit.</summary>
internal sealed class JointItem : IVersioned
{
    public Guid Id { get; init; }
    public required string Code { get; init; }

    /// <summary>Industry or scene (一业一查).</summary>
    public required string Name { get; init; }

    public required string Lead { get; init; }

    /// <summary>Codes of items, |-separated with one at both ends.</summary>
    public required string Items { get; init; }

    public DateOnly From { get; init; }
    public DateOnly? To { get; set; }
    public DateTime PublishedAt { get; init; }
    public int Version { get; set; }

    public IReadOnlyList<string> ItemCodes => Items.Split('|', StringSplitOptions.RemoveEmptyEntries);

    internal sealed class Mapping : IEntityTypeConfiguration<JointItem>
    {
        public void Configure(EntityTypeBuilder<JointItem> builder)
        {
            builder.ToTable("ins_joint_item");
            builder.Property(i => i.Id).ValueGeneratedNever();
            builder.Ignore(i => i.ItemCodes);
            builder.HasIndex(i => new { i.Code, i.From }).IsUnique();
        }
    }
}
