using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp.ReturnStartUp;

/// <summary>A rule failure the reviewer did not put on the notice, and why: the law allows one notice with all defects, so silence needs a reason.</summary>
internal sealed class LeftOut
{
    public Guid Id { get; init; }
    public Guid CaseId { get; init; }
    public int SubmissionNo { get; init; }
    public required string Rule { get; init; }

    [Encrypted]
    public required string Reason { get; init; }

    public required string ByName { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<LeftOut>
    {
        public void Configure(EntityTypeBuilder<LeftOut> builder)
        {
            builder.ToTable("stu_left_out");
            builder.Property(l => l.Id).ValueGeneratedNever();
            builder.HasIndex(l => l.CaseId);
        }
    }
}
