using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Documents.Drawing;
using Qishi.Modules.Documents.Model;
using Qishi.Modules.Documents.Screening;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Files;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Documents;

/// <summary>Rows join the caller's unit of work; bytes go to the file store first, so a crash between the two leaves bytes without a row, never a row without bytes.</summary>
internal sealed class DocumentArchive(AppDb db, IFileStore files, Screen screen, PdfShelf shelf, IRules rules, IServiceProvider services, Actor actor, TimeProvider clock) : IDocuments
{
    public DocumentCard Issue(NewDocument document)
    {
        if (!DocumentDrawing.Draws(document.Kind))
            throw new ArgumentException($"There is no template “{document.Kind}”.", nameof(document));
        var text = DocumentContent.Of(document).Canonical();
        var row = new Document
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Kind = document.Kind,
            Subject = document.Subject,
            Title = document.Title,
            Number = document.Number,
            Content = text,
            ContentDigest = DocumentContent.DigestOf(text),
            IssuedAt = Now(),
        };
        db.Add(row);
        return row.Card;
    }

    public async Task<IReadOnlyList<DocumentCard>> OfAsync(string subject, CancellationToken ct) =>
        await db.Set<Document>().AsNoTracking().Where(d => d.Subject == subject).OrderByDescending(d => d.IssuedAt).ThenByDescending(d => d.Id)
            .Select(d => new DocumentCard(d.Id, d.Kind, d.Title, d.Number, d.ContentDigest, d.IssuedAt)).ToListAsync(ct);

    public async Task<ILookup<string, DocumentCard>> OfAllAsync(IReadOnlyCollection<string> subjects, CancellationToken ct) =>
        (await db.Set<Document>().AsNoTracking().Where(d => subjects.Contains(d.Subject)).OrderByDescending(d => d.IssuedAt).ThenByDescending(d => d.Id)
            .Select(d => new { d.Subject, Card = new DocumentCard(d.Id, d.Kind, d.Title, d.Number, d.ContentDigest, d.IssuedAt) }).ToListAsync(ct)).ToLookup(d => d.Subject, d => d.Card, StringComparer.Ordinal);

    public Task<bool> OpensAsync(string subject, CancellationToken ct) =>
        // Found late: owners of documents may themselves depend on this.
        services.GetRequiredService<DocumentDoor>().OpensAsync(subject, ct);

    public Task<DocumentFile?> PdfAsync(Guid documentId, CancellationToken ct) => shelf.PdfAsync(documentId, ct);

    public async Task<Result<MaterialCard>> AcceptAsync(Stream content, string fileName, string subject, string kind, CancellationToken ct)
    {
        var limits = ScreenLimits.From(await rules.BookAsync(ct), clock.Today());
        if (await db.Set<Material>().CountAsync(m => m.Subject == subject && m.RemovedAt == null, ct) >= limits.MaxFiles)
            return ScreenProblems.TooMany(limits.MaxFiles);
        var screened = await screen.CheckAsync(content, fileName, kind, limits, ct);
        if (!screened.Ok)
            return Result<MaterialCard>.Refused(screened.Problems);
        var file = screened.Value;
        var stored = await files.PutAsync(new MemoryStream(file.Bytes, writable: false), ct);

        // A double click or a retry: the same file for the same purpose is there already.
        var same = await db.Set<Material>().FirstOrDefaultAsync(m => m.Subject == subject && m.Kind == kind && m.Digest == stored.Digest && m.RemovedAt == null, ct);
        if (same is not null)
            return same.Card;
        var row = new Material
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Subject = subject,
            Kind = kind,
            FileName = file.Label,
            ContentType = file.ContentType,
            Size = stored.Size,
            Digest = stored.Digest,
            UploadedAt = Now(),
            UploadedBy = actor.AccountId,
        };
        db.Add(row);
        return row.Card;
    }

    public async Task<IReadOnlyList<MaterialCard>> MaterialsOfAsync(string subject, CancellationToken ct) =>
        [.. (await db.Set<Material>().AsNoTracking().Where(m => m.Subject == subject && m.RemovedAt == null).OrderBy(m => m.UploadedAt).ThenBy(m => m.Id).ToListAsync(ct)).Select(m => m.Card)];

    public async Task<byte[]?> MaterialAsync(Guid materialId, CancellationToken ct)
    {
        if (await db.Set<Material>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == materialId && m.RemovedAt == null, ct) is not { } material || !await OpensAsync(material.Subject, ct)
            || await files.OpenAsync(material.Digest, ct) is not { } content)
            return null;
        await using (content)
        {
            using var bytes = new MemoryStream((int)material.Size);
            await content.CopyToAsync(bytes, ct);
            return bytes.ToArray();
        }
    }

    public async Task RemoveMaterialAsync(Guid materialId, CancellationToken ct)
    {
        if (await db.Set<Material>().FindAsync([materialId], ct) is { RemovedAt: null } row)
            row.RemovedAt = clock.UtcNow();
    }

    /// <summary>In microseconds, as PostgreSQL keeps it: a card reads the same before and after the save.</summary>
    private DateTime Now()
    {
        var now = clock.UtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
