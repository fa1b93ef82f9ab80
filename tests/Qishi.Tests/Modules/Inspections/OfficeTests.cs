using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MiniExcelLibs;
using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Modules.Exchange;
using Qishi.Modules.Exchange.Channels.FileDrop;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Inspections.DeclareInterests;
using Qishi.Modules.Inspections.AssignInspectors;
using Qishi.Modules.Inspections.DrawObjects;
using Qishi.Modules.Inspections.Jobs;
using Qishi.Modules.Inspections.MendHandUp;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Worklist.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Export;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Inspections;

/// <summary>What the joint office keeps: inspectors, interests, credit classes, meetings; and that it never inspects.</summary>
public sealed class OfficeTests
{
    [Theory, OnEachDatabase]
    public async Task Inspector_IsEntered_Away_Ended_AndTheOfficeItselfNever(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var office = await app.SignedInAsync("1031");
        var own = await StaffAsync(app, "1032");
        // 联席办 organises and never inspects: not by the page, not by a row written past it.
        using (var refused = await office.PostFormAsync("/inspections/inspectors/new", new Dictionary<string, string?> { ["StaffNo"] = "1032", ["CertNo"] = "桂O10320", ["CertFrom"] = "2024-01-01", ["CertTo"] = "2030-01-01" }, "inspector"))
            Assert.Contains("联席办人员不实施检查，不能进入检查人员名录库", (await refused.PageAsync()).Errors());
        var department = "OFFICE" + Guid.NewGuid().ToString("N")[..6];
        await app.WithDbAsync(async db =>
        {
            foreach (var (account, n) in new[] { Guid.NewGuid(), Guid.NewGuid(), own }.Select((a, n) => (a, n)))
                db.Add(new InspectorRecord { AccountId = account, StaffNo = $"{department}{n}", Name = $"测试{n}", Department = department, CertNo = "T", CertFrom = new(2020, 1, 1), CertTo = new(2040, 1, 1), Cert = CertificateState.Valid, CanLead = true, Specialities = "", Capacity = 120 });
            return await db.SaveChangesAsync();
        });
        var team = await app.AsAsync(null, async s =>
        {
            await s.GetRequiredService<StationMap>().ReadAsync(new(2026, 11, 2), default);
            var task = new InspectionTask { Id = Guid.NewGuid(), No = "T", Name = "T", Initiator = department, Members = $"|{department}|", Items = "|MSA-001|", Scope = new(), StartOn = new(2026, 11, 2), DueOn = new(2026, 11, 30), ProposedBy = "T", HalfPoints = 2 };
            return await s.GetRequiredService<TeamPools>().BuildAsync(task, department, [new Visit { Id = Guid.NewGuid(), No = "T-1", ObjectCode = department, ObjectName = "T", Address = "T", HalfPoints = 2 }], default);
        });
        Assert.Equal(2, team.Inspectors.Count);
        Assert.DoesNotContain(team.Inspectors, i => i.AccountId == own);
        await app.WithDbAsync(db => db.Set<InspectorRecord>().Where(i => i.Department == department).ExecuteDeleteAsync());

        // Somebody of the staff who is not in the library: entered, without a certificate never an officer.
        using (var bare = await office.PostFormAsync("/inspections/inspectors/new", new Dictionary<string, string?> { ["StaffNo"] = "1012", ["Form.Cert"] = "None" }, "inspector"))
            Assert.Contains("没有执法证的只能作为辅助专家", (await bare.PageAsync()).Errors());
        using var entered = await office.PostFormAsync("/inspections/inspectors/new", new Dictionary<string, string?> { ["StaffNo"] = "1012", ["CertNo"] = "桂O10120", ["CertIssuer"] = "望海市司法局", ["CertFrom"] = "2024-01-01", ["CertTo"] = "2030-01-01", ["Form.Specialities"] = "食品" }, "inspector");
        Assert.True(entered.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Found, string.Join("; ", (await entered.PageAsync()).Errors()));
        var page = entered.Headers.Location!.ToString();
        await DrawTests.PostedAsync(office, page, new() { ["Absence.AwayKind"] = "LEAVE", ["Absence.AwayFrom"] = "2026-12-01", ["Absence.AwayTo"] = "2026-12-10" }, "absence");
        using (var twice = await office.PostFormAsync(page, new Dictionary<string, string?> { ["Absence.AwayKind"] = "SICK", ["Absence.AwayFrom"] = "2026-12-10", ["Absence.AwayTo"] = "2026-12-11" }, "absence"))
            Assert.Contains("这几天已经登记过不在岗", (await twice.PageAsync()).Errors());
        await DrawTests.PostedAsync(office, page, [], "end");
        Assert.DoesNotContain("桂O10120", (await office.GetPageAsync("/inspections/inspectors?q=1012")).Text());
        Assert.Contains("桂O10120", (await office.GetPageAsync("/inspections/inspectors?q=1012&state=ended")).Text());
        using var inspector = await app.SignedInAsync("inspector1");
        await inspector.GetPageAsync(page, HttpStatusCode.Forbidden);
        await app.WithDbAsync(db => db.Set<InspectorRecord>().Where(i => i.StaffNo == "1012").ExecuteDeleteAsync());
    }

