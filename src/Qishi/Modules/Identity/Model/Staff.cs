using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Identity.Model;

/// <summary>Somebody who works for the county: bureau, departments, hall, outlets. One person, one staff number, one account.</summary>
internal sealed class Staff : IVersioned
{
    public Guid AccountId { get; init; }

    /// <summary>Staff number, lower case: what is typed at sign-in.</summary>
    public required string StaffNo { get; init; }

    public required string Name { get; set; }

    [Encrypted]
    public string? Mobile { get; set; }

    public int Version { get; set; }
    public List<Posting> Postings { get; init; } = [];

    internal sealed class Mapping : IEntityTypeConfiguration<Staff>
    {
        public void Configure(EntityTypeBuilder<Staff> builder)
        {
            builder.ToTable("idn_staff");
            builder.HasKey(s => s.AccountId);
            builder.Property(s => s.AccountId).ValueGeneratedNever();
            builder.Property(s => s.StaffNo).HasMaxLength(40);
            builder.HasIndex(s => s.StaffNo).IsUnique();
            builder.HasIndex(s => s.Name);
            builder.HasOne<Account>().WithOne().HasForeignKey<Staff>(s => s.AccountId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(s => s.Postings).WithOne().HasForeignKey(p => p.AccountId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>Where somebody works from a day to a day, both included. The right to sign in ends with the last posting.</summary>
internal sealed class Posting : IVersioned
{
    public Guid Id { get; init; }
    public Guid AccountId { get; init; }
    public required string Unit { get; init; }

    /// <summary>Title as colleagues say it, e.g. 注册官.</summary>
    public string? Title { get; init; }

    public DateOnly From { get; init; }
    public DateOnly? To { get; set; }
    public int Version { get; set; }
    public List<PostingRole> Roles { get; init; } = [];

    public bool HoldsOn(DateOnly day) => From <= day && (To is null || day <= To);

    internal sealed class Mapping : IEntityTypeConfiguration<Posting>
    {
        public void Configure(EntityTypeBuilder<Posting> builder)
        {
            builder.ToTable("idn_posting");
            builder.Property(p => p.Id).ValueGeneratedNever();
            builder.HasIndex(p => new { p.AccountId, p.From });
            builder.HasIndex(p => p.Unit);
            builder.HasAlternateKey(p => new { p.Id, p.AccountId });
            builder.HasMany(p => p.Roles).WithOne().HasForeignKey(r => new { r.PostingId, r.AccountId })
                .HasPrincipalKey(p => new { p.Id, p.AccountId }).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>A role of a posting. <see cref="Duty"/> repeats the account's under a foreign key and must fit the role under a check constraint.</summary>
internal sealed class PostingRole
{
    public Guid PostingId { get; init; }
    public required string Role { get; init; }
    public Guid AccountId { get; init; }
    public Duty Duty { get; init; }

    /// <summary>The duty a role belongs to.</summary>
    public static Duty DutyOf(string role) => role switch
    {
        Roles.SystemAdmin => Duty.SystemAdmin,
        Roles.SecurityAdmin => Duty.SecurityAdmin,
        Roles.AuditAdmin => Duty.AuditAdmin,
        _ => Duty.Business,
    };

    public static PostingRole Of(Posting posting, string role) =>
        new() { PostingId = posting.Id, AccountId = posting.AccountId, Role = role, Duty = DutyOf(role) };

    internal sealed class Mapping : IEntityTypeConfiguration<PostingRole>
    {
        private const string DutyFitsRole =
            "duty = case role when 'system-admin' then 'SystemAdmin' when 'security-admin' then 'SecurityAdmin' when 'audit-admin' then 'AuditAdmin' else 'Business' end";

        public void Configure(EntityTypeBuilder<PostingRole> builder)
        {
            builder.ToTable("idn_posting_role", t => t.HasCheckConstraint("ck_idn_posting_role_duty", DutyFitsRole));
            builder.HasKey(r => new { r.PostingId, r.Role });
            builder.Property(r => r.Role).HasMaxLength(40);
            builder.HasIndex(r => r.Role);
            builder.HasOne<Account>().WithMany().HasForeignKey(r => new { r.AccountId, r.Duty })
                .HasPrincipalKey(a => new { a.Id, a.Duty }).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
