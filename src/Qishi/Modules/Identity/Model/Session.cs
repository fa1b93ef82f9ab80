using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Qishi.Modules.Identity.Model;

/// <summary>How far a sign-in has come. Only <see cref="Full"/> opens a page that needs a permission.</summary>
internal enum SessionStage { AwaitingCode, AwaitingEnrolment, AwaitingNewPassword, AwaitingPosting, Full }

/// <summary>A sign-in in progress or done. The browser holds a random token, the database only its digest; sign-out deletes the row.</summary>
internal sealed class Session
{
    /// <summary>SHA-256 of the token, hex.</summary>
    public required string TokenDigest { get; init; }

    public Guid AccountId { get; init; }
    public SessionStage Stage { get; set; }
    public Guid? PostingId { get; set; }
    public DateTime CreatedAt { get; init; }
    public DateTime LastSeenAt { get; set; }

    /// <summary>Last time the person proved to be there: password or code.</summary>
    public DateTime ProvedAt { get; set; }

    public string? SourceAddress { get; init; }

    /// <summary>「电脑上的 Chrome」: enough to recognise one's own device.</summary>
    public required string Device { get; init; }

    public DateTime? PreviousSignInAt { get; init; }
    public string? PreviousSignInFrom { get; init; }

    /// <summary>Local address to go on to after the last step.</summary>
    public string? ReturnUrl { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Session>
    {
        public void Configure(EntityTypeBuilder<Session> builder)
        {
            builder.ToTable("idn_session");
            builder.HasKey(s => s.TokenDigest);
            builder.Property(s => s.TokenDigest).HasMaxLength(64);
            builder.HasIndex(s => s.AccountId);
            builder.HasIndex(s => s.LastSeenAt);
            builder.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
