using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Documents.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Files;

namespace Qishi.Modules.Documents.OpenMaterial;

/// <summary>Hands out an uploaded file: pictures to look at, PDFs of users only as downloads. Somebody else's file looks exactly like none.</summary>
internal sealed class OpenMaterialHandler(AppDb db, IFileStore files, DocumentDoor door)
{
    public async Task<IResult> HandleAsync(Guid id, bool download, HttpResponse response, CancellationToken ct)
    {
        var material = await db.Set<Material>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == id && m.RemovedAt == null, ct);
        if (material is null || !await door.OpensAsync(material.Subject, ct) || await files.OpenAsync(material.Digest, ct) is not { } content)
            return Results.NotFound();
        var picture = material.ContentType.StartsWith("image/", StringComparison.Ordinal);
        DocumentDoor.Seal(response, FileLabel.WithExtension(material.FileName, material.ContentType), inline: picture && !download);
        // Whatever a browser makes of the bytes, it runs nothing and reaches nothing.
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Stream(content, material.ContentType);
    }
}
