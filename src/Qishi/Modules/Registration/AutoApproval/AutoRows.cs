using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.AutoApproval;

/// <summary>What a version of the rules allows.</summary>
/// <param name="Kinds">Kinds that may be approved automatically; companies only with natural persons.</param>
/// <param name="LicensedPost">Items with a permit after registration are allowed.</param>
/// <param name="Commitment">Premises by commitment are allowed.</param>
/// <param name="BarredItems">Scope items that always go to a person.</param>
/// <param name="Acts">Codes of the acts after establishment that may be approved automatically; null in versions from before acts were judged.</param>
internal sealed record AutoPolicy(IReadOnlyList<EntityKind> Kinds, bool LicensedPost, bool Commitment, IReadOnlyList<string> BarredItems, IReadOnlyList<string>? Acts = null)
{
    public bool MayAct(string code) => Acts?.Contains(code) == true;
}

internal enum AutoRulesState { Proposed, InForce, Rejected }

/// <summary>A version of the rules: dated, proposed by one person and put in force by another. Never altered; the newest in force on a day holds.</summary>
internal sealed class AutoRules : IVersioned
{
    public int No { get; init; }
    public DateOnly From { get; init; }
    public required string Content { get; init; }
    public required string Reason { get; init; }
    public AutoRulesState State { get; set; }
    public Guid? ProposedById { get; init; }
    public required string ProposedBy { get; init; }
    public DateTime ProposedAt { get; init; }
    public Guid? DecidedById { get; set; }
    public string? DecidedBy { get; set; }
    public DateTime? DecidedAt { get; set; }
    public int Version { get; set; }

    public AutoPolicy Policy => JsonSerializer.Deserialize<AutoPolicy>(Content)!;

    internal sealed class Mapping : IEntityTypeConfiguration<AutoRules>
    {
        public void Configure(EntityTypeBuilder<AutoRules> builder)
        {
            builder.ToTable("reg_auto_rules");
            builder.HasKey(r => r.No);
            builder.Property(r => r.No).ValueGeneratedNever();
            builder.Ignore(r => r.Policy);
        }
    }
}

/// <summary>The registrar who answers for the automatic approvals of a day .</summary>
internal sealed class AutoDuty : IVersioned
{
    public DateOnly Day { get; init; }
    public Guid? AccountId { get; set; }
    public string? Name { get; set; }
    public DateTime At { get; set; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<AutoDuty>
    {
        public void Configure(EntityTypeBuilder<AutoDuty> builder)
        {
            builder.ToTable("reg_auto_duty");
            builder.HasKey(d => d.Day);
            builder.Property(d => d.Day).ValueGeneratedNever();
        }
    }
}

/// <summary>A verdict with the result of every rule, kept with the case; some are drawn by lot to be looked at by a person.</summary>
internal sealed class AutoVerdictRow : IVersioned
{
    public Guid Id { get; init; }
    public required string Kind { get; init; }
    public required string CaseNo { get; init; }
    public required string Title { get; init; }
    public required string Url { get; init; }
    public bool Approved { get; init; }
    public int RulesNo { get; init; }
    public required string Lines { get; init; }
    public Guid? RegistrarId { get; init; }
    public string? RegistrarName { get; init; }
    public DateTime At { get; init; }

    /// <summary>Drawn for a second look.</summary>
    public bool Drawn { get; init; }
    public bool? Right { get; set; }

    [Encrypted]
    public string? Note { get; set; }
    public string? CheckedBy { get; set; }
    public DateTime? CheckedAt { get; set; }
    public int Version { get; set; }

    public IReadOnlyList<AutoLine> Read() => JsonSerializer.Deserialize<List<AutoLine>>(Lines)!;

    internal sealed class Mapping : IEntityTypeConfiguration<AutoVerdictRow>
    {
        public void Configure(EntityTypeBuilder<AutoVerdictRow> builder)
        {
            builder.ToTable("reg_auto_verdict");
            builder.Property(v => v.Id).ValueGeneratedNever();
            builder.HasIndex(v => v.CaseNo);
            builder.HasIndex(v => new { v.Approved, v.At });
            builder.HasIndex(v => v.At);
        }
    }
}
