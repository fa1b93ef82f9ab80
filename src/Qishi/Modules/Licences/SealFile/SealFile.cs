using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Licences.Contracts;
using Qishi.Modules.Licences.Model;
using Qishi.Modules.Licences.Seals;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Files;

namespace Qishi.Modules.Licences.SealFile;

public sealed class SealFileForm
{
    public IReadOnlyList<IFormFile>? File { get; set; }
    public string? Page { get; set; }
    public bool Agree { get; set; }
}

/// <summary>Puts one of the holder's seals on a PDF and keeps the sealed file with the row of the log.</summary>
internal sealed class SealFileHandler(AppDb db, MySealsHandler seals, SealPress press, IDocuments documents, IFileStore files, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<(Holding Holding, ElectronicSeal Seal)?> FindAsync(string uscc, Guid id, CancellationToken ct) =>
        await seals.FindAsync(uscc, ct) is { } h && await db.Set<ElectronicSeal>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.Owner == uscc, ct) is { State: SealState.Active } seal ? (h, seal) : null;

    public async Task<Result<Guid>?> HandleAsync(string uscc, Guid id, SealFileForm form, string key, CancellationToken ct)
    {
        if (await FindAsync(uscc, id, ct) is not { } found)
            return null;
        if (await once.FindAsync(key, ct) is { } done)
            return (Result<Guid>)Guid.Parse(done);
        var problems = new List<Problem>();
        int? page = null;
        if (NormalisedText.Text(form.Page) is { Length: > 0 } typed)
        {
            if (int.TryParse(typed, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) && n > 0)
                page = n;
            else
                problems.Add(new("page-unreadable", $"“{typed}”不是页码。请填写数字，不填就盖在最后一页", nameof(form.Page)));
        }

        if (form.File is not [{ } file, ..])
            problems.Add(new("file-required", "请选择要盖章的PDF", nameof(form.File)));
        if (!form.Agree)
            problems.Add(new("agree-required", "请确认文件内容是您的真实意思", nameof(form.Agree)));
        if (problems.Count > 0)
            return Result<Guid>.Refused(problems);
        var use = Guid.CreateVersion7(clock.GetUtcNow());
        await using var content = form.File![0].OpenReadStream();
        var screened = await documents.AcceptAsync(content, form.File[0].FileName, $"seal-use:{use:N}", "to-seal", ct);
        if (!screened.Ok)
            return Result<Guid>.Refused([.. screened.Problems.Select(p => p.At(nameof(form.File)))]);
        if (screened.Value.ContentType != "application/pdf")
            return new Problem("pdf-only", "只能给PDF盖章。照片和文档请先另存为PDF", nameof(form.File));
        var pdf = await ReadAsync(screened.Value.Digest, ct) ?? throw new InvalidOperationException("The file just stored is not there.");
        var signed = press.Put(found.Seal, pdf, page);
        if (!signed.Ok)
            return Result<Guid>.Refused(signed.Problems);
        var stored = await files.PutAsync(new MemoryStream(signed.Value, writable: false), ct);
        db.Add(new SealUse
        {
            Id = use,
            SealId = found.Seal.Id,
            Owner = uscc,
            FileName = screened.Value.FileName,
            SourceDigest = screened.Value.Digest,
            Digest = stored.Digest,
            Size = stored.Size,
            By = found.Holding.By,
            AccountId = actor.AccountId,
            GrantId = found.Holding.Grant?.Id,
            At = clock.UtcNow(),
        });
        once.Remember(key, use.ToString());
        log.Record(actor, "FileSealing", null, new FileSealed(use, uscc, found.Seal.EsId, Sm3.Hex(signed.Value)));
        await db.SaveChangesAsync(ct);
        return (Result<Guid>)use;
    }

    /// <summary>The sealed file, for who may use the seals.</summary>
    public async Task<IResult> DownloadAsync(string uscc, Guid id, HttpContext http, CancellationToken ct)
    {
        if (await seals.FindAsync(uscc, ct) is not { } h || await db.Set<SealUse>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == id && u.Owner == uscc, ct) is not { } use
            || (!h.IsHolder && use.GrantId != h.Grant!.Id) || await ReadAsync(use.Digest, ct) is not { } bytes)
            return Results.NotFound();
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"{Path.GetFileNameWithoutExtension(use.FileName)}（已签章）.pdf");
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.Bytes(bytes, "application/pdf");
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
