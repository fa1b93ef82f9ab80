using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Registration;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Import;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration;

/// <summary>Import of an old register: dry run, resuming, repeating, the queue of rows to mend, hostile files.</summary>
public sealed class ImportTests
{
    private static readonly string[] Heads = [.. ImportColumns.All.Select(c => c.Head)];

    internal static Dictionary<string, string> Shop(Action<Dictionary<string, string>>? change = null)
    {
        var row = new Dictionary<string, string>
        {
            [ImportColumns.Uscc] = Given.Code('2'),
            [ImportColumns.Name] = $"望溪县{Given.TradeName()}米粉店",
            [ImportColumns.Kind] = "个体工商户",
            [ImportColumns.EstablishedOn] = "2019-05-06",
            [ImportColumns.Area] = "451521101001",
            [ImportColumns.Address] = "望溪县清河镇兴隆社区兴隆街12号",
            [ImportColumns.Scope] = "餐饮服务；日用百货销售。",
            [ImportColumns.Items] = "H001;F029",
            [ImportColumns.People] = $"梁小河|{Given.Id()}|13800000001|经营者、登记联络员|望溪县清河镇",
        };
        change?.Invoke(row);
        return row;
    }

    private static Dictionary<string, string> Company() => Shop(r =>
    {
        r[ImportColumns.Uscc] = Given.Code();
        r[ImportColumns.LegacyNo] = "451521600123456";
        r[ImportColumns.Name] = $"望溪县{Given.TradeName()}食品有限公司";
        r[ImportColumns.Kind] = "有限责任公司";
        r[ImportColumns.Capital] = "100";
        r[ImportColumns.People] = $"梁小河|{Given.Id()}|13800000001|法定代表人、执行董事、总经理\n覃小兰|{Given.Id()}||监事、登记联络员";
        r[ImportColumns.Holders] = "梁小河|60|10|货币|2053-06-01\n望溪县兴隆投资有限公司|40||货币|2030-01-01||" + Given.Code() + "|企业法人";
        r[ImportColumns.History] = $"2021-03-04|名称|望溪县旧名食品有限公司|{r[ImportColumns.Name]}|经营需要\n2022-05-06|法定代表人|覃小兰|梁小河|";
    });

    private static byte[] CsvOf(params IReadOnlyList<Dictionary<string, string>> rows)
    {
        static string Cell(string c) => c.AsSpan().IndexOfAny(",\"\n") >= 0 ? $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : c;
        var text = string.Join(',', Heads) + "\n" + string.Concat(rows.Select(r => string.Join(',', Heads.Select(h => Cell(r.GetValueOrDefault(h, "")))) + "\n"));
        return Encoding.UTF8.GetBytes(text);
    }

    private static async Task<ImportFile> ImportAsync(TestApp app, byte[] file, bool write = true)
    {
        var id = await StartedAsync(app, file);
        await RunAsync(app, id);
        if (write)
        {
            Assert.Equal(ImportState.Checked, (await ReadAsync(app, id)).State);
            await ReleaseAsync(app, id);
            await RunAsync(app, id);
        }

        return await ReadAsync(app, id);
    }

    private static Task<Guid> StartedAsync(TestApp app, byte[] file) => app.AsAsync(null, async s =>
    {
        var taken = await s.GetRequiredService<StartImportHandler>().TakeAsync(new MemoryStream(file), "旧库.csv", file.Length, default);
        Assert.True(taken.Ok, taken.Ok ? "" : taken.Problems[0].Sentence);
        await s.GetRequiredService<AppDb>().SaveChangesAsync();
        return taken.Value.Id;
    });

    private static async Task ReleaseAsync(TestApp app, Guid id) =>
        Assert.True((await app.AsAsync(null, async s => await s.GetRequiredService<ReleaseImportHandler>().HandleAsync(id, new() { Version = $"{(await ReadAsync(app, id)).Version}" }, default))).Ok);

