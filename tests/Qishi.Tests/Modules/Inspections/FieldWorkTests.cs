using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Documents.Model;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Modules.Documents;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Inspections;

/// <summary>The server's side of the phone: once, by the team only, nothing lost, nothing half.</summary>
public sealed class FieldWorkTests
{
    private static readonly object Good = new { points = new[] { "OK", "OK" }, codes = new[] { "R01" } };

    /// <summary>The answer was lost and the phone sends again, also twice at once: one entry, one event, the same answer.</summary>
    [Theory, OnEachDatabase]
    public async Task Operation_SentAgain_IsTakenOnce(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (visit, msa, _) = await FieldPhone.NewVisitAsync(app);
        using var phone = await FieldPhone.OfAsync(app, msa[0]);
        var id = Guid.NewGuid();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => phone.SayAsync(visit.Id, "item", Good, "MSA-001", id: id)));
        Assert.All(answers, a => Assert.Equal((200, 1), (a.Status, (int)a.Said["number"]!)));
        Assert.Equal(3, answers.Count(a => (bool)a.Said["repeated"]!));
        var later = await phone.SayAsync(visit.Id, "item", Good, "MSA-001", id: id);
        Assert.Equal((200, true), (later.Status, (bool)later.Said["repeated"]!));
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<FieldEntry>().CountAsync(e => e.VisitId == visit.Id)));
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<EventRow>().CountAsync(e => e.Type == "Inspections.FieldOperationTaken" && e.Payload.Contains(visit.No))));
    }

    /// <summary>Two inspectors, one item: the second sees the first's value, chooses, and both stay.</summary>
    [Theory, OnEachDatabase]
    public async Task Conflict_IsShownWithBoth_ChosenByThePerson_AndBothAreKept(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (visit, msa, emergency) = await FieldPhone.NewVisitAsync(app);
        using var first = await FieldPhone.OfAsync(app, msa[0]);
        using var second = await FieldPhone.OfAsync(app, msa[1]);
        using var other = await FieldPhone.OfAsync(app, emergency[0]);
        Assert.Equal(200, (await first.SayAsync(visit.Id, "item", Good, "MSA-001")).Status);
        // The same content is no conflict, another one is.
        Assert.Equal(200, (await second.SayAsync(visit.Id, "item", Good, "MSA-001")).Status);
        var mine = new { points = new[] { "PROBLEM", "OK" }, codes = new[] { "R05" }, note = "执照没有挂出来" };
        var (status, said) = await second.SayAsync(visit.Id, "item", mine, "MSA-001", seen: 1);
        Assert.Equal((409, "conflict", 2), (status, (string)said["state"]!, (int)said["number"]!));
        Assert.Equal("R01", (string)said["theirs"]!["value"]!["codes"]![0]!);
        Assert.NotEmpty((string)said["theirs"]!["by"]!);
        Assert.Equal(2, await EntriesAsync(app, visit.Id, "item:MSA-001"));
        Assert.Equal((200, 3), Number(await second.SayAsync(visit.Id, "item", mine, "MSA-001", seen: 2)));
        Assert.Equal(3, await EntriesAsync(app, visit.Id, "item:MSA-001"));
        // Theirs chosen: mine is set aside, and what stands does not move.
        Assert.Equal(409, (await first.SayAsync(visit.Id, "item", Good, "MSA-001", seen: 2)).Status);
        Assert.Equal(200, (await first.SayAsync(visit.Id, "aside", Good, "MSA-001")).Status);
        await first.LoadAsync();
        Assert.Equal("R05", (string)first.Visit(visit.Id)!["entries"]!.AsArray().Single(e => (string)e!["key"]! == "item:MSA-001")!["value"]!["codes"]![0]!);
        // The other department neither sees nor writes it.
        Assert.Empty(other.Visit(visit.Id)!["entries"]!.AsArray());
        Assert.Equal("item-not-yours", FieldPhone.CodeOf((await other.SayAsync(visit.Id, "item", Good, "MSA-001", seen: 3)).Said));
    }

    /// <summary>Whoever is not in the team gets nothing and writes nothing, also by somebody else's operation id; a replaced member neither.</summary>
    [Theory, OnEachDatabase]
    public async Task Visit_OfOthers_IsNotGiven_AndNotWritten(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (visit, msa, _) = await FieldPhone.NewVisitAsync(app);
        var stranger = await app.WithDbAsync(db => db.Set<InspectorRecord>().Where(i => i.Department == "MSA" && i.Active && !msa.Contains(i.StaffNo)).OrderBy(i => i.StaffNo).Select(i => i.StaffNo).FirstAsync());
        using var phone = await FieldPhone.OfAsync(app, msa[0]);
        using var foreign = await FieldPhone.OfAsync(app, stranger);
        var id = Guid.NewGuid();
        Assert.Equal(200, (await phone.SayAsync(visit.Id, "item", Good, "MSA-001", id: id)).Status);
        Assert.NotNull(phone.Visit(visit.Id));
        Assert.Null(foreign.Visit(visit.Id));
        foreach (var op in new[] { id, Guid.NewGuid() })
        {
            var (status, said) = await foreign.SayAsync(visit.Id, "item", Good, "MSA-001", seen: 1, id: op);
            Assert.Equal((422, "visit-foreign"), (status, FieldPhone.CodeOf(said)));
            Assert.DoesNotContain("R01", said.ToJsonString());
        }

        using var registrar = await app.SignedInAsync("registrar1");
        Assert.Equal(HttpStatusCode.Forbidden, (await registrar.GetAsync("/field/bundle")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await registrar.GetAsync("/field")).StatusCode);
        await app.WithDbAsync(async db =>
        {
            (await db.Set<VisitInspector>().SingleAsync(i => i.VisitId == visit.Id && i.Name == db.Set<InspectorRecord>().Single(r => r.StaffNo == msa[0]).Name)).ReplacedAt = DateTime.UtcNow;
            return await db.SaveChangesAsync();
        });
        Assert.Equal("visit-foreign", FieldPhone.CodeOf((await phone.SayAsync(visit.Id, "item", Good, "MSA-002")).Said));
        Assert.Equal(1, await EntriesAsync(app, visit.Id, "item:MSA-001"));
    }

    /// <summary>Photos go through the same screening as every upload; a refused one leaves nothing, and place and device data do not stay in the file.</summary>
    [Theory, OnEachDatabase]
    public async Task Photo_IsScreened_AndReadOnlyByTheTeam(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (visit, msa, _) = await FieldPhone.NewVisitAsync(app);
        using var phone = await FieldPhone.OfAsync(app, msa[0]);
        var (status, said) = await phone.SayAsync(visit.Id, "photo", new { item = "MSA-001" }, file: "这不是照片"u8.ToArray());
        Assert.Equal(422, status);
        Assert.NotEmpty((string)said["problems"]![0]!["sentence"]!);
        Assert.Equal(0, await app.WithDbAsync(db => db.Set<FieldEntry>().CountAsync(e => e.VisitId == visit.Id)));
        Assert.Equal("photo-missing", FieldPhone.CodeOf((await phone.SayAsync(visit.Id, "photo", new { item = "MSA-001" })).Said));
        Assert.Equal(200, (await phone.SayAsync(visit.Id, "photo", new { item = "MSA-001", latitude = 22.5, longitude = 108.3, accuracy = 12.4 }, file: Files.Jpeg(40, 30))).Status);
        var material = await app.WithDbAsync(db => db.Set<Material>().SingleAsync(m => m.Subject == $"visit:{visit.Id:N}"));
        using var seen = await phone.Client.GetAsync($"/materials/{material.Id}");
        Assert.Equal("image/jpeg", seen.Content.Headers.ContentType?.MediaType);
        var stored = await app.WithDbAsync(db => db.Set<FieldEntry>().SingleAsync(e => e.VisitId == visit.Id));
        Assert.Equal((material.Id, 22.5, 12d), (stored.MaterialId, FieldValue.Read(stored.Value).Latitude, FieldValue.Read(stored.Value).Accuracy));
        using var outsider = await app.SignedInAsync("liaison:TAX");
        Assert.Equal(HttpStatusCode.NotFound, (await outsider.GetAsync($"/materials/{material.Id}")).StatusCode);
    }

    /// <summary>The session ended while there was no signal: sent to sign in, nothing written; the same operation is taken after signing in. A post without a token is none.</summary>
    [Theory, OnEachDatabase]
    public async Task Session_Ended_NothingIsWritten_AndTheSameOperationIsTakenAfterSigningIn(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (visit, msa, _) = await FieldPhone.NewVisitAsync(app);
        var me = await app.WithDbAsync(db => db.Set<InspectorRecord>().Where(i => i.StaffNo == msa[0]).Select(i => i.AccountId).SingleAsync());
        var before = await SessionsAsync(app, me);
        using var phone = await FieldPhone.OfAsync(app, msa[0]);
        var mine = (await SessionsAsync(app, me)).Except(before).ToList();
        var id = Guid.NewGuid();
        using (var forged = await phone.PostAsync(id, visit.Id, "item", Good, "MSA-001", formToken: ""))
            Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        await app.WithDbAsync(db => db.Set<Session>().Where(s => mine.Contains(s.TokenDigest)).ExecuteDeleteAsync());
        using (var ended = await phone.PostAsync(id, visit.Id, "item", Good, "MSA-001"))
        {
            Assert.True(ended.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther, $"{ended.StatusCode}");
            Assert.StartsWith("/signin", ended.Headers.Location!.ToString(), StringComparison.Ordinal);
        }

        using (var bundle = await phone.Client.GetAsync("/field/bundle"))
            Assert.True(bundle.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther);
        Assert.Equal(0, await app.WithDbAsync(db => db.Set<FieldEntry>().CountAsync(e => e.VisitId == visit.Id)));
        using var again = await FieldPhone.OfAsync(app, msa[0]);
        Assert.Equal((200, 1), Number(await again.SayAsync(visit.Id, "item", Good, "MSA-001", id: id)));
    }

    /// <summary>From arrival to the record: refused with sentences until all is there, then result, record and visit in one step; the joint visit waits for the other department.</summary>
    [Theory, OnEachDatabase]
    public async Task Submission_MakesResultAndRecord_AndTheJointVisitWaitsForAll(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (visit, msa, emergency) = await FieldPhone.NewVisitAsync(app);
        using var phone = await FieldPhone.OfAsync(app, msa[0]);
        using var other = await FieldPhone.OfAsync(app, emergency[0]);
        var start = DateTimeOffset.UtcNow.AddDays(-2);
        async Task<string> RefusedAsync(string what, object? value = null) => await phone.SayAsync(visit.Id, what, value, at: DateTimeOffset.UtcNow) is (422, var said) ? FieldPhone.CodeOf(said) : "";
        Assert.Equal("arrival-missing", await RefusedAsync("submit", new { disposal = "NONE" }));
        Assert.Equal("scan-missing", await RefusedAsync("arrive"));
        Assert.Equal("scan-other", await RefusedAsync("arrive", new { scanned = "https://x/verify/91450100MA5AAAAA1X" }));
        Assert.Equal(200, (await phone.SayAsync(visit.Id, "arrive", new { scanned = "https://x/verify?code=" + visit.ObjectCode }, at: start)).Status);
        Assert.Equal(200, (await phone.SayAsync(visit.Id, "item", Good, "MSA-001", at: start.AddMinutes(5))).Status);
        Assert.Equal(200, (await phone.SayAsync(visit.Id, "item", new { points = new[] { "PROBLEM", "OK", "NA" }, codes = new[] { "R05" }, note = "名称牌匾与登记不一致" }, "MSA-002", at: start.AddMinutes(9))).Status);
        Assert.Equal("witness-missing", await RefusedAsync("sign", new { outcome = "refused", reason = "不愿意" }));
        Assert.Equal("signature-missing", await RefusedAsync("sign", new { outcome = "signed", name = "莫测试" }));
        Assert.Equal(200, (await phone.SayAsync(visit.Id, "sign", new { outcome = "signed", name = "莫测试", duty = "经营者" }, at: start.AddMinutes(20), file: Files.Png(60, 20))).Status);
        // A problem without evidence is refused as at the desk, named by its item; nothing of the refused submission stays.
        var bare = await phone.SayAsync(visit.Id, "submit", new { disposal = "ORDER" });
        Assert.Equal((422, "evidence-missing", "MSA-002"), (bare.Status, FieldPhone.CodeOf(bare.Said), (string)bare.Said["problems"]![0]!["field"]!));
        Assert.Equal(0, await app.WithDbAsync(db => db.Set<Document>().CountAsync(d => d.Subject == $"visit:{visit.Id:N}")));
        Assert.Equal(0, await EntriesAsync(app, visit.Id, "submit:MSA"));
        Assert.Equal(200, (await phone.SayAsync(visit.Id, "photo", new { item = "MSA-002" }, at: start.AddMinutes(9), file: Files.Jpeg(40, 30))).Status);
        // Changed after the signature: signed again.
        Assert.Equal(200, (await phone.SayAsync(visit.Id, "item", Good, "MSA-001", seen: 1, at: start.AddMinutes(25))).Status);
        Assert.Equal("signed-before", await RefusedAsync("submit", new { disposal = "ORDER" }));
        Assert.Equal(200, (await phone.SayAsync(visit.Id, "sign", new { outcome = "refused", reason = "对结果有意见", witness = "村干部韦测试" }, seen: 1, at: start.AddMinutes(30))).Status);
        var submit = Guid.NewGuid();
        Assert.Equal(200, (await phone.SayAsync(visit.Id, "leave", at: start.AddMinutes(31))).Status);
        Assert.Equal(200, (await phone.SayAsync(visit.Id, "submit", new { disposal = "ORDER" }, id: submit)).Status);
        Assert.True((bool)(await phone.SayAsync(visit.Id, "submit", new { disposal = "ORDER" }, id: submit)).Said["repeated"]!);
        Assert.Equal("part-submitted", FieldPhone.CodeOf((await phone.SayAsync(visit.Id, "item", Good, "MSA-001", seen: 2)).Said));
        var half = await FindAsync(app, visit.Id);
        Assert.Equal((VisitState.OnSite, 1), (half.State, half.Parts.Count(p => p.SubmittedAt is not null)));
        Assert.Equal(start.UtcDateTime, half.ArrivedAt!.Value, TimeSpan.FromMilliseconds(1));
        Assert.Equal(ChinaTime.DayOf(start.UtcDateTime), half.Parts.Single(p => p.Department == "MSA").CheckedOn);
        var record = await app.WithDbAsync(db => db.Set<Document>().SingleAsync(d => d.Subject == $"visit:{visit.Id:N}"));
        foreach (var text in new[] { "现场检查笔录", "名称牌匾与登记不一致", "村干部韦测试", "已扫码核对", "市场主体登记管理条例第三十六条", "照片1张" })
            Assert.Contains(text, record.Content);
        using (var pdf = await phone.Client.GetAsync($"/documents/{record.Id}.pdf"))
            Assert.Equal((HttpStatusCode.OK, "application/pdf"), (pdf.StatusCode, pdf.Content.Headers.ContentType?.MediaType));
        using (var outsider = await app.SignedInAsync("liaison:TAX"))
            Assert.Equal(HttpStatusCode.NotFound, (await outsider.GetAsync($"/documents/{record.Id}.pdf")).StatusCode);
        await other.SayAsync(visit.Id, "arrive", new { noScan = "没有挂执照" }, at: start);
        await other.SayAsync(visit.Id, "item", new { codes = new[] { "R01" } }, "EMERGENCY-001", at: start);
        await other.SayAsync(visit.Id, "sign", new { outcome = "absent", reason = "店主离开" }, at: start.AddMinutes(1));
        var last = await other.SayAsync(visit.Id, "submit", new { disposal = "NONE" });
        Assert.True(last.Status == 200, last.Said.ToJsonString());
        Assert.Equal(VisitState.Submitted, (await FindAsync(app, visit.Id)).State);
        Assert.Contains("现场检查笔录", (await phone.Client.GetPageAsync($"/inspections/visits/{visit.Id}")).Text());
    }

    /// <summary>扫码入企: the printed licence's code, the visit's own, the credit code in full width; not another firm's. First to arrive and last to leave make the visit's times.</summary>
    [Theory, OnEachDatabase]
    public async Task Arrival_TakesTheCodesOfThisFirmOnly_AndTheVisitsTimesAreTheTeams(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (visit, msa, _) = await FieldPhone.NewVisitAsync(app);
        using var first = await FieldPhone.OfAsync(app, msa[0]);
        using var second = await FieldPhone.OfAsync(app, msa[1]);
        var licence = (string?)first.Visit(visit.Id)!["licence"];
        Assert.StartsWith("/verify/", licence, StringComparison.Ordinal);
        var at = new DateTimeOffset(DateTime.UtcNow.Date, TimeSpan.Zero).AddHours(-3);
        Assert.Equal(422, (await first.SayAsync(visit.Id, "arrive", new { scanned = "https://qishi.example/verify/otherotherother" }, at: at)).Status);
        Assert.Equal(200, (await first.SayAsync(visit.Id, "arrive", new { scanned = "https://qishi.example" + licence }, at: at.AddMinutes(10))).Status);
        Assert.Equal(200, (await second.SayAsync(visit.Id, "arrive", new { scanned = "９２４５１５２１ＭＡＣＹ０００１８８" }, at: at)).Status);
        Assert.Equal(200, (await second.SayAsync(visit.Id, "arrive", new { scanned = $"https://qishi.example/field/v/{visit.Id}" }, seen: 1, at: at.AddMinutes(1))).Status);
        Assert.Equal(200, (await first.SayAsync(visit.Id, "leave", at: at.AddMinutes(50))).Status);
        Assert.Equal(200, (await second.SayAsync(visit.Id, "leave", at: at.AddMinutes(40))).Status);
        var after = await FindAsync(app, visit.Id);
        Assert.Equal((VisitState.OnSite, at.UtcDateTime, at.AddMinutes(50).UtcDateTime), (after.State, after.ArrivedAt!.Value, after.LeftAt!.Value));
        // A phone whose clock runs ahead does not write the future.
        Assert.Equal(200, (await first.SayAsync(visit.Id, "leave", seen: 1, at: DateTimeOffset.UtcNow.AddDays(3))).Status);
        Assert.True((await FindAsync(app, visit.Id)).LeftAt <= DateTime.UtcNow);
    }

    /// <summary>Told in time or not at all; the letter and the state go together.</summary>
    [Theory, OnEachDatabase]
    public async Task Notice_IsGivenSomeWorkingDaysBefore_AndNeverForUnannouncedChecks(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (visit, msa, _) = await FieldPhone.NewVisitAsync(app);
        var (secret, _, _) = await FieldPhone.NewVisitAsync(app, unannounced: true);
        using var client = await app.SignedInAsync(msa[0]);
        using var office = await app.SignedInAsync("1031");
        var today = await app.AsAsync(null, s => Task.FromResult(s.GetRequiredService<TimeProvider>().Today()));
        var page = $"/inspections/visits/{visit.Id}/notice";
        using var early = await client.PostFormAsync(page, new Dictionary<string, string?> { ["On"] = $"{today.AddDays(1):yyyy-MM-dd}" }, "notice");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.StatusCode);
        await DrawTests.PostedAsync(client, page, new() { ["On"] = $"{today.AddDays(12):yyyy-MM-dd}", ["Materials"] = "营业执照\n进货台账" }, "notice");
        var told = await FindAsync(app, visit.Id);
        Assert.Equal((VisitState.Notified, today.AddDays(12)), (told.State, told.NoticeFor));
        var letter = await app.WithDbAsync(db => db.Set<Document>().SingleAsync(d => d.Subject == $"visit:{visit.Id:N}"));
        Assert.Contains("进货台账", letter.Content);
        Assert.Contains("申请回避", letter.Content);
        await client.GetPageAsync($"/inspections/visits/{secret.Id}/notice", HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.Forbidden, (await office.GetAsync(page)).StatusCode);
    }

    /// <summary>The shell holds nobody's data and is confined to its own addresses.</summary>
    [Fact]
    public async Task Shell_IsInstallable_AndHoldsNobodysData()
    {
        var app = TestApp.Shared(DatabaseKind.Sqlite);
        using var visitor = app.ClientWith();
        using var worker = await visitor.GetAsync("/field/worker.js");
        Assert.Equal(("text/javascript", "/field"), (worker.Content.Headers.ContentType?.MediaType, worker.Headers.GetValues("Service-Worker-Allowed").Single()));
        var manifest = await visitor.GetStringAsync("/field/app.webmanifest");
        Assert.Contains("\"scope\":\"/field\"", manifest);
        Assert.Contains("standalone", manifest);
        foreach (var icon in new[] { "192", "512" })
            Assert.Equal("image/png", (await visitor.GetAsync($"/img/field-{icon}.png")).Content.Headers.ContentType?.MediaType);
        var (visit, msa, _) = await FieldPhone.NewVisitAsync(app);
        using var client = await app.SignedInAsync(msa[0]);
        var name = await app.WithDbAsync(db => db.Set<InspectorRecord>().Where(i => i.StaffNo == msa[0]).Select(i => i.Name).SingleAsync());
        foreach (var address in new[] { "/field", $"/field/v/{visit.Id}" })
        {
            var html = await client.GetStringAsync(address);
            Assert.DoesNotContain(name, html);
            Assert.DoesNotContain(visit.ObjectName, html);
        }

        // Every module the page may need is kept with it.
        var folder = Path.Combine(Approved.Root, "src", "Qishi", "wwwroot", "js", "field");
        var shell = await File.ReadAllTextAsync(Path.Combine(folder, "shell.js"), TestContext.Current.CancellationToken);
        Assert.All(Directory.GetFiles(folder, "*.js").Select(Path.GetFileNameWithoutExtension).Where(f => f != "worker"), f => Assert.Contains($"'{f}'", shell));
    }

    private static (int Status, int Number) Number((int Status, System.Text.Json.Nodes.JsonNode Said) answer) => (answer.Status, (int)answer.Said["number"]!);

    private static Task<List<string>> SessionsAsync(TestApp app, Guid account) => app.WithDbAsync(db => db.Set<Session>().Where(s => s.AccountId == account).Select(s => s.TokenDigest).ToListAsync());

    private static Task<int> EntriesAsync(TestApp app, Guid visit, string key) => app.WithDbAsync(db => db.Set<FieldEntry>().CountAsync(e => e.VisitId == visit && e.Key == key));

    private static Task<Visit> FindAsync(TestApp app, Guid id) => app.WithDbAsync(db => db.Set<Visit>().AsNoTracking().Include(v => v.Parts).Include(v => v.Inspectors).AsSplitQuery().SingleAsync(v => v.Id == id));
}
