using Qishi.Kernel;

namespace Qishi.Modules.Documents.Contracts;

/// <summary>A document's PDF was drawn for the first time; from now on its digest is fixed.</summary>
/// <param name="DocumentId">Document.</param>
/// <param name="Kind">Template.</param>
/// <param name="ContentDigest">SM3 of the frozen content.</param>
/// <param name="PdfDigest">SM3 of the PDF.</param>
/// <param name="Subject">Record it belongs to.</param>
public sealed record DocumentDrawn(Guid DocumentId, string Kind, string ContentDigest, string PdfDigest, string Subject) : IEvent;
