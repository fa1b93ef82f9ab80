using Qishi.Kernel;

namespace Qishi.Modules.Exchange.Contracts;

/// <summary>Evidence of a case that anyone can check without us: messages, receipts, signatures, certificates and the log.</summary>
public interface IEvidence
{
    /// <summary>The bundle of a case; refused when nothing was handed over yet, or when our own records do not hold together.</summary>
    Task<Result<EvidenceBundle>> OfAsync(string caseNo, EvidenceFor reader, CancellationToken ct);
}

/// <param name="FileName">Name to save it under.</param>
/// <param name="Zip">The bytes.</param>
public sealed record EvidenceBundle(string FileName, byte[] Zip);

/// <summary>Somebody took the evidence of a case.</summary>
public sealed record EvidenceTaken(string CaseNo, string For, string Digest) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "case:" + CaseNo;
}
