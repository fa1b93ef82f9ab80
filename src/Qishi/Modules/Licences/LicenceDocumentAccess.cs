using Qishi.Modules.Documents.Contracts;

namespace Qishi.Modules.Licences;

/// <summary>The picture of a licence to print: who may use the licence.</summary>
internal sealed class LicenceDocumentAccess(LicenceDoor door) : IDocumentAccess
{
    public string SubjectKind => "licence";

    public async Task<bool> MaySeeAsync(DocumentViewer viewer, string subject, CancellationToken ct) => !viewer.IsStaff && await door.FindAsync(subject["licence:".Length..], ct) is not null;
}