    [Theory, OnEachDatabase]
    public async Task Interest_DeclaredByTheInspector_IsAvoided_AndEndedOnlyByTheOffice(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var office = await app.SignedInAsync("1031");
        using var inspector = await app.SignedInAsync("1041");
        var account = await StaffAsync(app, "1041");
        var code = await app.WithDbAsync(db => db.Set<CheckObject>().Where(o => o.Drawable).OrderByDescending(o => o.Code).Select(o => o.Code).FirstAsync());
        using (var unknown = await inspector.PostFormAsync("/inspections/my-interests", new Dictionary<string, string?> { ["ObjectCode"] = "91450000000000000X", ["Relation"] = "RELATIVE", ["From"] = "2026-01-01", ["Evidence"] = "妻弟是负责人" }, "interest"))
            Assert.Contains("名录库里没有这个代码", string.Join("", (await unknown.PageAsync()).Errors()));
        await DrawTests.PostedAsync(inspector, "/inspections/my-interests", new() { ["ObjectCode"] = code, ["Relation"] = "FORMER_EMPLOYEE", ["From"] = "2025-05-01", ["Evidence"] = "曾经在这里任职" }, "interest");
        var row = await app.WithDbAsync(db => db.Set<ConflictDeclaration>().AsNoTracking().SingleAsync(c => c.AccountId == account && c.ObjectCode == code));
        // Three years after leaving, by the parameter.
        Assert.Equal(new DateOnly(2028, 5, 1), row.To);
        Assert.Contains("曾经在这里任职", (await inspector.GetPageAsync("/inspections/my-interests")).Text());
        Assert.Null((await inspector.GetPageAsync("/inspections/my-interests")).QuerySelector("button[aria-label^=结束]"));
        // Not even with the office's rights: nobody frees himself.
        var both = (await app.ActorAsync("1031")) with { AccountId = account };
        Assert.False((await app.AsAsync(both, s => s.GetRequiredService<InterestsHandler>().EndAsync(account, row.Id, default))).Ok);
        await DrawTests.PostedAsync(office, $"/inspections/inspectors/{account}", [], $"interest-{row.Id:N}");
        Assert.Equal(await app.AsAsync(null, s => Task.FromResult(s.GetRequiredService<TimeProvider>().Today())), (await app.WithDbAsync(db => db.Set<ConflictDeclaration>().AsNoTracking().SingleAsync(c => c.Id == row.Id))).To);
        await app.WithDbAsync(db => db.Set<ConflictDeclaration>().Where(c => c.Id == row.Id).ExecuteDeleteAsync());

        // Already in a team of the object: the office is asked to replace the person.
        var visit = await app.WithDbAsync(async db =>
        {
            var task = (await db.Set<InspectionTask>().OrderBy(t => t.No).Take(2).ToListAsync())[1];
            return await db.Set<Visit>().AsNoTracking().Include(v => v.Inspectors).Where(v => v.TaskId == task.Id && VisitFlow.Open.Contains(v.State)).OrderByDescending(v => v.No).FirstAsync();
        });
        var member = visit.Inspectors.Where(i => i.ReplacedAt is null).OrderByDescending(i => i.Department).First().AccountId;
        await DrawTests.PostedAsync(office, $"/inspections/inspectors/{member}", new() { ["Interest.ObjectCode"] = visit.ObjectCode, ["Interest.Relation"] = "SPOUSE", ["Interest.From"] = "2026-01-01", ["Interest.Evidence"] = "配偶在这里任职" }, "interest");
        Assert.True(await app.WithDbAsync(db => db.Set<WorkItem>().AnyAsync(i => i.Key == $"inspections.conflict:{visit.Id:N}:{member:N}" && i.ClosedAt == null)));
        await app.WithDbAsync(db => db.Set<ConflictDeclaration>().Where(c => c.AccountId == member && c.ObjectCode == visit.ObjectCode).ExecuteDeleteAsync());
    }

