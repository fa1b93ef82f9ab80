using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Model;

/// <summary>A window in which a department's system was down. Figures are published gross and net of these, never silently net.</summary>
internal sealed class Outage : IVersioned
{
    public Guid Id { get; init; }
    public required string Department { get; init; }
    public DateTime From { get; init; }
    public DateTime? To { get; set; }

    /// <summary>What shows that it was down: the failed attempts, or the liaison's words with the number of a notice.</summary>
    public required string Evidence { get; init; }

    public required string ReportedBy { get; init; }
    public bool ByPerson { get; init; }
    public string? ClosedBy { get; set; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Outage>
    {
        public void Configure(EntityTypeBuilder<Outage> builder)
        {
            builder.ToTable("exc_outage");
            builder.Property(o => o.Id).ValueGeneratedNever();
            builder.Property(o => o.Department).HasMaxLength(20);
            builder.HasIndex(o => new { o.Department, o.From });
        }
    }
}
