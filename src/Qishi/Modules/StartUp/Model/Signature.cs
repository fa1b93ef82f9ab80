using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp.Model;

/// <summary>On glass, by a code to the person's own phone, on paper in the hall before a clerk, or on another platform that sends the case.</summary>
public enum SignatureWay { Screen, Sms, Hall, Platform }

/// <summary>One person's signature under one state of the form; it covers all seven matters. A changed form needs new signatures.</summary>
internal sealed class Signature
{
    public Guid Id { get; init; }
    public Guid CaseId { get; init; }

    /// <summary>Number of the person in the form.</summary>
    public int Person { get; init; }

    [Encrypted]
    public required string Name { get; init; }

    public required string Digest { get; init; }
    public SignatureWay Way { get; init; }
    public DateTime At { get; init; }

    /// <summary>The drawn signature, when there is one.</summary>
    public Guid? MaterialId { get; init; }

    /// <summary>Clerk who saw it in the hall.</summary>
    public string? Witness { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Signature>
    {
        public void Configure(EntityTypeBuilder<Signature> builder)
        {
            builder.ToTable("stu_signature");
            builder.Property(s => s.Id).ValueGeneratedNever();
            builder.HasIndex(s => new { s.CaseId, s.Person, s.Digest }).IsUnique();
        }
    }
}

/// <summary>A co-signer asked by SMS to sign; found by the keyed digest of the number in the message.</summary>
internal sealed class SignRequest
{
    public Guid Id { get; init; }
    public Guid CaseId { get; init; }
    public int Person { get; init; }
    public required string TokenKey { get; init; }
    public required string Digest { get; init; }
    public DateTime SentAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<SignRequest>
    {
        public void Configure(EntityTypeBuilder<SignRequest> builder)
        {
            builder.ToTable("stu_sign_request");
            builder.Property(s => s.Id).ValueGeneratedNever();
            builder.HasIndex(s => s.TokenKey).IsUnique();
            builder.HasIndex(s => new { s.CaseId, s.Person });
        }
    }
}
