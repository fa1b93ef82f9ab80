using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Addresses;

/// <summary>
/// A door of the county in the standard-address tree: village → grid → road or estate → number. Dated: a door that moves to another grid, or is written otherwise, ends and begins anew
/// under its code; what held on a day can always be read.
/// </summary>
internal sealed class StandardAddress : IVersioned
{
    public Guid Id { get; init; }

    /// <summary>Code of the door, the police's where they gave one.</summary>
    public required string Code { get; init; }

    /// <summary>Village or community, twelve digits.</summary>
    public required string AreaCode { get; set; }
    public required string Grid { get; set; }

    /// <summary>Road, lane, estate or hamlet.</summary>
    public required string Road { get; set; }
    public required string Number { get; set; }

    /// <summary>Road and number as <see cref="AddressKey"/> writes them; with the village they find the door however it was typed.</summary>
    public required string Key { get; set; }

    /// <summary>The road alone.</summary>
    public required string RoadKey { get; set; }

    /// <summary>CGCS2000 in millionths of a degree (a tenth of a metre); null when the source had none.</summary>
    public int? Longitude { get; set; }
    public int? Latitude { get; set; }

    /// <summary>Who said so: 公安标准地址库.</summary>
    public required string Source { get; set; }
    public DateOnly From { get; init; }

    /// <summary>Last day; null while it holds.</summary>
    public DateOnly? To { get; set; }
    public int Version { get; set; }

    public string Detail => Road + Number;

    /// <summary>Writes the door as the row says; where it begins, and under which code, stays.</summary>
    public void Take(AddressRow row, string source)
    {
        (AreaCode, Grid, Road, Number, Source, To) = (row.AreaCode, row.Grid, row.Road, row.Number, source, row.Until);
        (Key, RoadKey, Longitude, Latitude) = (AddressKey.Of(row.Road + row.Number), AddressKey.Of(row.Road), row.Longitude, row.Latitude);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<StandardAddress>
    {
        public void Configure(EntityTypeBuilder<StandardAddress> builder)
        {
            builder.ToTable("reg_address");
            builder.Property(a => a.Id).ValueGeneratedNever();
            builder.Ignore(a => a.Detail);
            builder.Property(a => a.Code).HasMaxLength(40);
            builder.Property(a => a.AreaCode).HasMaxLength(12);
            builder.Property(a => a.Grid).HasMaxLength(30);
            builder.Property(a => a.Road).HasMaxLength(60);
            builder.Property(a => a.Number).HasMaxLength(40);
            builder.Property(a => a.Key).HasMaxLength(100);
            builder.Property(a => a.RoadKey).HasMaxLength(60);
            builder.HasIndex(a => new { a.Code, a.From }).IsUnique();
            builder.HasIndex(a => new { a.AreaCode, a.Key });
            builder.HasIndex(a => new { a.Grid, a.RoadKey });
        }
    }
}
