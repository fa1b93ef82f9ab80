namespace Qishi.Modules.Documents.Contracts;

/// <summary>
/// Socket: the module that owns a kind of subject says who may see its documents and material. Without an answer nobody may, except staff who hold
/// <c>documents.read</c>. Registered by the owning module as <c>IDocumentAccess</c>.
/// </summary>
public interface IDocumentAccess
{
    /// <summary>Kind of subject this module answers for, the part before the colon, e.g. <c>case</c>.</summary>
    string SubjectKind { get; }

    /// <summary>True when the viewer may see documents and material of this subject. Asked on every request; must be cheap.</summary>
    Task<bool> MaySeeAsync(DocumentViewer viewer, string subject, CancellationToken ct);
}

/// <summary>Who asks.</summary>
/// <param name="AccountId">Account; null for visitors and machine clients.</param>
/// <param name="IsStaff">Staff of the bureau, a department or an outlet.</param>
/// <param name="Unit">Code of the org unit of the chosen posting.</param>
/// <param name="Department">Code of the department a liaison works for, or of the outlet of a clerk.</param>
public sealed record DocumentViewer(Guid? AccountId, bool IsStaff, string? Unit, string? Department);