    /// <summary>January: everybody in the library declares anew; a month before the day of publication the office hears that no plan is public.</summary>
    [Fact]
    public async Task Year_Turns_InspectorsDeclareAnew_AndThePlanIsAskedFor()
    {
        var clock = new FakeTimeProvider(new(2026, 11, 27, 2, 0, 0, TimeSpan.Zero));
        await using var app = new TestApp(DatabaseKind.Sqlite, clock);
        var account = await StaffAsync(app, "1041");
        await RunAsync();
        Assert.False(await IsOpenAsync($"inspections.declare:2027:{account:N}"));
        clock.SetUtcNow(new(2027, 1, 5, 2, 0, 0, TimeSpan.Zero));
        await RunAsync();
        await RunAsync();
        Assert.True(await IsOpenAsync($"inspections.declare:2027:{account:N}"));
        Assert.False(await IsOpenAsync("inspections.alert:plan:2027"));
        using var inspector = await app.SignedInAsync("1041");
        await DrawTests.PostedAsync(inspector, "/inspections/my-interests", [], "confirm");
        Assert.False(await IsOpenAsync($"inspections.declare:2027:{account:N}"));
        await RunAsync();
        Assert.False(await IsOpenAsync($"inspections.declare:2027:{account:N}"));
        clock.SetUtcNow(new(2027, 3, 2, 2, 0, 0, TimeSpan.Zero));
        await RunAsync();
        Assert.True(await IsOpenAsync("inspections.alert:plan:2027"));

        Task<bool> IsOpenAsync(string key) => app.WithDbAsync(db => db.Set<WorkItem>().AnyAsync(i => i.Key == key && i.ClosedAt == null));

        Task RunAsync() => app.RunJobAsync<AlertInspections>();
    }

