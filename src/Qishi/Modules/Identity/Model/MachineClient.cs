using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Identity.Model;

/// <summary>A program of a department that calls the API (OAuth 2.0 client credentials). Only the digest of its 256-bit secret is kept.</summary>
internal sealed class MachineClient : IVersioned
{
    public Guid Id { get; init; }
    public required string ClientId { get; init; }
    public required string Name { get; set; }

    /// <summary>Code of the department it belongs to; null for a program of the bureau itself.</summary>
    public string? Department { get; init; }

    /// <summary>Separated by blanks, in order.</summary>
    public required string Scopes { get; set; }

    public required string SecretDigest { get; set; }
    public DateTime SecretSetAt { get; set; }
    public bool Disabled { get; set; }
    public DateTime CreatedAt { get; init; }
    public int Version { get; set; }

    public IReadOnlyList<string> ScopeList => Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    // The secret is random and long: one pass of a plain digest is enough, nobody can try 2^256 of them.
    public static string DigestOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public bool Answers(string? secret) =>
        !Disabled && secret is { Length: > 0 } && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(SecretDigest), Encoding.ASCII.GetBytes(DigestOf(secret)));

    internal sealed class Mapping : IEntityTypeConfiguration<MachineClient>
    {
        public void Configure(EntityTypeBuilder<MachineClient> builder)
        {
            builder.ToTable("idn_machine_client");
            builder.Property(c => c.Id).ValueGeneratedNever();
            builder.Property(c => c.ClientId).HasMaxLength(60);
            builder.HasIndex(c => c.ClientId).IsUnique();
        }
    }
}
