using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Subjects;
using Qishi.Tests.Support;
using Xunit;
using Desk = Qishi.Tests.Modules.Registration.Acts.Desk;

namespace Qishi.Tests.Modules.Registration;

/// <summary>一企一档: everything by time, as of a day, masked, exported with digests.</summary>
public sealed class SubjectFileTests
{
    private static async Task<(TestApp App, string Uscc, DateTime Made)> SuspendedAsync(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var made = app.Services.GetRequiredService<TimeProvider>().UtcNow().AddDays(-40);
        var entity = await (await Desk.OpenAsync(app)).EntityAsync(at: made);
        await app.AsAsync(null, async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var e = await db.Set<Entity>().SingleAsync(x => x.Uscc == entity.Uscc);
            s.GetRequiredService<EventLog>().Record(s.GetRequiredService<Qishi.Platform.Auth.Actor>(), "Testing", null, EntityStatusFlow.Move(db, e, EntityStatus.Suspended, "歇业备案", made.AddDays(20)));
            await db.SaveChangesAsync();
        });
        await app.SettleAsync();
        return (app, entity.Uscc, made);
    }

    [Theory, OnEachDatabase]
    public async Task File_ShowsAllByTime_AndAnEarlierDayAsItWas(DatabaseKind kind)
    {
        var (app, uscc, made) = await SuspendedAsync(kind);
        using var registrar = await app.SignedInAsync("registrar1");
        var now = (await registrar.GetPageAsync($"/entities/{uscc}/file")).Text();
        Assert.Contains("设立登记", now, StringComparison.Ordinal);
        Assert.Contains("歇业备案", now, StringComparison.Ordinal);
        Assert.Contains("签发电子营业执照（第1次）", now, StringComparison.Ordinal);
        Assert.DoesNotContain(Desk.ApplicantId, now, StringComparison.Ordinal);
        var then = (await registrar.GetPageAsync($"/entities/{uscc}/file?asOf={ChinaTime.DayOf(made).AddDays(5):yyyy-MM-dd}")).Text();
        Assert.Contains("设立登记", then, StringComparison.Ordinal);
        Assert.DoesNotContain("歇业备案", then, StringComparison.Ordinal);
        Assert.Contains("存续", then, StringComparison.Ordinal);
        var one = (await registrar.GetPageAsync($"/entities/{uscc}/file?panel={Uri.EscapeDataString("电子营业执照和电子印章")}")).QuerySelectorAll(".q-timeline")[0].TextContent;
        Assert.DoesNotContain("设立登记", one, StringComparison.Ordinal);
        Assert.Contains("申请公章", one, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task File_IsForStaffAndItsOwnPeople_NobodyElse(DatabaseKind kind)
    {
        var (app, uscc, _) = await SuspendedAsync(kind);
        using var owner = await app.SignedInAsync(Desk.Applicant);
        var page = await owner.GetPageAsync($"/entities/{uscc}/file");
        Assert.Contains("歇业备案", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(page.QuerySelectorAll("main a"), a => a.GetAttribute("href")!.StartsWith("/desk", StringComparison.Ordinal));
        Assert.DoesNotContain("限期办理", page.Text(), StringComparison.Ordinal);
        using var stranger = await app.SignedInAsync("applicant2");
        using var liaison = await app.SignedInAsync("liaison:POLICE");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/entities/{uscc}/file")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/entities/{uscc}/file.zip")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await liaison.GetAsync($"/entities/{uscc}/file")).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task Export_HoldsItemsTimelineAndDocuments_WithTheDigestOfEach(DatabaseKind kind)
    {
        var (app, uscc, _) = await SuspendedAsync(kind);
        await app.AsAsync(await app.ActorAsync(Desk.Applicant), async s =>
        {
            using var picture = new MemoryStream(Qishi.Tests.Modules.Documents.Files.Png(20, 10));
            Assert.True((await s.GetRequiredService<Qishi.Modules.Documents.Contracts.IDocuments>().AcceptAsync(picture, "歇业证明.exe", "entity:" + uscc, "proof", default)).Ok);
            await s.GetRequiredService<Qishi.Platform.Data.AppDb>().SaveChangesAsync();
        });
        using var owner = await app.SignedInAsync(Desk.Applicant);
        using var zip = new ZipArchive(new MemoryStream(await owner.GetByteArrayAsync($"/entities/{uscc}/file.zip")));
        Assert.Contains(zip.Entries, e => e.FullName.StartsWith("文书/", StringComparison.Ordinal) && e.Name.EndsWith(".pdf", StringComparison.Ordinal));
        var original = Assert.Single(zip.Entries, e => e.FullName.StartsWith("材料原件/", StringComparison.Ordinal));
        Assert.EndsWith("_歇业证明.png", original.FullName, StringComparison.Ordinal);
        var index = await TextAsync("目录.txt");
        foreach (var entry in zip.Entries.Where(e => e.FullName != "目录.txt"))
        {
            await using var stream = await entry.OpenAsync();
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            Assert.Contains($"{Sm3.Hex(bytes.ToArray())}　{entry.FullName}", index, StringComparison.Ordinal);
        }

        var items = await TextAsync("登记事项.txt");
        Assert.Contains("状态：歇业", items, StringComparison.Ordinal);
        Assert.DoesNotContain(Desk.ApplicantId, items, StringComparison.Ordinal);

        async Task<string> TextAsync(string name)
        {
            using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync(), Encoding.UTF8);
            return await reader.ReadToEndAsync();
        }
    }

    [Fact]
    public async Task PanelThatFails_SaysSo_TheOthersStand()
    {
        var shown = await new SubjectFile([new Broken(), new Sound()], NullLogger<SubjectFile>.Instance).ShowAsync("x", Given.Day, holder: false, default);
        Assert.Equal([("坏", true, 0), ("好", false, 1)], shown.Select(p => (p.Title, p.Failed, p.Panel.Lines.Count)));
        Assert.Empty(await new SubjectFile([new Sound()], NullLogger<SubjectFile>.Instance).ShowAsync("x", Given.Day, holder: true, default));
    }

    private sealed class Broken : ISubjectPanel
    {
        public string Title => "坏";
        public int Order => 1;

        public Task<SubjectPanel> ShowAsync(string uscc, DateOnly asOf, CancellationToken ct) => throw new InvalidOperationException("broken");
    }

    private sealed class Sound : ISubjectPanel
    {
        public string Title => "好";
        public int Order => 2;

        public Task<SubjectPanel> ShowAsync(string uscc, DateOnly asOf, CancellationToken ct) => Task.FromResult(new SubjectPanel([new(default, "行", "/desk")], []));
    }
}
