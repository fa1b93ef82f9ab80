using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Inspections.Model;

/// <summary>Law enforcement officer, or an assisting expert who never counts for the two (国办发〔2024〕54号; 行政处罚法 art. 42).</summary>
internal enum InspectorDuty { Enforcer, AssistExpert }

/// <summary>Enforcement certificate as its issuer left it; expiry is read from its last day.</summary>
internal enum CertificateState { Valid, Suspended, Revoked, None }

/// <summary>One person of the library of inspectors (执法检查人员名录库). Where they are posted on a day stands with Identity.</summary>
internal sealed class InspectorRecord : IVersioned
{
    public Guid AccountId { get; init; }
    public required string StaffNo { get; init; }
    public required string Name { get; set; }

    /// <summary>Code of the department: MSA for the bureau with its sections and stations.</summary>
    public required string Department { get; set; }

    public string? CertNo { get; set; }
    public string? CertIssuer { get; set; }
    public DateOnly? CertFrom { get; set; }
    public DateOnly? CertTo { get; set; }
    public CertificateState Cert { get; set; } = CertificateState.None;
    public InspectorDuty Duty { get; set; }
    public bool CanLead { get; set; }

    /// <summary>|-separated with one at both ends.</summary>
    public required string Specialities { get; set; }

    /// <summary>Points of a full load in twelve months; loads are compared in relation to it.</summary>
    public int Capacity { get; set; }

    public bool Active { get; set; } = true;

    /// <summary>Last yearly declaration of conflicts of interest.</summary>
    public DateOnly? DeclaredOn { get; set; }

    public int Version { get; set; }

    /// <summary>H1: certificate valid on every day through the due date.</summary>
    public bool CertifiedThrough(DateOnly day) => Duty == InspectorDuty.Enforcer && Cert == CertificateState.Valid && CertFrom <= day && CertTo >= day;

    internal sealed class Mapping : IEntityTypeConfiguration<InspectorRecord>
    {
        public void Configure(EntityTypeBuilder<InspectorRecord> builder)
        {
            builder.ToTable("ins_inspector");
            builder.HasKey(i => i.AccountId);
            builder.Property(i => i.AccountId).ValueGeneratedNever();
            builder.HasIndex(i => i.StaffNo).IsUnique();
            builder.HasIndex(i => i.Department);
        }
    }
}

/// <summary>Days somebody cannot inspect.</summary>
internal sealed class InspectorAbsence
{
    public Guid Id { get; init; }
    public Guid AccountId { get; init; }
    public DateOnly From { get; init; }
    public DateOnly To { get; init; }

    /// <summary>A key of <see cref="Words.Absences"/>.</summary>
    public required string Kind { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<InspectorAbsence>
    {
        public void Configure(EntityTypeBuilder<InspectorAbsence> builder)
        {
            builder.ToTable("ins_absence");
            builder.Property(a => a.Id).ValueGeneratedNever();
            builder.HasIndex(a => new { a.AccountId, a.To });
        }
    }
}

/// <summary>A declared conflict of interest (回避, H3): this person does not inspect this object.</summary>
internal sealed class ConflictDeclaration
{
    public Guid Id { get; init; }
    public Guid AccountId { get; init; }
    public required string ObjectCode { get; init; }

    /// <summary>A key of <see cref="Words.Relations"/>.</summary>
    public required string Relation { get; init; }

    public DateOnly From { get; init; }
    public DateOnly? To { get; set; }

    [Encrypted]
    public required string Evidence { get; init; }

    public DateTime DeclaredAt { get; init; }

    public bool HoldsOn(DateOnly day) => From <= day && (To is null || To >= day);

    internal sealed class Mapping : IEntityTypeConfiguration<ConflictDeclaration>
    {
        public void Configure(EntityTypeBuilder<ConflictDeclaration> builder)
        {
            builder.ToTable("ins_conflict");
            builder.Property(c => c.Id).ValueGeneratedNever();
            builder.HasIndex(c => c.AccountId);
            builder.HasIndex(c => c.ObjectCode);
        }
    }
}
