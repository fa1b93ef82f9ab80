using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Identity.Model;

internal enum AccountKind { Staff, Applicant }

/// <summary>
/// What an account is for. The three administrators exclude each other and have no business rights; an account's duty is fixed when it is made, and
/// every role row repeats it under a foreign key, so the database itself refuses a second one (GB/T 22239-2019, 8.1.4.2 d).
/// </summary>
internal enum Duty { Business, SystemAdmin, SecurityAdmin, AuditAdmin }

/// <summary>Somebody who may sign in.</summary>
internal sealed class Account : IVersioned
{
    public Guid Id { get; init; }
    public AccountKind Kind { get; init; }
    public Duty Duty { get; init; }

    /// <summary>Null until a password is set: such an account cannot sign in by password.</summary>
    public string? PasswordHash { get; set; }

    public DateTime? PasswordSetAt { get; set; }

    /// <summary>Set by an administrator: the password was given by somebody else and must be changed at the next sign-in.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>Secret of the authenticator app, base32.</summary>
    [Encrypted]
    public string? TotpSecret { get; set; }

    public DateTime? TotpConfirmedAt { get; set; }

    /// <summary>The last time step a code was taken for: a code works once.</summary>
    public long TotpLastStep { get; set; }

    public bool Disabled { get; set; }
    public DateTime CreatedAt { get; init; }
    public DateTime? LastSignInAt { get; set; }
    public string? LastSignInFrom { get; set; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Account>
    {
        public void Configure(EntityTypeBuilder<Account> builder)
        {
            builder.ToTable("idn_account", t => t.HasCheckConstraint("ck_idn_account_duty", "kind = 'Staff' or duty = 'Business'"));
            builder.Property(a => a.Id).ValueGeneratedNever();
            builder.HasAlternateKey(a => new { a.Id, a.Duty });
        }
    }
}

/// <summary>Hashes of earlier passwords, so that the last few are not used again.</summary>
internal sealed class OldPassword
{
    public Guid Id { get; init; }
    public Guid AccountId { get; init; }
    public required string Hash { get; init; }
    public DateTime SetAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<OldPassword>
    {
        public void Configure(EntityTypeBuilder<OldPassword> builder)
        {
            builder.ToTable("idn_old_password");
            builder.Property(p => p.Id).ValueGeneratedNever();
            builder.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
