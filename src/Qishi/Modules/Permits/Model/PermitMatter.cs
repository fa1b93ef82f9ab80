using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Permits.Model;

/// <summary>直接取消审批, 审批改为备案, 实行告知承诺, 优化审批服务: exactly one each.</summary>
internal enum ReformMode { DirectCancel, ToFiling, Commitment, Optimise }

/// <summary>
/// One version of one permit matter: which scope items need it, at which department, from when. Versions are never changed but by giving them an end; the list of a past
/// day can always be read again.
/// </summary>
internal sealed class PermitMatter : IVersioned, IStanding
{
    public Guid Id { get; init; }

    /// <summary>Stays the same over all versions, P001.</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>Department that grants it; null when unclear: its notices are published for claiming.</summary>
    public string? Department { get; init; }

    public string? DepartmentName { get; init; }
    public ReformMode Mode { get; init; }

    /// <summary>Number in the county's list of reform items; null for those the county does not grant.</summary>
    public int? CountyNo { get; init; }

    public string? Address { get; init; }
    public string? Phone { get; init; }

    /// <summary>Codes of scope items, |-separated with one at both ends, so that one code can be looked for in the database.</summary>
    public required string ScopeItems { get; init; }

    public DateOnly From { get; init; }

    /// <summary>Last day; null while it holds.</summary>
    public DateOnly? To { get; set; }

    public int Version { get; set; }

    public IReadOnlyList<string> Items => ScopeItems.Split('|', StringSplitOptions.RemoveEmptyEntries);

    public bool IsFiling => Mode == ReformMode.ToFiling;

    public bool HoldsOn(DateOnly on) => From <= on && (To is null || on <= To);

    public static string Joined(IEnumerable<string> codes) => "|" + string.Join('|', codes) + "|";

    public static readonly IReadOnlyDictionary<ReformMode, string> ModeWords = new Dictionary<ReformMode, string>
    {
        [ReformMode.DirectCancel] = "直接取消审批",
        [ReformMode.ToFiling] = "审批改为备案",
        [ReformMode.Commitment] = "实行告知承诺",
        [ReformMode.Optimise] = "优化审批服务",
    };

    internal sealed class Mapping : IEntityTypeConfiguration<PermitMatter>
    {
        public void Configure(EntityTypeBuilder<PermitMatter> builder)
        {
            builder.ToTable("prm_matter");
            builder.Property(m => m.Id).ValueGeneratedNever();
            builder.Property(m => m.Code).HasMaxLength(12);
            builder.Property(m => m.Department).HasMaxLength(20);
            builder.Ignore(m => m.Items).Ignore(m => m.IsFiling);
            builder.HasIndex(m => new { m.Code, m.From }).IsUnique();
        }
    }
}

/// <summary>A change of the list that waits for a second person.</summary>
internal sealed class MatterChange : IVersioned
{
    public Guid Id { get; init; }
    public required string Code { get; init; }

    /// <summary>The next version as JSON (<see cref="ChangeMatter.NextMatter"/>); null: the matter ends.</summary>
    public string? Content { get; init; }

    /// <summary>First day of the next version, or first day without the matter.</summary>
    public DateOnly From { get; init; }

    public required string Reason { get; init; }
    public Guid? ProposedById { get; init; }
    public required string ProposedBy { get; init; }
    public DateTime ProposedAt { get; init; }
    public Guid? DecidedById { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTime? DecidedAt { get; private set; }
    public bool Approved { get; private set; }
    public int Version { get; set; }

    public void Decide(bool approved, Guid? by, string name, DateTime at) => (Approved, DecidedById, DecidedBy, DecidedAt) = (approved, by, name, at);

    internal sealed class Mapping : IEntityTypeConfiguration<MatterChange>
    {
        public void Configure(EntityTypeBuilder<MatterChange> builder)
        {
            builder.ToTable("prm_matter_change");
            builder.Property(c => c.Id).ValueGeneratedNever();
            builder.Property(c => c.Code).HasMaxLength(12);
            builder.HasIndex(c => new { c.Code, c.DecidedAt });
        }
    }
}
