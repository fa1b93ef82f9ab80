using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Qishi.Modules.StartUp.Model;

/// <summary>The applicant's verdict on the service, five levels (国办发〔2019〕51号); one per case.</summary>
internal sealed class Rating
{
    public static readonly IReadOnlyDictionary<int, string> Levels = new Dictionary<int, string> { [5] = "非常满意", [4] = "满意", [3] = "基本满意", [2] = "不满意", [1] = "非常不满意" };

    public Guid CaseId { get; init; }
    public int Score { get; init; }
    public string? Comment { get; init; }
    public DateTime At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Rating>
    {
        public void Configure(EntityTypeBuilder<Rating> builder)
        {
            builder.ToTable("stu_rating");
            builder.HasKey(r => r.CaseId);
            builder.HasIndex(r => r.At);
            builder.Property(r => r.CaseId).ValueGeneratedNever();
        }
    }
}

/// <summary>What the county pays so that the applicant pays nothing: seals, tax device, postage.</summary>
internal sealed class SubsidyEntry
{
    public Guid Id { get; init; }
    public Guid CaseId { get; init; }
    public required string CaseNo { get; init; }
    public required string Uscc { get; init; }
    public required string EntityName { get; init; }

    /// <summary>SEAL_SET, UKEY, MAIL.</summary>
    public required string Item { get; init; }

    public int Quantity { get; init; }
    public long Fen { get; init; }
    public DateOnly On { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<SubsidyEntry>
    {
        public void Configure(EntityTypeBuilder<SubsidyEntry> builder)
        {
            builder.ToTable("stu_subsidy");
            builder.Property(s => s.Id).ValueGeneratedNever();
            builder.HasIndex(s => new { s.CaseId, s.Item }).IsUnique();
            builder.HasIndex(s => s.On);
        }
    }
}
