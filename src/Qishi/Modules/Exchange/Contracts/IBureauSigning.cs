using Qishi.Kernel.Sm;

namespace Qishi.Modules.Exchange.Contracts;

/// <summary>The bureau's key and authority, for modules that sign something in the bureau's name. The key itself never leaves the module.</summary>
public interface IBureauSigning
{
    /// <summary>Signs with the bureau's newest valid certificate.</summary>
    /// <exception cref="InvalidOperationException">The bureau has no valid certificate.</exception>
    Task<BureauSignature> SignAsync(byte[] data, CancellationToken ct);

    /// <summary>True when one of the bureau's certificates that counted then verifies the signature.</summary>
    Task<bool> VerifiesAsync(byte[] data, byte[] signature, DateTime signedAt, CancellationToken ct);

    /// <summary>Why a certificate does not vouch for something the bureau signed then; null when it does.</summary>
    Task<string?> WhyNotAsync(byte[] certificate, DateTime signedAt, CancellationToken ct);

    /// <summary>When a certificate was ended before its time; null when it was not, or is not known here.</summary>
    Task<DateTime?> EndedAtAsync(Sm2Certificate certificate, CancellationToken ct);

    /// <summary>A new key with a certificate of the program's own authority, for a seal or its maker.</summary>
    (Sm2Certificate Certificate, byte[] PrivateKey) Issue(string holder, string unit, DateTime from, DateTime to);

    /// <summary>Certificate of the program's own authority.</summary>
    Sm2Certificate Authority { get; }
}

/// <param name="Signature">SM2 signature, DER.</param>
/// <param name="Certificate">Certificate it is checked with, DER.</param>
public sealed record BureauSignature(byte[] Signature, byte[] Certificate);
