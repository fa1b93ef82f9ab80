using Qishi.Kernel;

namespace Qishi.Modules.Documents.Contracts;

/// <summary>
/// Documents, licence files and uploaded material. A document is its frozen content, recorded with the decision it belongs to; its PDF is drawn from that
/// content when first asked for, and kept by digest.
/// </summary>
public interface IDocuments
{
    /// <summary>Adds a document to the unit of work; it becomes real with the caller's save.</summary>
    DocumentCard Issue(NewDocument document);

    /// <summary>Documents of a subject, newest first.</summary>
    Task<IReadOnlyList<DocumentCard>> OfAsync(string subject, CancellationToken ct);

    /// <summary>The same of many subjects in one question.</summary>
    Task<ILookup<string, DocumentCard>> OfAllAsync(IReadOnlyCollection<string> subjects, CancellationToken ct);

    /// <summary>True when the current reader may open the documents of a subject.</summary>
    Task<bool> OpensAsync(string subject, CancellationToken ct);

    /// <summary>The PDF of a document, drawn now if it was not before; null when there is no such document.</summary>
    Task<DocumentFile?> PdfAsync(Guid documentId, CancellationToken ct);

    /// <summary>
    /// Screens an uploaded file before any parser sees it (type by content, size, pixels, archive bombs) and stores it; refused with a sentence
    /// (ux.md E10, E11). The row joins the unit of work.
    /// </summary>
    /// <param name="content">The bytes; read once.</param>
    /// <param name="fileName">Name as the user has it; kept as a label only.</param>
    /// <param name="subject">Record it belongs to.</param>
    /// <param name="kind">Kind of material: <c>premises-proof</c>, <c>id-card</c>, <c>signature</c>.</param>
    /// <param name="ct">Cancellation.</param>
    Task<Result<MaterialCard>> AcceptAsync(Stream content, string fileName, string subject, string kind, CancellationToken ct);

    /// <summary>Material of a subject, oldest first.</summary>
    Task<IReadOnlyList<MaterialCard>> MaterialsOfAsync(string subject, CancellationToken ct);

    /// <summary>The bytes of a piece of material as they were given; null when there is none, or when the current reader may not open its subject.</summary>
    Task<byte[]?> MaterialAsync(Guid materialId, CancellationToken ct);

    /// <summary>Takes a piece of material off a subject (a draft's file removed by its owner); the stored bytes stay until cleaned up.</summary>
    Task RemoveMaterialAsync(Guid materialId, CancellationToken ct);
}

/// <param name="Kind">Template: see <see cref="DocumentKinds"/>.</param>
/// <param name="Subject">Record it belongs to, e.g. <c>case:KB…</c>.</param>
/// <param name="Title">Title as printed.</param>
/// <param name="Number">Document number, e.g. 望市监登〔2026〕15号; null when it has none.</param>
/// <param name="Slots">Named texts the template draws, in Chinese; a list is several lines. Data, never markup.</param>
public sealed record NewDocument(string Kind, string Subject, string Title, string? Number, IReadOnlyDictionary<string, string> Slots);

/// <summary>Templates of the main job (rulebook A appendix C).</summary>
public static class DocumentKinds
{
    /// <summary>营业执照正本. Slots: Uscc, Name, TypeText, HeadTitle, HeadName, CapitalTitle, Capital, EstablishedOn, AddressTitle, Address, Scope, Authority, IssuedOn, Copy, VerifyUrl.</summary>
    public const string LicenceOriginal = "licence-original";

    /// <summary>营业执照副本; same slots.</summary>
    public const string LicenceDuplicate = "licence-duplicate";

    /// <summary>Letter-like notices: slots To, Body (paragraphs separated by a line break), Items (one per line), Basis, Remedy, Sender, Date, Contact.</summary>
    public const string Notice = "notice";

    /// <summary>Application form summary: slots Sections (lines 「一、…」 head, 「名称：值」 rows), Commitment, Signatures, Date.</summary>
    public const string Application = "application";
}

/// <param name="Id">Id; its page is <c>/documents/{Id}.pdf</c>.</param>
/// <param name="Kind">Template.</param>
/// <param name="Title">Title.</param>
/// <param name="Number">Number.</param>
/// <param name="ContentDigest">SM3 of the frozen content.</param>
/// <param name="IssuedAt">UTC.</param>
public sealed record DocumentCard(Guid Id, string Kind, string Title, string? Number, string ContentDigest, DateTime IssuedAt);

/// <summary>A drawn PDF.</summary>
public sealed record DocumentFile(byte[] Pdf, string FileName, string Digest);

/// <param name="Id">Id; its page is <c>/materials/{Id}</c>.</param>
/// <param name="Kind">Kind of material.</param>
/// <param name="FileName">User's name for it.</param>
/// <param name="ContentType">By content, not by name.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Digest">SM3.</param>
/// <param name="UploadedAt">UTC.</param>
public sealed record MaterialCard(Guid Id, string Kind, string FileName, string ContentType, long Size, string Digest, DateTime UploadedAt);
