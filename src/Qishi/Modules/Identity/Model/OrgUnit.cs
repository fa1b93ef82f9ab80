using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Modules.Identity.Contracts;
using Qishi.Platform.Data;

namespace Qishi.Modules.Identity.Model;

/// <summary>An office, station, department or outlet. Its code stays; what it is called and whom it belongs to is dated (<see cref="OrgUnitVersion"/>).</summary>
internal sealed class OrgUnit : IVersioned, IStanding
{
    public required string Code { get; init; }
    public OrgUnitKind Kind { get; init; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<OrgUnit>
    {
        public void Configure(EntityTypeBuilder<OrgUnit> builder)
        {
            builder.ToTable("idn_org_unit");
            builder.HasKey(u => u.Code);
            builder.Property(u => u.Code).HasMaxLength(40);
        }
    }
}

/// <summary>Name, parent and phone of a unit from a day to a day, both included; an open end means until further notice.</summary>
internal sealed class OrgUnitVersion : IStanding
{
    public Guid Id { get; init; }
    public required string UnitCode { get; init; }
    public required string Name { get; init; }
    public string? Parent { get; init; }
    public string? Phone { get; init; }
    public DateOnly From { get; init; }
    public DateOnly? To { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<OrgUnitVersion>
    {
        public void Configure(EntityTypeBuilder<OrgUnitVersion> builder)
        {
            builder.ToTable("idn_org_unit_version");
            builder.Property(v => v.Id).ValueGeneratedNever();
            builder.HasIndex(v => new { v.UnitCode, v.From }).IsUnique();
            builder.HasOne<OrgUnit>().WithMany().HasForeignKey(v => v.UnitCode).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