    [Theory, OnEachDatabase]
    public async Task CreditClasses_ComeByListOnly_TriedFirst_AndTwiceChangesNothing(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var office = await app.SignedInAsync("1031");
        var codes = await app.WithDbAsync(db => db.Set<CheckObject>().Where(o => o.Drawable && o.CreditOn == null).OrderBy(o => o.Code).Select(o => o.Code).Take(2).ToListAsync());
        var file = Excel(["统一社会信用代码", "信用类别", "评定日期"], [codes[0], "B类", "2026-10-31"], [codes[1], "E", "2026-10-31"], ["91450000000000000X", "A", "2026-10-31"], [codes[0], "C", "2026-10-31"], [codes[1], "A", "2099-01-01"]);
        var tried = await TriedAsync(office, "/inspections/objects/credit", file);
        var page = (await office.GetPageAsync(tried)).Text();
        Assert.Contains("新增1行，修改0行，不变0行，有问题4行", page);
        foreach (var sentence in new[] { "信用类别应为A、B、C、D，现在是“E”", "名录库里没有这个代码", "这个代码在文件里重复" })
            Assert.Contains(sentence, page);
        // Nothing happens by trying.
        Assert.Equal(CreditClass.None, await ClassAsync(app, codes[0]));
        await DrawTests.PostedAsync(office, tried, [], "apply");
        Assert.Equal(CreditClass.B, await ClassAsync(app, codes[0]));
        Assert.Contains("不变1行", (await office.GetPageAsync(await TriedAsync(office, "/inspections/objects/credit", file))).Text());
        // An older list does not undo a newer one; another class on the same day is asked about.
        Assert.Contains("不变1行", (await office.GetPageAsync(await TriedAsync(office, "/inspections/objects/credit", Excel(["统一社会信用代码", "信用类别", "评定日期"], [codes[0], "D", "2026-09-30"])))).Text());
        Assert.Contains("请向上级核对", (await office.GetPageAsync(await TriedAsync(office, "/inspections/objects/credit", Excel(["统一社会信用代码", "信用类别", "评定日期"], [codes[0], "D", "2026-10-31"])))).Text());
        using (var report = await office.GetAsync(tried + "/report"))
            Assert.Equal(HttpStatusCode.OK, report.StatusCode);
        using (var broken = await office.PostFormAsync("/inspections/objects/credit", new Dictionary<string, string?>(), "import", ("File", "坏.xlsx", "no zip"u8.ToArray(), ExcelFile.ContentType)))
            Assert.Contains("文件打不开。请用Excel另存为.xlsx后再上传", (await broken.PageAsync()).Errors());
        await app.WithDbAsync(db => db.Set<CheckObject>().Where(o => o.Code == codes[0]).ExecuteUpdateAsync(u => u.SetProperty(o => o.Credit, CreditClass.None).SetProperty(o => o.CreditOn, (DateOnly?)null)));
    }

    [Theory, OnEachDatabase]
    public async Task Inspectors_ComeByList_JudgedLikeThePage(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var office = await app.SignedInAsync("1031");
        string[] heads = ["工号", "执法证号", "发证机关", "有效期从", "有效期至", "身份", "可以带队", "专业", "满负荷"];
        var tried = await TriedAsync(office, "/inspections/inspectors/import", Excel(heads,
            ["1003", "桂O10030", "望海市司法局", "2024-01-01", "2030-12-31", "执法人员", "是", "食品、药品", "100"], ["1031", "桂O10310", "", "2024-01-01", "2030-12-31", "执法人员", "是", "食品", "100"], ["1004", "", "", "", "", "执法人员", "是", "", "100"]));
        var page = (await office.GetPageAsync(tried)).Text();
        Assert.Contains("新增1行，修改0行，不变0行，有问题2行", page);
        Assert.Contains("没有执法证的只能作为辅助专家", page);
        await DrawTests.PostedAsync(office, tried, [], "apply");
        var person = await app.WithDbAsync(db => db.Set<InspectorRecord>().AsNoTracking().SingleAsync(i => i.StaffNo == "1003"));
        Assert.Equal(("桂O10030", true, "|食品|药品|", 100), (person.CertNo, person.CanLead, person.Specialities, person.Capacity));
        await app.WithDbAsync(db => db.Set<InspectorRecord>().Where(i => i.StaffNo == "1003").ExecuteDeleteAsync());
    }

