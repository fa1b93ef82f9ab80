using Qishi.Kernel;

namespace Qishi.Modules.Exchange.Contracts;

/// <summary>The bureau signed hand-overs together. The root in the sealed log fixes them in time.</summary>
public sealed record MessagesSigned(Guid Batch, string Root, int Count, string Certificate) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "signature-batch:" + Batch.ToString("N");
}

/// <summary>Receipts came that a department had signed together.</summary>
public sealed record ReceiptsSigned(Guid Batch, string Department, string Root, int Count, string Certificate) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "signature-batch:" + Batch.ToString("N");
}

/// <summary>A certificate was registered for the bureau or a department.</summary>
public sealed record CertificateAdded(string Owner, string Fingerprint, DateTime ValidFrom, DateTime ValidTo) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "certificate:" + Fingerprint;
}

/// <summary>A certificate was ended before its time.</summary>
public sealed record CertificateEnded(string Owner, string Fingerprint, DateTime EndedAt, bool Compromised) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "certificate:" + Fingerprint;
}
