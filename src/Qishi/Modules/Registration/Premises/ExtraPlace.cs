using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Premises;

/// <summary>A further place of business filed under one licence (一照多址, R-11.10), inside the county, in place of a branch. Ended, never deleted.</summary>
internal sealed class ExtraPlace : IVersioned
{
    public Guid Id { get; init; }
    public Guid EntityId { get; init; }
    public required string AreaCode { get; init; }
    public required string Detail { get; init; }
    public required string Address { get; init; }
    public required string AddressKey { get; init; }
    public string? Station { get; init; }
    public PremisesProof Proof { get; init; }
    public DateOnly FiledOn { get; init; }
    public DateOnly? EndedOn { get; set; }

    /// <summary>Application it came with.</summary>
    public required string Number { get; init; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ExtraPlace>
    {
        public void Configure(EntityTypeBuilder<ExtraPlace> builder)
        {
            builder.ToTable("reg_extra_place");
            builder.Property(p => p.Id).ValueGeneratedNever();
            builder.HasOne<Entity>().WithMany().HasForeignKey(p => p.EntityId);
            builder.HasIndex(p => new { p.EntityId, p.FiledOn });
            builder.HasIndex(p => p.AddressKey);
        }
    }
}