    private static async Task RunAsync(TestApp app, Guid id)
    {
        // The program's own job may be at it already; it then does the same work.
        while (!await app.Services.GetRequiredService<ImportRun>().RunAsync(id, null, default) || (await ReadAsync(app, id)).Running)
            await Task.Yield();
    }

    private static Task<ImportFile> ReadAsync(TestApp app, Guid id) => app.WithDbAsync(db => db.Set<ImportFile>().AsNoTracking().SingleAsync(i => i.Id == id));

    private static Task<List<ImportRow>> RowsAsync(TestApp app, Guid id) => app.WithDbAsync(db => db.Set<ImportRow>().AsNoTracking().Where(r => r.ImportId == id).OrderBy(r => r.No).ToListAsync());

    [Theory, OnEachDatabase]
    public async Task DryRun_ChangesNothing_AndSaysWhatWouldBecomeOfEachRow(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (good, bad) = (Shop(), Shop(r => r[ImportColumns.Uscc] = "92451521MACY00018X"));
        var import = await ImportAsync(app, CsvOf([good, bad, Shop(r => r[ImportColumns.Area] = "")]), write: false);
        Assert.Equal((ImportState.Checked, 3, 2, 1, 1), (import.State, import.Total, import.Fine, import.Bad, import.Doubtful));
        var rows = await RowsAsync(app, import.Id);
        Assert.Equal([RowOutcome.Ready, RowOutcome.Bad, RowOutcome.Ready], rows.Select(r => r.Outcome));
        Assert.StartsWith("统一社会信用代码：", rows[1].Problems, StringComparison.Ordinal);
        Assert.Contains("没有村（社区）代码", rows[2].Doubts, StringComparison.Ordinal);
        Assert.False(await app.WithDbAsync(db => db.Set<Entity>().AnyAsync(e => e.Uscc == good[ImportColumns.Uscc])));
    }

    [Theory, OnEachDatabase]
    public async Task Import_BringsPersonsSharesScopesAndHistory(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var row = Company();
        var import = await ImportAsync(app, CsvOf([row]));
        Assert.Equal((ImportState.Done, 1, 0), (import.State, import.Fine, import.Bad));
        var (e, people, shares, organisations, past, licences, scope) = await app.WithDbAsync(async db =>
        {
            var e = await db.Set<Entity>().SingleAsync(x => x.Uscc == row[ImportColumns.Uscc]);
            return (e, await db.Set<Person>().Where(p => p.EntityId == e.Id).OrderBy(p => p.Place).ToListAsync(), await db.Set<Shareholder>().Where(p => p.EntityId == e.Id).OrderBy(p => p.Place).ToListAsync(),
                await db.Set<Organisation>().Where(p => p.EntityId == e.Id).ToListAsync(), await db.Set<EntityPast>().Where(p => p.EntityId == e.Id).OrderBy(p => p.Edition).ToListAsync(),
                await db.Set<Licence>().CountAsync(l => l.EntityId == e.Id), await db.Set<ScopeLine>().CountAsync(l => l.EntityId == e.Id));
        });
        Assert.Equal((row[ImportColumns.Name], "梁小河", "451521600123456", 100_000_000L, "望溪县", "食品", "有限公司"), (e.Name, e.HeadName, e.LegacyNo, e.CapitalFen!.Value, e.Division, e.Industry, e.Form));
        Assert.Equal(["梁小河", "覃小兰"], people.Select(p => p.Name));
        Assert.Equal(PersonRoles.LegalRepresentative | PersonRoles.Director | PersonRoles.Manager | PersonRoles.Shareholder, people[0].Roles);
        Assert.Equal([(60_000_000L, 10_000_000L), (40_000_000L, 0L)], shares.Select(s => (s.AmountFen, s.PaidFen)));
        Assert.Equal("望溪县兴隆投资有限公司", Assert.Single(organisations).Name);
        Assert.Equal(organisations[0].Id, shares[1].OrganisationId);
        Assert.Equal((1, 2), (licences, scope));
        Assert.Equal(["望溪县旧名食品有限公司", row[ImportColumns.Name]], past.Select(p => p.Name));
        Assert.Equal(["覃小兰", "覃小兰"], past.Select(p => p.HeadName));
        Assert.Equal(3, e.Edition);
        var line = Assert.Single(await RowsAsync(app, import.Id));
        Assert.Equal((RowOutcome.Added, e.Id), (line.Outcome, line.EntityId));
        // T-1.3: the old company's long term is shown at once.
        Assert.Contains("2027年6月30日前调整", line.Doubts, StringComparison.Ordinal);
        Assert.Equal(row[ImportColumns.People], RawCells.Read(1, line.Raw!)[ImportColumns.People]);
    }

