using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Qishi.Modules.StartUp.Model;

/// <summary>One of the seven matters of a case, as the departments' answers left it; with the four times of .</summary>
internal sealed class StartUpMatter
{
    public Guid CaseId { get; init; }
    public required string Matter { get; init; }
    public bool Selected { get; set; }
    public MatterStatus Status { get; set; }
    public int PayloadVersion { get; set; }
    public int Attempts { get; set; }
    public DateTime? PushedAt { get; set; }
    public DateTime? AckedAt { get; set; }

    /// <summary>When the department really finished; the figures use this one.</summary>
    public DateTime? BusinessCompletedAt { get; set; }

    /// <summary>When we learned of it.</summary>
    public DateTime? ReportedAt { get; set; }

    public DateTime? NextAttemptAt { get; set; }
    public DateTime? OutageSince { get; set; }
    public string? ReturnCode { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<StartUpMatter>
    {
        public void Configure(EntityTypeBuilder<StartUpMatter> builder)
        {
            builder.ToTable("stu_matter");
            builder.HasKey(m => new { m.CaseId, m.Matter });
            builder.Property(m => m.Matter).HasMaxLength(20);
            builder.HasIndex(m => new { m.Status, m.PushedAt });
        }
    }
}
