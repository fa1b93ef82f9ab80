using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Qishi.Platform.Jobs;

/// <summary>A job's lease, when it is due next and how it fared.</summary>
public sealed class JobRow
{
    public required string Name { get; init; }

    /// <summary>The plan the next time was computed from; another plan computes it anew.</summary>
    public required string Plan { get; set; }
    public DateTime NextAt { get; set; }
    public string? Owner { get; set; }
    public DateTime? Until { get; set; }
    public DateTime? StartedAt { get; set; }
    public DateTime? EndedAt { get; set; }
    public long Runs { get; set; }

    /// <summary>Failures in a row; 0 when the last run ended well.</summary>
    public int Failures { get; set; }
    public string? LastError { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<JobRow>
    {
        public void Configure(EntityTypeBuilder<JobRow> builder)
        {
            builder.ToTable("plt_job");
            builder.HasKey(j => j.Name);
        }
    }
}
