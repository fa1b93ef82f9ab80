using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Export;
using Qishi.Platform.Files;

namespace Qishi.Modules.Inspections.LibraryImports;

public sealed class LibraryImportForm
{
    public IReadOnlyList<IFormFile>? File { get; set; }
}

/// <summary>A list goes into a library in two steps: tried, with a sentence for every row; then applied, all sound rows or none.</summary>
internal sealed class LibraryImportHandler(AppDb db, CreditLines credit, InspectorLines inspectors, IFileStore files, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    private static readonly Problem NotAllowed = new("not-allowed", "名录库由双随机联席办导入");

    public Task<LibraryImport?> FindAsync(Guid id, CancellationToken ct) => db.Set<LibraryImport>().SingleOrDefaultAsync(i => i.Id == id, ct);

    public Task<List<LibraryImport>> LastAsync(ImportKind kind, CancellationToken ct) => db.Set<LibraryImport>().AsNoTracking().Where(i => i.Kind == kind).OrderByDescending(i => i.UploadedAt).Take(20).ToListAsync(ct);

    public async Task<Result<Guid>> TryAsync(ImportKind kind, LibraryImportForm form, string key, CancellationToken ct)
    {
        if (!actor.May(Permissions.People))
            return NotAllowed;
        if (await once.FindAsync(key, ct) is { } done)
            return Guid.Parse(done);
        var read = ImportSheet.Read(form.File is [{ } file, ..] ? file : null, kind == ImportKind.CreditClasses ? CreditLines.Heads : InspectorLines.Heads);
        if (!read.Ok)
            return Result<Guid>.Refused(read.Problems);
        var lines = kind == ImportKind.CreditClasses ? await credit.ReadAsync(read.Value, ct) : await inspectors.ReadAsync(read.Value, ct);
        using var stream = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(lines));
        var import = new LibraryImport
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Kind = kind,
            FileName = NormalisedText.Text(Path.GetFileName(form.File![0].FileName)) is { Length: <= 100 } name ? name : "名单.xlsx",
            RowsFile = (await files.PutAsync(stream, ct)).Digest,
            Added = lines.Count(l => l.Effect == LineEffect.Add),
            Changed = lines.Count(l => l.Effect == LineEffect.Change),
            Same = lines.Count(l => l.Effect == LineEffect.Same),
            Bad = lines.Count(l => l.Effect == LineEffect.Bad),
            UploadedBy = actor.NameOnRecord,
            UploadedAt = clock.UtcNow(),
        };
        db.Add(import);
        once.Remember(key, import.Id.ToString());
        log.Record(actor, "LibraryImporting", null, new InspectionListImported(import.Id, kind.ToString(), import.Added, import.Changed, import.Bad, false));
        await db.SaveChangesAsync(ct);
        return import.Id;
    }

    public async Task<Result<string>> ApplyAsync(Guid id, CancellationToken ct)
    {
        if (!actor.May(Permissions.People) || await FindAsync(id, ct) is not { } import)
            return NotAllowed;
        if (import.AppliedAt is not null)
            return new Problem("applied", $"这份名单{import.AppliedBy}已经导入，没有再做改动");
        if (import.Kind == ImportKind.Inspectors && await db.Set<LibraryImport>().AnyAsync(i => i.Kind == import.Kind && i.AppliedAt > import.UploadedAt, ct))
            return new Problem("stale", "试运行以后名录库又导入过别的名单，结果不再准确。请重新上传");
        var lines = await LinesAsync(import, ct);
        var done = import.Kind == ImportKind.CreditClasses ? await credit.ApplyAsync(lines, ct) : await inspectors.ApplyAsync(lines, ct);
        import.Apply(actor.NameOnRecord, clock.UtcNow());
        log.Record(actor, "LibraryImporting", null, new InspectionListImported(id, import.Kind.ToString(), import.Added, import.Changed, import.Bad, true));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            return new Problem("changed", "导入的时候名录库正好有改动，一行也没有导入。请再点一次导入");
        }

        return $"已导入{done}行{(import.Bad > 0 ? $"；{import.Bad}行有问题，没有导入" : "")}";
    }

    public async Task<IReadOnlyList<ImportLine>> LinesAsync(LibraryImport import, CancellationToken ct)
    {
        await using var stream = await files.OpenAsync(import.RowsFile, ct) ?? throw new InvalidOperationException($"The rows of import {import.Id} are gone.");
        return await JsonSerializer.DeserializeAsync<List<ImportLine>>(stream, cancellationToken: ct) ?? [];
    }

    public async Task<IResult> ReportAsync(Guid id, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } import)
            return Results.NotFound();
        ExcelColumn<ImportLine>[] columns = [new("行号", l => l.No, 8), new("代码、工号", l => l.Key, 22), new("名称", l => l.Name, 36), new("结果", l => ImportLine.Word(l.Effect), 10), new("说明", l => l.Note, 60)];
        var rows = (await LinesAsync(import, ct)).OrderByDescending(l => l.Effect == LineEffect.Bad).ThenBy(l => l.No).Take(ExcelFile.MostRows).ToList();
        return ExcelFile.Download(ExcelFile.Write("导入结果", import.FileName, columns, rows, actor, clock.UtcNow()), "导入结果", clock.UtcNow());
    }
}

internal static class ImportDownloads
{
    public static Task<IResult> ReportAsync(Guid id, LibraryImportHandler handler, CancellationToken ct) => handler.ReportAsync(id, ct);

    public static IResult CreditTemplate() => ImportSheet.Template("信用类别导入模板", CreditLines.Heads, CreditLines.Example);

    public static IResult InspectorTemplate() => ImportSheet.Template("检查人员导入模板", InspectorLines.Heads, InspectorLines.Example);
}
