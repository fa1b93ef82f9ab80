using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Documents.Drawing;
using Qishi.Modules.Documents.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Files;

namespace Qishi.Modules.Documents;

/// <summary>
/// PDFs, drawn at the first request and kept by digest. Works in a scope of its own: asking for a PDF must not save what the caller has not saved yet.
/// The same content gives the same bytes, so two first requests at once do no harm.
/// </summary>
internal sealed class PdfShelf(IServiceScopeFactory scopes, IFileStore files, DocumentDrawing drawing, PublicAddress address, TimeProvider clock) : IDisposable
{
    // Drawing is the one heavy step here; more at once than cores would only make each slower.
    private readonly SemaphoreSlim pens = new(Math.Max(1, Environment.ProcessorCount));

    public async Task<DocumentFile?> PdfAsync(Guid documentId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.Program("文书");
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (await db.Set<Document>().SingleOrDefaultAsync(d => d.Id == documentId, ct) is not { } document)
            return null;
        if (document.PdfDigest is { } digest && await ReadAsync(digest, ct) is { } kept)
            return new(kept, document.FileName, digest);

        var content = DocumentContent.Read(document.Content);
        var signatures = await SignaturesAsync(db, content, ct);
        await pens.WaitAsync(ct);
        byte[] pdf;
        try
        {
            pdf = drawing.Draw(content, new(document.IssuedAt, Link(document, content), signatures));
        }
        finally
        {
            pens.Release();
        }

        var stored = await files.PutAsync(new MemoryStream(pdf, writable: false), ct);
        if (document.PdfDigest is null)
            await KeepAsync(scope.ServiceProvider, db, document, stored.Digest, ct);
        return new(pdf, document.FileName, stored.Digest);
    }

    /// <summary>What the QR code opens: the address the content names; a letter's own page otherwise.</summary>
    private string? Link(Document document, DocumentContent content) =>
        address.Of(content["VerifyUrl"] ?? (document.Kind == DocumentKinds.Notice ? Urls.DocumentPage(document.Id) : null));

    public void Dispose() => pens.Dispose();

    private async Task KeepAsync(IServiceProvider services, AppDb db, Document document, string digest, CancellationToken ct)
    {
        (document.PdfDigest, document.DrawnAt) = (digest, clock.UtcNow());
        services.GetRequiredService<EventLog>().Record(Actor.Program("文书"), "DocumentDrawing", null,
            new DocumentDrawn(document.Id, document.Kind, document.ContentDigest, digest, document.Subject));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another request or another copy drew the same bytes meanwhile and has recorded it.
        }
    }

    /// <summary>Signature pictures named by the content; only material of the same subject counts.</summary>
    private async Task<IReadOnlyList<SignaturePicture>> SignaturesAsync(AppDb db, DocumentContent content, CancellationToken ct)
    {
        const string prefix = "Signature:";
        var found = new List<SignaturePicture>();
        foreach (var (slot, value) in content.Slots.Where(s => s.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            if (Guid.TryParse(value, out var id)
                && await db.Set<Material>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == id && m.Subject == content.Subject && m.ContentType == "image/png", ct) is { } material
                && await ReadAsync(material.Digest, ct) is { } png)
                found.Add(new(slot[prefix.Length..], png));
        }

        return found;
    }

    private async Task<byte[]?> ReadAsync(string digest, CancellationToken ct)
    {
        await using var stream = await files.OpenAsync(digest, ct);
        if (stream is null)
            return null;
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, ct);
        return bytes;
    }
}
