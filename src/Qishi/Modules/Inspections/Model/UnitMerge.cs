using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Inspections.Model;

/// <summary>A station that went into another one (source report §五.4): pools become unions, objects change hands, old codes go on being understood.</summary>
internal sealed class UnitMerge : IVersioned
{
    public Guid Id { get; init; }
    public required string OldUnit { get; init; }
    public required string NewUnit { get; init; }
    public DateOnly EffectiveOn { get; init; }
    public Guid? ProposedById { get; init; }
    public required string ProposedBy { get; init; }
    public string? ConfirmedBy { get; set; }
    public DateTime? ConfirmedAt { get; set; }

    /// <summary>Objects that changed hands when it was confirmed.</summary>
    public int Moved { get; set; }

    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<UnitMerge>
    {
        public void Configure(EntityTypeBuilder<UnitMerge> builder)
        {
            builder.ToTable("ins_unit_merge");
            builder.Property(m => m.Id).ValueGeneratedNever();
            builder.HasIndex(m => new { m.OldUnit, m.EffectiveOn }).IsUnique();
        }
    }
}

/// <summary>Code of a unit in an upstream system, dated.</summary>
internal sealed class LegacyCode
{
    public Guid Id { get; init; }
    public required string Upstream { get; init; }
    public required string Code { get; init; }
    public required string Unit { get; init; }
    public DateOnly From { get; init; }
    public DateOnly? To { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<LegacyCode>
    {
        public void Configure(EntityTypeBuilder<LegacyCode> builder)
        {
            builder.ToTable("ins_legacy_code");
            builder.Property(m => m.Id).ValueGeneratedNever();
            builder.HasIndex(m => new { m.Upstream, m.Code, m.From }).IsUnique();
        }
    }
}

/// <summary>待映射: an object handed down with a station code nobody knows. It waits here; nothing is dropped.</summary>
internal sealed class UnmappedObject : IVersioned
{
    public Guid Id { get; init; }
    public Guid TaskId { get; init; }
    public required string Upstream { get; init; }
    public required string Code { get; init; }
    public required string ObjectCode { get; init; }
    public required string ObjectName { get; init; }
    public required string Address { get; init; }
    public DateTime At { get; init; }
    public string? Unit { get; set; }
    public DateTime? MappedAt { get; set; }
    public string? MappedBy { get; set; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<UnmappedObject>
    {
        public void Configure(EntityTypeBuilder<UnmappedObject> builder)
        {
            builder.ToTable("ins_unmapped");
            builder.Property(m => m.Id).ValueGeneratedNever();
            builder.HasIndex(m => new { m.MappedAt, m.At });
        }
    }
}

/// <summary>Neighbouring stations in the order in which they help out.</summary>
internal sealed class UnitNeighbour
{
    public required string Unit { get; init; }
    public int Place { get; init; }
    public required string Neighbour { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<UnitNeighbour>
    {
        public void Configure(EntityTypeBuilder<UnitNeighbour> builder)
        {
            builder.ToTable("ins_unit_neighbour");
            builder.HasKey(n => new { n.Unit, n.Place });
        }
    }
}
