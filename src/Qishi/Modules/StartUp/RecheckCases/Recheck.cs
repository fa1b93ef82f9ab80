using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp.RecheckCases;

/// <summary>What the second look found: 正确, 有瑕疵, 有错误.</summary>
public enum RecheckResult { Right, Flawed, Wrong }

/// <summary>A month's draw, once; with its seed anyone can repeat it.</summary>
internal sealed class RecheckDraw
{
    /// <summary>First day of the month.</summary>
    public DateOnly Month { get; init; }

    public int Population { get; init; }
    public int Drawn { get; init; }
    public required string Seed { get; init; }
    public DateTime At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<RecheckDraw>
    {
        public void Configure(EntityTypeBuilder<RecheckDraw> builder)
        {
            builder.ToTable("stu_recheck_draw");
            builder.HasKey(d => d.Month);
            builder.Property(d => d.Month).ValueGeneratedNever();
        }
    }
}

/// <summary>A single-person approval drawn for a second look by somebody else (rulebook A §5.4).</summary>
internal sealed class Recheck : IVersioned
{
    public Guid Id { get; init; }
    public DateOnly Month { get; init; }
    public required string CaseNo { get; init; }
    public required string EntityName { get; init; }
    public Guid? DecidedBy { get; init; }
    public string? DecidedByName { get; init; }
    public RecheckResult? Result { get; set; }

    [Encrypted]
    public string? Note { get; set; }

    public Guid? CheckedBy { get; set; }
    public string? CheckedByName { get; set; }
    public DateTime? CheckedAt { get; set; }
    public int Version { get; set; }

    public static string Word(RecheckResult result) => result switch
    {
        RecheckResult.Right => "正确",
        RecheckResult.Flawed => "有瑕疵",
        RecheckResult.Wrong => "有错误",
        _ => throw new InvalidOperationException($"Unknown result {result}."),
    };

    internal sealed class Mapping : IEntityTypeConfiguration<Recheck>
    {
        public void Configure(EntityTypeBuilder<Recheck> builder)
        {
            builder.ToTable("stu_recheck");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.HasIndex(r => new { r.Month, r.CaseNo }).IsUnique();
        }
    }
}
