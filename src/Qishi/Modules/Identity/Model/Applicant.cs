using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Modules.Identity.Contracts;
using Qishi.Platform.Data;

namespace Qishi.Modules.Identity.Model;

/// <summary>A person who applies. Name, number and mobile are sealed; the keyed digests find them again and keep one person to one account.</summary>
internal sealed class Applicant : IVersioned
{
    public Guid AccountId { get; init; }

    [Encrypted]
    public required string Name { get; set; }

    [Encrypted]
    public string? IdNumber { get; set; }

    public string? IdKey { get; set; }

    [Encrypted]
    public required string Mobile { get; set; }

    public required string MobileKey { get; set; }
    public RealNameLevel Level { get; set; }
    public DateTime? VerifiedAt { get; set; }

    /// <summary>How the name was verified: <c>number-check</c> (demo: the number only), <c>regional</c> (identity provider), <c>counter</c>.</summary>
    public string? VerifiedBy { get; set; }

    public int Version { get; set; }

    public ApplicantCard Card => new(AccountId, Name, IdNumber, Mobile, Level);

    internal sealed class Mapping : IEntityTypeConfiguration<Applicant>
    {
        public void Configure(EntityTypeBuilder<Applicant> builder)
        {
            builder.ToTable("idn_applicant");
            builder.HasKey(a => a.AccountId);
            builder.Property(a => a.AccountId).ValueGeneratedNever();
            builder.HasIndex(a => a.IdKey).IsUnique();
            builder.HasIndex(a => a.MobileKey).IsUnique();
            builder.HasOne<Account>().WithOne().HasForeignKey<Applicant>(a => a.AccountId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
