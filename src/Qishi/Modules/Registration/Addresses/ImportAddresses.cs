using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Registration.ImportScope;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Export;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.Addresses;

public sealed class ImportAddressesForm
{
    public string? Source { get; set; }
    public string? ValidFrom { get; set; }
    public IReadOnlyList<IFormFile>? File { get; set; }
}

/// <summary>A list of addresses was uploaded and tried; nothing is entered yet.</summary>
internal sealed record AddressesTried(Guid Id, int Rows, int Bad) : IEvent
{
    public string Subject => "addresses:" + Id.ToString("N");
}

/// <summary>A list of addresses and grids was entered.</summary>
internal sealed record AddressesImported(Guid Id, int Added, int Changed, int Ended) : IEvent
{
    public string Subject => "addresses:" + Id.ToString("N");
}

/// <summary>
/// Takes over the tree of standard addresses with grids and their stations: upload → dry run with a report for every row → entered, all or nothing. Bad rows are set aside and stay in the report;
/// the same file again changes nothing.
/// </summary>
internal sealed class ImportAddressesHandler(AppDb db, CatalogueCache catalogues, IDirectory directory, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<Result<Guid>> TryAsync(ImportAddressesForm form, string key, CancellationToken ct)
    {
        if (await once.FindAsync(key, ct) is { } done)
            return Guid.Parse(done);
        var (source, problems) = (NormalisedText.Text(form.Source), new List<Problem>());
        if (source.Length is < 2 or > 40)
            problems.Add(new("source-required", "请填写数据来源，例如“公安标准地址库”", nameof(form.Source)));
        var from = TypedDate.Parse(form.ValidFrom, "生效日期", clock.Today());
        problems.AddRange(from.Problems.Select(p => p.At(nameof(form.ValidFrom))));
        if (form.File is not [{ } file, ..])
            problems.Add(new("file-required", "请选择地址文件", nameof(form.File)));
        if (problems.Count > 0)
            return Result<Guid>.Refused(problems);
        await using var content = form.File![0].OpenReadStream();
        var read = CatalogueFile.Read(content, form.File[0].FileName, AddressRows.Heads);
        if (!read.Ok)
            return Result<Guid>.Refused(read.Problems);
        var rows = AddressRows.Read(read.Value, await catalogues.GetAsync(ct), await StockAsync(from.Value, ct), from.Value);
        int Count(RowEffect effect) => rows.Count(r => r.Effect == effect);
        var import = new AddressImport
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            FileName = NormalisedText.Text(Path.GetFileName(form.File[0].FileName)),
            Source = source,
            ValidFrom = from.Value,
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
        log.Record(actor, "AddressesTrying", null, new AddressesTried(import.Id, rows.Count, import.Bad));
        once.Remember(key, import.Id.ToString());
        await db.SaveChangesAsync(ct);
        return import.Id;
    }

    public Task<AddressImport?> FindAsync(Guid id, CancellationToken ct) => db.Set<AddressImport>().SingleOrDefaultAsync(i => i.Id == id, ct);

    public Task<List<AddressImport>> LastAsync(CancellationToken ct) => db.Set<AddressImport>().AsNoTracking().OrderByDescending(i => i.UploadedAt).Take(20).ToListAsync(ct);

    public static IReadOnlyList<AddressRow> RowsOf(AddressImport import) => JsonSerializer.Deserialize<List<AddressRow>>(import.Rows) ?? [];

    /// <summary>Enters a tried list. A second person, or a second click, finds it done.</summary>
    public async Task<Result<string>?> ApplyAsync(Guid id, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } import)
            return null;
        if (import.AppliedAt is not null)
            return new Problem("applied", $"这一份{import.AppliedBy}已经启用，没有再做改动");
        if (await db.Set<AddressImport>().AnyAsync(i => i.AppliedAt > import.UploadedAt, ct))
            return new Problem("stale", "上传以后地址库已经变过，试运行的结果不再准确。请重新上传");
        await AddressWriting.PutAsync(db, RowsOf(import), import.Source, import.ValidFrom, actor.NameOnRecord, ct);
        import.Apply(actor.NameOnRecord, clock.UtcNow());
        log.Record(actor, "AddressesImporting", import.Source, new AddressesImported(id, import.Added, import.Changed, import.Ended));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            return new Problem("applied", "另一人刚刚启用了一份地址。请刷新页面");
        }

        return $"已启用：新增{import.Added}条，修改{import.Changed}条，停用{import.Ended}条{(import.Bad > 0 ? $"；{import.Bad}行有问题，没有导入" : "")}";
    }

    public async Task<IResult> ReportAsync(Guid id, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } import)
            return Results.NotFound();
        ExcelColumn<AddressRow>[] columns =
        [
            new("行号", r => r.Line, 8), new("类别", r => r.IsGrid ? "网格" : "地址", 8), new("村社区代码", r => r.AreaCode, 16), new("网格代码", r => r.Grid, 18), new("网格名称", r => r.GridName, 20), new("监管所代码", r => r.Station, 14),
            new("路名", r => r.Road, 20), new("门牌号", r => r.Number, 12), new("地址编码", r => r.Code, 26), new("结果", r => ImportScopeHandler.Word(r.Effect), 10), new("说明", r => r.Note, 48),
        ];
        var rows = RowsOf(import).OrderByDescending(r => r.Effect == RowEffect.Bad).ThenBy(r => r.Line).Take(ExcelFile.MostRows).ToList();
        return ExcelFile.Download(ExcelFile.Write("标准地址试运行", $"{import.Source}，{import.FileName}", columns, rows, actor, clock.UtcNow()), "标准地址试运行", clock.UtcNow());
    }

    private async Task<AddressStock> StockAsync(DateOnly on, CancellationToken ct)
    {
        var stations = await db.Set<GridStation>().AsNoTracking().Where(s => s.From <= on).ToListAsync(ct);
        var doors = await db.Set<StandardAddress>().AsNoTracking().ToListAsync(ct);
        return new(
            await db.Set<Grid>().AsNoTracking().ToDictionaryAsync(g => g.Code, ct),
            stations.GroupBy(s => s.Grid).ToDictionary(g => g.Key, g => g.MaxBy(s => s.From)!.Station),
            doors.GroupBy(d => d.Code).ToDictionary(g => g.Key, g => g.MaxBy(d => d.From)!),
            (await directory.UnitsAsync(OrgUnitKind.Station, on, ct)).Select(u => u.Code).ToHashSet(StringComparer.Ordinal));
    }
}
