using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel.Flow;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Data;

namespace Qishi.Modules.Licences.Model;

/// <summary>R-12.5: in force, superseded by a later one, frozen while suspended or in liquidation, void.</summary>
internal enum ElectronicLicenceState { Valid, Superseded, Frozen, Revoked, Deregistered }

/// <summary>A licence as a signed text: the bureau's SM2 signature over the canonical form of what is printed. The text is never changed.</summary>
internal sealed class ElectronicLicence : IVersioned
{
    public Guid Id { get; init; }
    public required string Uscc { get; init; }

    /// <summary>Number of the licence in the register.</summary>
    public int No { get; init; }

    /// <summary>Canonical JSON.</summary>
    public required string Text { get; init; }

    /// <summary>SM3 of the text.</summary>
    public required string Digest { get; init; }

    /// <summary>Base64 of the DER signature.</summary>
    public required string Signature { get; init; }

    /// <summary>Base64 of the bureau's certificate.</summary>
    public required string Certificate { get; init; }

    public DateTime SignedAt { get; init; }

    /// <summary>Its picture to print .</summary>
    public Guid DocumentId { get; init; }

    public ElectronicLicenceState State { get; private set; }
    public DateTime StateSince { get; private set; }
    public int Version { get; set; }

    public void Become(ElectronicLicenceState state, DateTime at) => (State, StateSince) = (state, at);

    /// <summary>What the status of an entity makes of its licence.</summary>
    public static ElectronicLicenceState Of(EntityStatus status) => status switch
    {
        EntityStatus.Registered => ElectronicLicenceState.Valid,
        EntityStatus.Suspended or EntityStatus.Liquidating or EntityStatus.DeregNotice => ElectronicLicenceState.Frozen,
        EntityStatus.Revoked or EntityStatus.OrderedClosed or EntityStatus.RegCancelled => ElectronicLicenceState.Revoked,
        _ => ElectronicLicenceState.Deregistered,
    };

    public static (string Word, Tone Tone) Words(ElectronicLicenceState state) => state switch
    {
        ElectronicLicenceState.Valid => ("有效", Tone.G),
        ElectronicLicenceState.Superseded => ("已换发，失效", Tone.L),
        ElectronicLicenceState.Frozen => ("已冻结", Tone.V),
        ElectronicLicenceState.Revoked => ("已吊销或者撤销，失效", Tone.R),
        _ => ("已注销，失效", Tone.L),
    };

    internal sealed class Mapping : IEntityTypeConfiguration<ElectronicLicence>
    {
        public void Configure(EntityTypeBuilder<ElectronicLicence> builder)
        {
            builder.ToTable("lic_licence");
            builder.Property(l => l.Id).ValueGeneratedNever();
            builder.Property(l => l.Uscc).HasMaxLength(18);
            builder.HasIndex(l => new { l.Uscc, l.No }).IsUnique();
        }
    }
}
