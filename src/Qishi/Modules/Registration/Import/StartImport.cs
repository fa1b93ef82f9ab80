using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Files;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Registration.Import;

public sealed class StartImportForm
{
    public IReadOnlyList<IFormFile>? File { get; set; }
}

/// <summary>Takes a file of an old register: looked at before it is kept (kind, size, head row), then tried out in the background. Nothing is written to the register yet.</summary>
internal sealed class StartImportHandler(AppDb db, IFileStore files, IRules rules, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    /// <returns>Id of the import.</returns>
    public async Task<Result<string>> HandleAsync(StartImportForm form, string key, CancellationToken ct)
    {
        if (await once.FindAsync(key, ct) is { } done)
            return done;
        if (form.File is not [var file] || file.Length == 0)
            return new Problem("file-required", "请选择1个.xlsx或CSV文件", nameof(form.File));
        await using var content = file.OpenReadStream();
        var taken = await TakeAsync(content, file.FileName, file.Length, ct);
        if (!taken.Ok)
            return Result<string>.Refused([.. taken.Problems.Select(p => p.At(nameof(form.File)))]);
        once.Remember(key, taken.Value.Id.ToString("N"));
        await db.SaveChangesAsync(ct);
        return taken.Value.Id.ToString("N");
    }

    /// <summary>Keeps the file and adds the import to the unit of work.</summary>
    public async Task<Result<ImportFile>> TakeAsync(Stream content, string name, long size, CancellationToken ct)
    {
        var most = (await rules.BookAsync(ct)).Int("import.maxMegabytes", clock.Today());
        if (size > most * 1_048_576L)
            return new Problem("file-big", $"文件有{size / 1_048_576}MB，超过{most}MB。请改用CSV文件，或者分成几个文件");
        try
        {
            // Reads the head and the first row: a file that is no table is refused here, before it is kept.
            using var rows = TableFile.Read(content).GetEnumerator();
            if (!rows.MoveNext())
                return new Problem("file-empty", "文件里只有列名，没有数据。请重新选择");
        }
        catch (TableFileException refusal)
        {
            return new Problem("file-refused", refusal.Message);
        }

        content.Position = 0;
        var stored = await files.PutAsync(content, ct);
        var import = new ImportFile
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Name = Path.GetFileName(name) is { Length: > 0 } label ? label.Length > 100 ? label[..100] : label : "未命名",
            Digest = stored.Digest,
            Size = stored.Size,
            State = ImportState.Checking,
            ById = actor.AccountId,
            ByName = actor.NameOnRecord,
            At = clock.UtcNow(),
        };
        db.Add(import);
        log.Record(actor, "ImportStarting", null, new ImportStarted(import.Id, import.Digest));
        return import;
    }
}

public sealed class ReleaseImportForm
{
    /// <summary>Version the person saw.</summary>
    public string? Version { get; set; }
}

/// <summary>Releases a checked import to be written. Two clicks, or two persons, release it once.</summary>
internal sealed class ReleaseImportHandler(AppDb db, EventLog log, Actor actor)
{
    public async Task<Result<string>> HandleAsync(Guid id, ReleaseImportForm form, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (await db.Set<ImportFile>().SingleOrDefaultAsync(i => i.Id == id, ct) is not { } import)
            return new Problem("not-found", "没有这次导入");
        if (import.State != ImportState.Checked || form.Version != $"{import.Version}")
            return new Problem("not-checked", $"这次导入现在是“{ImportFile.Word(import.State)}”，不能开始导入。请刷新页面");
        (import.State, import.Position, import.Fine, import.Unchanged, import.Bad, import.Doubtful, import.EndedAt) = (ImportState.Importing, 0, 0, 0, 0, 0, null);
        log.Record(actor, "ImportReleasing", null, new ImportReleased(id));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("not-checked", "同事刚刚开始了这次导入。请刷新页面");
        }

        return "已开始导入，可以离开本页，导入在后台进行";
    }
}
