using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Model;

/// <summary>A person in an entity. Number, mobile and home address are sealed; the keyed digests beside them only find equals again.</summary>
internal sealed class Person
{
    public Guid Id { get; init; }
    public Guid EntityId { get; init; }
    public int Place { get; set; }
    public required string Name { get; set; }
    [Encrypted] public required string IdNumber { get; init; }
    public required string IdKey { get; init; }
    [Encrypted] public required string Mobile { get; set; }
    public required string MobileKey { get; set; }
    [Encrypted] public string? HomeAddress { get; set; }
    public PersonRoles Roles { get; set; }
    public bool RealNameVerified { get; set; }
    public IdKind IdKind { get; init; }

    /// <summary>Two letters, ISO 3166.</summary>
    public string Nationality { get; init; } = "CN";

    /// <summary>Purpose of the keyed digests: one number gives one digest in the whole program, so that gates of other modules can answer.</summary>
    public const string IdPurpose = "citizen-id";
    public const string MobilePurpose = "mobile";

    internal sealed class Mapping : IEntityTypeConfiguration<Person>
    {
        public void Configure(EntityTypeBuilder<Person> builder)
        {
            builder.ToTable("reg_person");
            builder.Property(p => p.Id).ValueGeneratedNever();
            builder.Property(p => p.Roles).HasConversion<int>();
            builder.HasOne<Entity>().WithMany().HasForeignKey(p => p.EntityId);
            builder.HasIndex(p => p.IdKey);
            builder.HasIndex(p => p.MobileKey);
        }
    }
}

/// <summary>One item of the business scope, main business first, with the approval it rests on.</summary>
internal sealed class ScopeLine
{
    public Guid EntityId { get; init; }
    public int Place { get; init; }
    public required string ItemCode { get; set; }
    public string? ApprovalNo { get; set; }
    public DateOnly? ApprovedOn { get; set; }
    public DateOnly? ApprovalUntil { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ScopeLine>
    {
        public void Configure(EntityTypeBuilder<ScopeLine> builder)
        {
            builder.ToTable("reg_scope");
            builder.HasKey(s => new { s.EntityId, s.Place });
            builder.HasOne<Entity>().WithMany().HasForeignKey(s => s.EntityId);
            builder.HasIndex(s => s.ItemCode);
        }
    }
}