    [Theory, OnEachDatabase]
    public async Task Office_KeepsMeetings_ScreensFiles_AndRemindsADepartment(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var office = await app.SignedInAsync("1031");
        var no = "联席测试" + Guid.NewGuid().ToString("N")[..6];
        var values = new Dictionary<string, string?> { ["Form.Kind"] = "meeting", ["No"] = no, ["Title"] = "测试联席会议", ["On"] = "2026-11-10", ["Text"] = "参加：各部门。议定：合并联合检查。" };
        using (var bad = await office.PostFormAsync("/inspections/office/new", values, "record", ("Files", "纪要.pdf", "MZ not a pdf"u8.ToArray(), "application/pdf")))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.StatusCode);
        Assert.False(await app.WithDbAsync(db => db.Set<OfficeRecord>().AnyAsync(r => r.No == no)));
        await DrawTests.PostedAsync(office, "/inspections/office/new", values, "record");
        Assert.Contains("测试联席会议", (await office.GetPageAsync($"/inspections/office?q={no}")).Text());
        using (var again = await office.PostFormAsync("/inspections/office/new", values, "record"))
            Assert.Contains($"编号“{no}”已经登记过", (await again.PageAsync()).Errors());
        await DrawTests.PostedAsync(office, "/inspections/board", new() { ["Department"] = "HEALTH", ["Text"] = "请在月底前录入结果" }, "remind");
        var person = await StaffAsync(app, "2081");
        var record = await app.WithDbAsync(db => db.Set<OfficeRecord>().AsNoTracking().Where(r => r.Kind == "reminder").OrderByDescending(r => r.Id).FirstAsync());
        Assert.True(await OpenAsync(app, record.Id, person));
        using var checker = await app.SignedInAsync("2081");
        Assert.Contains("请在月底前录入结果", (await checker.GetPageAsync("/desk")).Text());
        await DrawTests.PostedAsync(checker, $"/inspections/office/{record.Id}", [], "read");
        Assert.False(await OpenAsync(app, record.Id, person));
        await checker.GetPageAsync("/inspections/office/new", HttpStatusCode.Forbidden);
    }

    /// <summary>T: points of a visit grow with the distance band of the object's station, by the parameter of the task's first day (rulebook B §1.5).</summary>
    [Theory, OnEachDatabase]
    public async Task Points_CountTheDistanceOfTheStation(DatabaseKind kind)
    {
        var points = await TestApp.Shared(kind).AsAsync(null, async s =>
        {
            var maker = s.GetRequiredService<VisitMaker>();
            var task = new InspectionTask { Id = Guid.NewGuid(), No = "T", Name = "T", Initiator = "MSA", Members = "|MSA|", Items = "|MSA-001|", Scope = new(), StartOn = new(2026, 11, 2), DueOn = new(2026, 11, 30), ProposedBy = "T", HalfPoints = 2 };
            var parts = await maker.PartsAsync(task, default);
            return new[] { "MSA-S01", "MSA-S03", "MSA-S06", null }.Select((station, n) => maker.Add(task, parts, n + 1, 1, "T", "T", "T", station).HalfPoints).ToArray();
        });
        Assert.Equal([2, 3, 4, 2], points);
    }

    /// <summary>Push upstream (rulebook B §1.10): a day's published results as one signed file, once; nothing of inspectors in it.</summary>
    [Theory, OnEachDatabase]
    public async Task Results_AreHandedUp_OnceADay_Signed(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var today = await app.AsAsync(null, s => Task.FromResult(s.GetRequiredService<TimeProvider>().Today()));
        var day = today.AddDays(-40 - (kind == DatabaseKind.Sqlite ? 0 : 1));
        var no = "HU" + Guid.NewGuid().ToString("N")[..8];
        var visit = new Visit { Id = Guid.NewGuid(), TaskId = await app.WithDbAsync(db => db.Set<InspectionTask>().OrderBy(t => t.No).Select(t => t.Id).FirstAsync()), No = no, ObjectCode = "T" + no, ObjectName = "测试商行", Address = "测试路1号", HalfPoints = 2, CheckedOn = day.AddDays(-3), OverallCodes = "|R01|", PublishedAt = ChinaTime.ToUtc(day, new TimeOnly(23, 30)) };
        await app.WithDbAsync(async db =>
        {
            db.Add(visit);
            return await db.SaveChangesAsync();
        });
        for (var n = 0; n < 2; n++)
            await app.RunJobAsync<HandUpResults>();
        var (folder, stem) = (Path.Combine(app.Services.GetRequiredService<ExchangeOptions>().FilesFolder, "UPPER", "outbox"), $"inspection-results-{day:yyyyMMdd}");
        var body = await File.ReadAllBytesAsync(Path.Combine(folder, stem + ".json"));
        Assert.Contains(no, Encoding.UTF8.GetString(body));
        var manifest = JsonSerializer.Deserialize<WireManifest>(await File.ReadAllBytesAsync(Path.Combine(folder, stem + ".manifest")), JsonSerializerOptions.Web)!;
        Assert.Equal((body.Length, Sm3.Hex(body)), ((int)manifest.Bytes, manifest.Sm3));
        Assert.True(await app.AsAsync(null, s => s.GetRequiredService<IBureauSigning>().VerifiesAsync(body, Convert.FromBase64String(manifest.Headers["Qishi-Signature-Sm2"]), s.GetRequiredService<TimeProvider>().UtcNow(), default)));
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<GivenAlert>().CountAsync(a => a.Key == $"handed-up:{day:yyyyMMdd}")));
        await app.WithDbAsync(db => db.Set<Visit>().Where(v => v.Id == visit.Id).ExecuteDeleteAsync());
    }

    /// <summary>The platform above answers row by row: taken, or refused with a reason, which is a to-do until it is put right and goes up again. What nobody signed is not believed.</summary>
    [Theory, OnEachDatabase]
    public async Task Receipts_OfThePlatformAbove_RefusedRows_AreMended_AndGoUpAgain(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (options, now) = (app.Services.GetRequiredService<ExchangeOptions>(), await app.AsAsync(null, s => Task.FromResult(s.GetRequiredService<TimeProvider>().UtcNow())));
        var day = ChinaTime.DayOf(now).AddDays(-50 - (kind == DatabaseKind.Sqlite ? 0 : 1));
        var task = await app.WithDbAsync(db => db.Set<InspectionTask>().OrderBy(t => t.No).Select(t => t.Id).FirstAsync());
        var mark = "RC" + Guid.NewGuid().ToString("N")[..8];
        var visits = new[] { "1", "2", "3" }.Select(n => new Visit { Id = Guid.NewGuid(), No = $"{mark}-{n}", ObjectCode = "T" + n, ObjectName = $"回执商行{n}", Address = "测试路1号", HalfPoints = 2, CheckedOn = day.AddDays(-3), OverallCodes = "|R01|", PublishedAt = ChinaTime.ToUtc(day, new TimeOnly(12, 0)), TaskId = task }).ToList();
        var (certificate, key) = await app.AsAsync(null, s => Task.FromResult(s.GetRequiredService<IBureauSigning>().Issue("上级平台", Wire.Upper, now.AddDays(-1), now.AddYears(1))));
        await app.WithDbAsync(async db =>
        {
            db.AddRange(visits);
            db.Add(Certificate.Of(Wire.Upper, certificate, null, now, "测试"));
            return await db.SaveChangesAsync();
        });
        await app.RunJobAsync<HandUpResults>();
        var file = await FileAsync(visits[0]);
        Assert.Equal(HandUpState.Sent, await StateAsync(visits[0]));
        // Signed by somebody else: named to the office, nothing changes.
        Lay($"{mark}-bad", file, "REFUSED", Sm2.NewKey().PrivateKey);
        await app.RunJobAsync<TakeHandUpReceipts>();
        Assert.Equal(HandUpState.Sent, await StateAsync(visits[0]));
        using var office = await app.SignedInAsync("1031");
        Assert.True(await app.WithDbAsync(db => db.Set<WorkItem>().AnyAsync(i => i.Key == TakeHandUpReceipts.FileKey($"{mark}-bad.json") && i.ClosedAt == null)));
        // The first taken, the second refused, the third not named: it still waits.
        Lay(mark, file, "REFUSED", key);
        await app.RunJobAsync<TakeHandUpReceipts>();
        Assert.Equal((HandUpState.Accepted, HandUpState.Refused, HandUpState.Sent), (await StateAsync(visits[0]), await StateAsync(visits[1]), await StateAsync(visits[2])));
        Assert.True(await TodoAsync());
        Assert.Contains("上级库里没有这个代码", (await office.GetPageAsync($"/inspections/handed-up?q={mark}-2")).Text());
        using (var silent = await office.PostFormAsync("/inspections/handed-up", new Dictionary<string, string?> { ["Mend.Id"] = $"{visits[1].Id}" }, "mend"))
            Assert.Contains("请写明改正了什么，4至200字", (await silent.PageAsync()).Errors());
        await DrawTests.PostedAsync(office, "/inspections/handed-up", new() { ["Mend.Id"] = $"{visits[1].Id}", ["Mend.UpperCode"] = "U-2", ["Mend.Note"] = "改用上级库里的代码" }, "mend");
        Assert.False(await TodoAsync());
        await app.RunJobAsync<HandUpResults>();
        var again = await FileAsync(visits[1]);
        Assert.NotEqual(file, again);
        var body = await File.ReadAllTextAsync(Path.Combine(options.FilesFolder, Wire.Upper, "outbox", again + ".json"));
        Assert.Contains("\"objectCode\":\"U-2\"", body);
        Assert.Contains("\"round\":2", body);
        Assert.DoesNotContain($"{mark}-1", body);
        // The old receipt once more: it answers a file the result no longer stands in.
        Lay(mark + "-late", file, "REFUSED", key);
        await app.RunJobAsync<TakeHandUpReceipts>();
        Assert.Equal((HandUpState.Accepted, HandUpState.Sent), (await StateAsync(visits[0]), await StateAsync(visits[1])));
        await app.WithDbAsync(async db =>
        {
            var ids = visits.ConvertAll(v => v.Id);
            await db.Set<HandedUp>().Where(h => ids.Contains(h.VisitId)).ExecuteDeleteAsync();
            return await db.Set<Visit>().Where(v => ids.Contains(v.Id)).ExecuteDeleteAsync();
        });

        void Lay(string stem, string answered, string second, byte[] signer)
        {
            var receipt = JsonSerializer.SerializeToUtf8Bytes(new { schema = "urn:qishi:inspection-receipts:v1", file = answered, rows = new object[] { new { visitNo = $"{mark}-1", result = "ACCEPTED" }, new { visitNo = $"{mark}-2", result = second, reason = "上级库里没有这个代码" } } }, JsonSerializerOptions.Web);
            DropFolder.Put(DropFolder.Inbox(options.FilesFolder, Wire.Upper), stem, stem, receipt, new Dictionary<string, string> { ["Qishi-Signature-Sm2"] = Convert.ToBase64String(Sm2.Sign(signer, receipt)), ["Qishi-Certificate"] = Convert.ToBase64String(certificate.Der) });
        }

        Task<bool> TodoAsync() => app.WithDbAsync(db => db.Set<WorkItem>().AnyAsync(i => i.Key == MendHandUpHandler.WorkKey(visits[1].Id) && i.ClosedAt == null));
        Task<HandUpState> StateAsync(Visit v) => app.WithDbAsync(db => db.Set<HandedUp>().Where(h => h.VisitId == v.Id).Select(h => h.State).SingleAsync());
        Task<string> FileAsync(Visit v) => app.WithDbAsync(db => db.Set<HandedUp>().Where(h => h.VisitId == v.Id).Select(h => h.File).SingleAsync());
    }

    private static Task<bool> OpenAsync(TestApp app, Guid record, Guid person) => app.WithDbAsync(db => db.Set<WorkItem>().AnyAsync(i => i.Key == $"inspections.remind:{record:N}:{person:N}" && i.ClosedAt == null));

    private static Task<Guid> StaffAsync(TestApp app, string no) => app.AsAsync(null, async s =>
        (await s.GetRequiredService<IDirectory>().PostedAsync(s.GetRequiredService<TimeProvider>().Today(), default)).First(p => p.StaffNo == no).AccountId);

    private static Task<CreditClass> ClassAsync(TestApp app, string code) => app.WithDbAsync(db => db.Set<CheckObject>().Where(o => o.Code == code).Select(o => o.Credit).SingleAsync());

    private static async Task<string> TriedAsync(HttpClient office, string url, byte[] file)
    {
        using var answer = await office.PostFormAsync(url, new Dictionary<string, string?>(), "import", ("File", "名单.xlsx", file, ExcelFile.ContentType));
        Assert.True(answer.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Found, string.Join("; ", (await answer.PageAsync()).Errors()));
        return answer.Headers.Location!.ToString();
    }

    private static byte[] Excel(string[] heads, params string[][] rows)
    {
        using var stream = new MemoryStream();
        stream.SaveAs(rows.Select(r => heads.Zip(r).ToDictionary(c => c.First, c => (object?)c.Second)).ToList());
        return stream.ToArray();
    }
}
