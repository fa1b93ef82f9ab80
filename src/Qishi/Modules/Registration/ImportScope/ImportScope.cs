using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Export;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.ImportScope;

public sealed class ImportScopeForm
{
    public string? Edition { get; set; }
    public string? ValidFrom { get; set; }
    public string? Whole { get; set; }
    public IReadOnlyList<IFormFile>? File { get; set; }
}

/// <summary>An edition of the catalogue was uploaded and tried; nothing is in force yet.</summary>
internal sealed record ScopeCatalogueTried(Guid Id, int Rows, int Bad) : IEvent
{
    public string Subject => "scope-catalogue:" + Id.ToString("N");
}

/// <summary>An edition of the catalogue came into force.</summary>
internal sealed record ScopeCatalogueImported(Guid Id, int Added, int Changed, int Ended) : IEvent
{
    public string Subject => "scope-catalogue:" + Id.ToString("N");
}

/// <summary>
/// Takes the official catalogue over: upload → dry run with a report for every row → in force, all or nothing. Bad rows are set aside and stay in the report;
/// what changed keeps its earlier version, what ended keeps its row.
/// </summary>
internal sealed class ImportScopeHandler(AppDb db, CatalogueCache catalogues, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<Result<Guid>> TryAsync(ImportScopeForm form, string key, CancellationToken ct)
    {
        if (await once.FindAsync(key, ct) is { } done)
            return Guid.Parse(done);
        var (edition, problems) = (NormalisedText.Text(form.Edition), new List<Problem>());
        if (edition.Length is < 2 or > 40 || edition == ScopeItem.Sample)
            problems.Add(new("edition-required", "请填写目录版本，例如“2026年第3版”", nameof(form.Edition)));
        var from = TypedDate.Parse(form.ValidFrom, "启用日期", clock.Today());
        if (!from.Ok)
            problems.AddRange(from.Problems.Select(p => p.At(nameof(form.ValidFrom))));
        else if (from.Value > clock.Today())
            problems.Add(new("valid-from", "启用日期还没到。请在启用当天或者以后导入", nameof(form.ValidFrom)));
        if (form.File is not [{ } file, ..])
            problems.Add(new("file-required", "请选择目录文件", nameof(form.File)));
        if (problems.Count > 0)
            return Result<Guid>.Refused(problems);
        await using var content = form.File![0].OpenReadStream();
        var read = CatalogueFile.Read(content, form.File[0].FileName, ScopeRows.Heads);
        if (!read.Ok)
            return Result<Guid>.Refused(read.Problems);
        var whole = form.Whole == "true";
        var rows = ScopeRows.Read(read.Value, await catalogues.GetAsync(ct), from.Value, whole);
        int Count(RowEffect effect) => rows.Count(r => r.Effect == effect);
        var import = new ScopeImport
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Edition = edition,
            FileName = NormalisedText.Text(Path.GetFileName(form.File[0].FileName)),
            ValidFrom = from.Value,
            Whole = whole,
            Rows = JsonSerializer.Serialize(rows),
            Added = Count(RowEffect.Add),
            Changed = Count(RowEffect.Change),
            Same = Count(RowEffect.Same),
            Ended = Count(RowEffect.End),
            Bad = Count(RowEffect.Bad),
            UploadedBy = actor.NameOnRecord,
            UploadedAt = clock.UtcNow(),
        };
        db.Add(import);
        log.Record(actor, "ScopeCatalogueTrying", null, new ScopeCatalogueTried(import.Id, rows.Count, import.Bad));
        once.Remember(key, import.Id.ToString());
        await db.SaveChangesAsync(ct);
        return import.Id;
    }

    public Task<ScopeImport?> FindAsync(Guid id, CancellationToken ct) => db.Set<ScopeImport>().SingleOrDefaultAsync(i => i.Id == id, ct);

    public Task<List<ScopeImport>> LastAsync(CancellationToken ct) => db.Set<ScopeImport>().AsNoTracking().OrderByDescending(i => i.UploadedAt).Take(20).ToListAsync(ct);

    public static IReadOnlyList<ScopeRow> RowsOf(ScopeImport import) => JsonSerializer.Deserialize<List<ScopeRow>>(import.Rows) ?? [];

    /// <summary>Puts a tried edition in force. A second person, or a second click, finds it done.</summary>
    public async Task<Result<string>?> ApplyAsync(Guid id, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } import)
            return null;
        if (import.AppliedAt is not null)
            return new Problem("applied", $"这一版{import.AppliedBy}已经启用，没有再做改动");
        if (await db.Set<ScopeImport>().AnyAsync(i => i.AppliedAt > import.UploadedAt, ct))
            return new Problem("stale", "上传以后目录已经变过，试运行的结果不再准确。请重新上传");
        var items = await db.Set<ScopeItem>().ToDictionaryAsync(i => i.Code, ct);
        var place = items.Count == 0 ? 0 : items.Values.Max(i => i.Place) + 1;
        foreach (var row in RowsOf(import).Where(r => r.Effect is RowEffect.Add or RowEffect.Change or RowEffect.End))
        {
            if (!items.TryGetValue(row.Code, out var item))
                db.Add(item = new ScopeItem { Code = row.Code, Name = row.Name, Class4 = row.Class4, Place = place++ });
            else
                db.Add(ScopeItemPast.Of(item, import.ValidFrom));
            Put(row, item, import);
        }

        import.Apply(actor.NameOnRecord, clock.UtcNow());
        log.Record(actor, "ScopeCatalogueImporting", import.Edition, new ScopeCatalogueImported(id, import.Added, import.Changed, import.Ended));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            return new Problem("applied", "另一人刚刚启用了这一版。请刷新页面");
        }

        catalogues.Forget();
        return $"已启用：新增{import.Added}项，修改{import.Changed}项，停用{import.Ended}项{(import.Bad > 0 ? $"；{import.Bad}行有问题，没有导入" : "")}";
    }

    public async Task<IResult> ReportAsync(Guid id, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } import)
            return Results.NotFound();
        ExcelColumn<ScopeRow>[] columns =
        [
            new("行号", r => r.Line == 0 ? null : r.Line, 8), new("代码", r => r.Code, 12), new("名称", r => r.Name, 40), new("结果", r => Word(r.Effect), 10), new("说明", r => r.Note, 48),
        ];
        var rows = RowsOf(import).OrderByDescending(r => r.Effect == RowEffect.Bad).ThenBy(r => r.Line).Take(ExcelFile.MostRows).ToList();
        return ExcelFile.Download(ExcelFile.Write("经营范围目录试运行", $"{import.Edition}，{import.FileName}", columns, rows, actor, clock.UtcNow()), "经营范围目录试运行", clock.UtcNow());
    }

    public static string Word(RowEffect effect) => effect switch { RowEffect.Add => "新增", RowEffect.Change => "修改", RowEffect.Same => "不变", RowEffect.End => "停用", RowEffect.Bad => "有问题" };

    private static void Put(ScopeRow row, ScopeItem item, ScopeImport import)
    {
        (item.Name, item.Kind, item.Class4, item.Permit, item.Department) = (row.Name, row.Kind, row.Class4, row.Permit, row.Department);
        (item.Note, item.To, item.Edition) = (row.Remark, row.Until, import.Edition);
        if (row.Synonyms.Length > 0)
            item.Synonyms = row.Synonyms;
        if (row.Effect != RowEffect.End)
            item.From = import.ValidFrom;
    }
}
