using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Model;

/// <summary>A person in an entity. Number, mobile and home address are sealed; the keyed digests beside them only find equals again.</summary>
internal sealed class Person
{
    public Guid Id { get; init; }
    public Guid EntityId { get; init; }
    public int Place { get; init; }
    public required string Name { get; init; }
    [Encrypted] public required string IdNumber { get; init; }
    public required string IdKey { get; init; }
    [Encrypted] public required string Mobile { get; set; }
    public required string MobileKey { get; set; }
    [Encrypted] public string? HomeAddress { get; init; }
    public PersonRoles Roles { get; init; }
    public bool RealNameVerified { get; init; }

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

/// <summary>A shareholder's contribution.</summary>
internal sealed class Shareholder
{
    public Guid Id { get; init; }
    public Guid EntityId { get; init; }
    public Guid PersonId { get; init; }
    public int Place { get; init; }
    public long AmountFen { get; init; }
    public ContributionForm Form { get; init; }
    public DateOnly DueOn { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Shareholder>
    {
        public void Configure(EntityTypeBuilder<Shareholder> builder)
        {
            builder.ToTable("reg_shareholder");
            builder.Property(s => s.Id).ValueGeneratedNever();
            builder.HasOne<Entity>().WithMany().HasForeignKey(s => s.EntityId);
            builder.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId);
        }
    }
}

/// <summary>One item of the business scope, main business first, with the approval it rests on.</summary>
internal sealed class ScopeLine
{
    public Guid EntityId { get; init; }
    public int Place { get; init; }
    public required string ItemCode { get; init; }
    public string? ApprovalNo { get; init; }
    public DateOnly? ApprovedOn { get; init; }
    public DateOnly? ApprovalUntil { get; init; }

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