    [Theory, OnEachDatabase]
    public async Task TheSameFileTwice_ChangesNothing(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        Dictionary<string, string>[] rows = [.. Enumerable.Range(0, 5).Select(_ => Shop())];
        Assert.Equal(5, (await ImportAsync(app, CsvOf(rows))).Fine);
        var versions = await VersionsAsync(app, rows);
        var again = await ImportAsync(app, CsvOf(rows));
        Assert.Equal((ImportState.Done, 0, 5, 0), (again.State, again.Fine, again.Unchanged, again.Bad));
        Assert.Equal(versions, await VersionsAsync(app, rows));
        // Another content under a known code is set aside, and the register stays as it is.
        rows[0][ImportColumns.Address] = "望溪县清河镇别处1号";
        var other = await ImportAsync(app, CsvOf([rows[0], Shop()]));
        Assert.Equal((1, 1), (other.Fine, other.Bad));
        Assert.Contains("没有改动", (await RowsAsync(app, other.Id))[0].Problems, StringComparison.Ordinal);
        Assert.Equal(versions, await VersionsAsync(app, rows));
    }

    private static Task<List<(string, int, string)>> VersionsAsync(TestApp app, IEnumerable<Dictionary<string, string>> rows)
    {
        var codes = rows.Select(r => r[ImportColumns.Uscc]).ToArray();
        return app.WithDbAsync(async db => (await db.Set<Entity>().Where(e => codes.Contains(e.Uscc)).OrderBy(e => e.Uscc).Select(e => new { e.Uscc, e.Version, e.Address }).ToListAsync()).ConvertAll(e => (e.Uscc, e.Version, e.Address)));
    }

    [Theory, OnEachDatabase]
    public async Task BrokenOff_GoesOnBehindTheLastCommittedRow_WithoutDoublingOrLosing(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        const int all = (ImportRun.Batch * 2) + 7;
        Dictionary<string, string>[] rows = [.. Enumerable.Range(0, all).Select(i => i == 1_600 ? Shop(r => r[ImportColumns.EstablishedOn] = "没有日期") : Shop())];
        var id = await StartedAsync(app, CsvOf(rows));
        await RunAsync(app, id);
        await ReleaseAsync(app, id);
        // Stopped after the first batch, as a kill does: what is committed is the position and its rows, nothing else.
        using var stop = new CancellationTokenSource();
        try
        {
            await app.Services.GetRequiredService<ImportRun>().RunAsync(id, _ => stop.Cancel(), stop.Token);
        }
        catch (OperationCanceledException)
        {
        }

        await RunAsync(app, id);
        var import = await ReadAsync(app, id);
        Assert.Equal((ImportState.Done, all, all - 1, 1, 0), (import.State, import.Total, import.Fine, import.Bad, import.Unchanged));
        var lines = await RowsAsync(app, id);
        Assert.Equal(Enumerable.Range(1, all), lines.Select(r => r.No));
        var ids = lines.Where(l => l.EntityId is not null).Select(l => l.EntityId!.Value).ToArray();
        Assert.Equal(all - 1, await app.WithDbAsync(db => db.Set<Entity>().CountAsync(e => ids.Contains(e.Id))));
    }

