using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Platform.Data;

namespace Qishi.Modules.Licences.Model;

/// <summary>公章 (法定名称章), 财务专用章, 发票专用章, 合同专用章, 法定代表人名章; the bureau's own for licences.</summary>
internal enum SealKind { Official, Finance, Invoice, Contract, LegalRep, Authority }

/// <summary>An electronic seal with its key, from application to its end. What it signed is checked by it long after.</summary>
internal sealed class ElectronicSeal : IVersioned
{
    /// <summary>Owner of the bureau's own seal.</summary>
    public const string Bureau = "bureau";

    public Guid Id { get; init; }

    /// <summary>Credit code, or <see cref="Bureau"/>.</summary>
    public required string Owner { get; init; }

    public SealKind Kind { get; init; }
    public required string EsId { get; init; }
    public required string OwnerName { get; init; }

    /// <summary>What stands on a name seal; the owner's name otherwise.</summary>
    public required string Name { get; init; }

    public SealState State { get; private set; } = SealState.Applied;
    public DateTime AppliedAt { get; init; }

    /// <summary>Set on application on establishment; null when the holder asked.</summary>
    public string? CaseNo { get; init; }

    public DateTime? MadeAt { get; private set; }
    public DateTime? ValidTo { get; private set; }
    public string? FilingNo { get; private set; }
    public DateTime? ActiveAt { get; private set; }
    public DateTime? StoppedAt { get; private set; }
    public DateTime? ResumedAt { get; private set; }
    public DateTime? EndedAt { get; private set; }
    public string? EndReason { get; private set; }

    /// <summary>SESeal, DER, base64.</summary>
    public string? Bytes { get; private set; }
    public string? Certificate { get; private set; }

    [Encrypted]
    public string? PrivateKey { get; private set; }

    public int Version { get; set; }

    public Result<SealState> Move(string move, DateTime at, string? reason = null)
    {
        var next = SealFlow.Flow.Move(State, move);
        if (!next.Ok)
            return next;
        State = next.Value;
        switch (move)
        {
            case SealFlow.Activate:
                ActiveAt = at;
                break;
            case SealFlow.Stop:
                (StoppedAt, ResumedAt) = (at, null);
                break;
            case SealFlow.Resume:
                ResumedAt = at;
                break;
            case SealFlow.Expire or SealFlow.Cancel:
                // The key signs nothing any more: it is forgotten.
                (EndedAt, EndReason, PrivateKey) = (at, reason, null);
                break;
        }

        return next;
    }

    public void Made(byte[] seal, byte[] certificate, byte[] key, DateTime at, DateTime validTo) =>
        (Bytes, Certificate, PrivateKey, MadeAt, ValidTo) = (Convert.ToBase64String(seal), Convert.ToBase64String(certificate), Convert.ToBase64String(key), at, validTo);

    public void Filed(string number) => FilingNo = number;

    /// <summary>Why the register does not vouch for the seal at a moment (SEAL-10); null when it does.</summary>
    public string? WhyNot(DateTime at, byte[] seal)
    {
        if (Bytes is null || !Convert.FromBase64String(Bytes).AsSpan().SequenceEqual(seal))
            return "这枚印章和备案的不是同一枚";
        if (at >= EndedAt)
            return $"盖章时这枚印章已经注销（{EndReason}）";
        // Signatures know seconds only.
        if (ActiveAt is null || at < ActiveAt.Value.AddSeconds(-1))
            return "盖章时这枚印章还没有启用";
        return at >= StoppedAt && !(at >= ResumedAt) ? "盖章时这枚印章已经停用" : null;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<ElectronicSeal>
    {
        public void Configure(EntityTypeBuilder<ElectronicSeal> builder)
        {
            builder.ToTable("lic_seal");
            builder.Property(s => s.Id).ValueGeneratedNever();
            builder.Property(s => s.Owner).HasMaxLength(18);
            builder.Property(s => s.EsId).HasMaxLength(40);
            builder.HasIndex(s => s.EsId).IsUnique();
            builder.HasIndex(s => new { s.Owner, s.Kind });
            builder.HasIndex(s => new { s.State, s.AppliedAt });
        }
    }
}
