using Microsoft.Net.Http.Headers;
using Qishi.Modules.Documents.Contracts;
using Qishi.Platform.Auth;

namespace Qishi.Modules.Documents;

/// <summary>Who may see the documents and material of a subject, and the headers they leave with.</summary>
internal sealed class DocumentDoor(Actor actor, IEnumerable<IDocumentAccess> owners)
{
    /// <summary>Nobody, unless the desk reads everything or the owner of the subject says yes.</summary>
    public async Task<bool> OpensAsync(string subject, CancellationToken ct)
    {
        if (actor.May(Permissions.Read))
            return true;
        var kind = subject[..Math.Max(0, subject.IndexOf(':', StringComparison.Ordinal))];
        var viewer = new DocumentViewer(actor.AccountId, actor.Kind == ActorKind.Staff, actor.Unit, actor.Department);
        foreach (var owner in owners.Where(o => o.SubjectKind == kind))
            if (await owner.MaySeeAsync(viewer, subject, ct))
                return true;
        return false;
    }

    /// <summary>Never kept by a browser or a proxy, never read as another type.</summary>
    public static void Seal(HttpResponse response, string fileName, bool inline)
    {
        // RFC 6266: filename* carries the Chinese name, filename an ASCII stand-in.
        var disposition = new ContentDispositionHeaderValue(inline ? "inline" : "attachment");
        disposition.SetHttpFileName(fileName);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.CacheControl = "private, no-store";
        response.Headers.XContentTypeOptions = "nosniff";
    }
}