    [Theory, OnEachDatabase]
    public async Task BadRow_IsMendedAndImported_OrDroppedWithAReason_Once(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (first, second) = (Shop(r => r[ImportColumns.People] = "梁小河|||股东"), Shop(r => r[ImportColumns.Kind] = "小店"));
        var import = await ImportAsync(app, CsvOf([first, second, Shop()]));
        Assert.Equal((1, 2), (import.Fine, import.Bad));
        using var supervisor = await app.SignedInAsync("supervisor1");
        var url = Urls.ImportRowOf(import.Id, 1);
        var refused = await supervisor.PostFormAsync(url, new Dictionary<string, string?> { ["Act"] = "mend" });
        Assert.Equal(422, (int)refused.StatusCode);
        Assert.Contains((await refused.PageAsync()).Errors(), e => e.Contains("人员中没有经营者", StringComparison.Ordinal));
        var people = ImportColumns.All.ToList().FindIndex(c => c.Head == ImportColumns.People);
        var mended = await supervisor.PostFormAsync(url, new Dictionary<string, string?> { ["Act"] = "mend", [$"Cells[{people}]"] = $"梁小河|{Given.Id()}|13800000001|经营者" });
        Assert.True((int)mended.StatusCode is 302 or 303, (await mended.PageAsync()).Text());
        Assert.True(await app.WithDbAsync(db => db.Set<Entity>().AnyAsync(e => e.Uscc == first[ImportColumns.Uscc])));
        Assert.Equal(422, (int)(await supervisor.PostFormAsync(Urls.ImportRowOf(import.Id, 2), new Dictionary<string, string?> { ["Act"] = "drop" })).StatusCode);
        await supervisor.PostFormAsync(Urls.ImportRowOf(import.Id, 2), new Dictionary<string, string?> { ["Act"] = "drop", ["Reason"] = "旧库中的测试数据" });
        var rows = await RowsAsync(app, import.Id);
        Assert.Equal([RowOutcome.Mended, RowOutcome.Dropped, RowOutcome.Added], rows.Select(r => r.Outcome));
        Assert.Equal("小店", RawCells.Read(2, rows[1].Raw!)[ImportColumns.Kind]);
        Assert.Equal("梁小河|||股东", RawCells.Read(1, rows[0].Raw!)[ImportColumns.People]);
        Assert.Equal((2, 0), await app.WithDbAsync(db => db.Set<ImportFile>().Where(i => i.Id == import.Id).Select(i => new ValueTuple<int, int>(i.Fine, i.Bad)).SingleAsync()));
        var again = await app.AsAsync(null, s => s.GetRequiredService<SettleRowHandler>().HandleAsync(import.Id, 1, new() { Act = "drop", Reason = "再来一次" }, default));
        Assert.Equal("settled", again.Problems[0].Code);
    }

