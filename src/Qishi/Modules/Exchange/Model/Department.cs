using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Model;

/// <summary>A department that takes hand-overs: where its system is, the secret shared with it, and how it fares.</summary>
internal sealed class Department : IVersioned
{
    public required string Code { get; init; }
    public required string Name { get; set; }
    public required string ShortName { get; set; }
    public required string Matter { get; set; }
    public int TypicalMinutes { get; set; }

    /// <summary>Place in every list.</summary>
    public int Position { get; set; }

    /// <summary>Base address of its system.</summary>
    public required string Endpoint { get; set; }

    /// <summary>Shared secret for signatures, base64.</summary>
    [Encrypted]
    public required string Secret { get; set; }

    /// <summary>Its duty phone for alerts.</summary>
    [Encrypted]
    public string? AlertPhone { get; set; }

    /// <summary>First failure since the last success; null while it answers.</summary>
    public DateTime? FailingSince { get; set; }

    public int FailuresInRow { get; set; }

    /// <summary>Since when only probes go out; retries of single rows count as failed without a call while the last probe failed.</summary>
    public DateTime? CircuitOpenSince { get; set; }

    /// <summary>Declared outage: since when its system counts as down.</summary>
    public DateTime? DownSince { get; set; }

    /// <summary>A liaison declared it: only a person ends it, a successful probe does not.</summary>
    public bool DownByPerson { get; set; }

    public DateTime? NextProbeAt { get; set; }
    public DateTime? LastProbeAt { get; set; }
    public DateTime? LastSuccessAt { get; set; }

    /// <summary>When it last came for its queue, on a route where it fetches.</summary>
    public DateTime? LastFetchAt { get; set; }

    public string? LastError { get; set; }
    public int Version { get; set; }

    /// <summary>It has no system of its own here: what is for it lies on its web desk.</summary>
    public bool DeskOnly => Matter.Length == 0;

    public byte[] SecretBytes => Convert.FromBase64String(Secret);

    internal sealed class Mapping : IEntityTypeConfiguration<Department>
    {
        public void Configure(EntityTypeBuilder<Department> builder)
        {
            builder.ToTable("exc_department");
            builder.HasKey(d => d.Code);
            builder.Property(d => d.Code).HasMaxLength(20);
            builder.Property(d => d.Matter).HasMaxLength(20);
            builder.Ignore(d => d.DeskOnly);
        }
    }
}
