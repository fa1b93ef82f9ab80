using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Documents.Drawing;
using Qishi.Modules.Documents.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Documents.OpenDocument;

/// <summary>Hands out a document as PDF. Somebody else's document looks exactly like none.</summary>
internal sealed class OpenDocumentHandler(AppDb db, IDocuments documents, DocumentDoor door, ILogger<OpenDocumentHandler> log)
{
    public async Task<IResult> HandleAsync(Guid id, bool download, HttpResponse response, CancellationToken ct)
    {
        var subject = await db.Set<Document>().Where(d => d.Id == id).Select(d => d.Subject).SingleOrDefaultAsync(ct);
        if (subject is null || !await door.OpensAsync(subject, ct))
            return Results.NotFound();
        try
        {
            if (await documents.PdfAsync(id, ct) is not { } file)
                return Results.NotFound();
            DocumentDoor.Seal(response, file.FileName, inline: !download);
            // The site's own policy forbids plug-ins; browsers show a PDF in one.
            response.Headers.ContentSecurityPolicy = "default-src 'none'; object-src 'self'; frame-ancestors 'none'";
            return Results.Bytes(file.Pdf, "application/pdf");
        }
        catch (UndrawableException e)
        {
            log.LogError(e, "Document {DocumentId} cannot be drawn", id);
            return Results.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "文书暂时不能生成PDF");
        }
    }
}