    [Theory, OnEachDatabase]
    public async Task Pages_ShowProgressReportAndTemplate(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var supervisor = await app.SignedInAsync("supervisor1");
        var start = await supervisor.PostFormAsync(Urls.Imports, new Dictionary<string, string?>(), "start", ("File", "旧库.csv", CsvOf([Shop(), Shop(r => r[ImportColumns.Name] = "=危险")]), "text/csv"));
        Assert.True((int)start.StatusCode is 302 or 303, (await start.PageAsync()).Text());
        var id = Guid.Parse(start.Headers.Location!.OriginalString.Split('/')[^1]);
        await RunAsync(app, id);
        var page = await supervisor.GetPageAsync(Urls.ImportOf(id));
        Assert.Contains("试导入完成", page.Text(), StringComparison.Ordinal);
        Assert.Contains("正式导入", page.Text(), StringComparison.Ordinal);
        var report = await supervisor.GetStringAsync(Urls.ImportReport(id));
        Assert.Equal(2, report.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(l => char.IsAsciiDigit(l[0]) && l.Contains("望溪县", StringComparison.Ordinal) | l.Contains("危险", StringComparison.Ordinal)));
        Assert.Contains("'=危险", report, StringComparison.Ordinal);
        var template = await supervisor.GetByteArrayAsync(Urls.ImportTemplate);
        Assert.Empty(TableFile.Read(new MemoryStream(template)).Single().Cells.Keys.Except(Heads));
        using var registrar = await app.SignedInAsync("registrar1");
        Assert.Equal(403, (int)(await registrar.GetAsync(Urls.Imports)).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task TwoWithoutACode_GetCodesOfTheSegment_AndAreFoundAgainByTheirOldNumber(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var number = "4515216" + Random.Shared.Next(10_000_000, 99_999_999);
        var row = Shop(r =>
        {
            r[ImportColumns.Uscc] = "";
            r[ImportColumns.LegacyNo] = number;
        });
        Assert.Equal(1, (await ImportAsync(app, CsvOf([row]))).Fine);
        Assert.StartsWith("92451521MACY", await app.WithDbAsync(db => db.Set<Entity>().Where(e => e.LegacyNo == number).Select(e => e.Uscc).SingleAsync()), StringComparison.Ordinal);
        Assert.Equal(1, (await ImportAsync(app, CsvOf([row]))).Unchanged);
    }

    [Theory, OnEachDatabase]
    public async Task SameNameTwice_BothAreKept_OneIsDoubted(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (a, b) = (Shop(), Shop());
        b[ImportColumns.Name] = a[ImportColumns.Name];
        var import = await ImportAsync(app, CsvOf([a, b]));
        Assert.Equal(2, import.Fine);
        Assert.Contains((await RowsAsync(app, import.Id)), r => r.Doubts?.Contains("名称相同", StringComparison.Ordinal) == true);
    }

    [Theory, OnEachDatabase]
    public async Task Interface_ImportsUpToFiveHundred_AndTellsEachRow(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (good, bad) = (Shop(), Shop(r => r[ImportColumns.Status] = "关门"));
        async Task<IReadOnlyList<ImportedRow>> SendAsync(params Dictionary<string, string>[] rows)
        {
            var answer = await app.AsAsync(null, s => s.GetRequiredService<ImportApiHandler>().HandleAsync(new(rows), default));
            Assert.True(answer.Ok, answer.Ok ? "" : answer.Problems[0].Sentence);
            return answer.Value;
        }

        Assert.Equal(["Added", "Bad"], (await SendAsync(good, bad)).Select(r => r.Outcome));
        Assert.Equal(["Unchanged"], (await SendAsync(good)).Select(r => r.Outcome));
        var both = await Task.WhenAll(SendAsync(Shop()), SendAsync(Shop()));
        Assert.All(both, b => Assert.Equal("Added", b[0].Outcome));
        var refused = await app.AsAsync(null, s => s.GetRequiredService<ImportApiHandler>().HandleAsync(new([new Dictionary<string, string> { ["别的列"] = "1" }]), default));
        Assert.Equal("column-unknown", refused.Problems[0].Code);
    }

    [Theory]
    [InlineData("2019-05-06")]
    [InlineData("2019/5/6")]
    [InlineData("2019年5月6日")]
    [InlineData("20190506")]
    [InlineData("43591")]
    public void Days_AsOldRegistersAndExcelWriteThem(string text) => Assert.Equal(new DateOnly(2019, 5, 6), OldDay.Parse(text));

    [Fact]
    public void Csv_InGb18030_AndWithQuotesAndLineBreaks_IsRead()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var row = Company();
        var text = Encoding.UTF8.GetString(CsvOf([row]));
        var read = TableFile.Read(new MemoryStream(Encoding.GetEncoding("GB18030").GetBytes(text))).Single();
        Assert.Equal(row[ImportColumns.Name], read[ImportColumns.Name]);
        Assert.Equal(row[ImportColumns.People], read[ImportColumns.People]);
    }
}
