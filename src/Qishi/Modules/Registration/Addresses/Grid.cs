using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Addresses;

/// <summary>A grid (网格) of a village or community: the smallest area somebody is in charge of. Ended, never deleted.</summary>
internal sealed class Grid : IVersioned
{
    public required string Code { get; init; }
    public required string Name { get; set; }
    public required string AreaCode { get; init; }
    public DateOnly From { get; init; }
    public DateOnly? To { get; set; }
    public int Version { get; set; }

    public bool Holds(DateOnly on) => From <= on && (To is null || on <= To);

    internal sealed class Mapping : IEntityTypeConfiguration<Grid>
    {
        public void Configure(EntityTypeBuilder<Grid> builder)
        {
            builder.ToTable("reg_grid");
            builder.HasKey(g => g.Code);
            builder.Property(g => g.Code).HasMaxLength(30);
            builder.Property(g => g.Name).HasMaxLength(60);
            builder.Property(g => g.AreaCode).HasMaxLength(12);
            builder.HasIndex(g => g.AreaCode);
        }
    }
}

/// <summary>Which station is in charge of a grid from a day on: the latest day that has come decides.</summary>
internal sealed class GridStation
{
    public required string Grid { get; init; }
    public DateOnly From { get; init; }
    public required string Station { get; set; }
    public required string EnteredBy { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<GridStation>
    {
        public void Configure(EntityTypeBuilder<GridStation> builder)
        {
            builder.ToTable("reg_grid_station");
            builder.HasKey(s => new { s.Grid, s.From });
            builder.Property(s => s.Grid).HasMaxLength(30);
            builder.Property(s => s.Station).HasMaxLength(20);
            builder.HasOne<Grid>().WithMany().HasForeignKey(s => s.Grid);
        }
    }
}
