using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Departments;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Exchange.LiaisonDesk;

public sealed class LiaisonDeskTests
{
    private static int number;

    [Theory, OnEachDatabase]
    public async Task Receive_Finish_FollowsTheFlowAndKeepsTheRealTime(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var row = await RowAsync(app, "MEDINS", delivered: true);
        using var liaison = await app.SignedInAsync("liaison:MEDINS");
        using var received = await liaison.PostFormAsync("/liaison", new Dictionary<string, string?> { ["Receive.Ids"] = row.Id.ToString() }, "receive");
        Assert.True(received.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther, (await received.PageAsync()).Text());
        Assert.Equal(HandOverStatus.Acked, (await FindAsync(app, row.Id)).Status);

        using var refused = await liaison.PostFormAsync($"/liaison?open={row.Id}", new Dictionary<string, string?> { ["Results[0]"] = "", ["DoneAt"] = "2099-01-01 10:00" }, "finish");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(["请填写单位医保号", "实际办成时间不能晚于现在。请核对"], (await refused.PageAsync()).QuerySelectorAll(".q-errors li").Select(e => e.TextContent.Trim()));

        var accepted = row.AcceptedAt.AddMinutes(5);
        using var finished = await liaison.PostFormAsync(
            $"/liaison?open={row.Id}", new Dictionary<string, string?> { ["Results[0]"] = "YB451521000077", ["DoneAt"] = Qishi.Modules.Exchange.LiaisonDesk.TypedMoment.Text(accepted) }, "finish");
        Assert.True(finished.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther, (await finished.PageAsync()).Text());
        var done = await FindAsync(app, row.Id);
        Assert.Equal(HandOverStatus.Done, done.Status);
        Assert.True(done.BusinessCompletedAt < done.ReportedAt);
        Assert.Contains("YB451521000077", done.Result, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task SendBack_NeedsACodeASentenceAndWhoseDataItIs(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var row = await RowAsync(app, "MEDINS", delivered: true);
        using var liaison = await app.SignedInAsync("liaison:MEDINS");
        using var refused = await liaison.PostFormAsync($"/liaison?open={row.Id}", new Dictionary<string, string?> { ["Code"] = "" }, "send-back");
        Assert.Equal(3, (await refused.PageAsync()).QuerySelectorAll(".q-errors li").Length);
        using var sent = await liaison.PostFormAsync(
            $"/liaison?open={row.Id}", new Dictionary<string, string?> { ["Code"] = "ID_MISMATCH", ["Whose"] = "applicant", ["Sentence"] = "身份证号码与参保记录不一致" }, "send-back");
        Assert.True(sent.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther, (await sent.PageAsync()).Text());
        var back = await FindAsync(app, row.Id);
        Assert.Equal((HandOverStatus.Rejected, "ID_MISMATCH", true), (back.Status, back.ReturnCode, back.ReturnIsApplicants));
    }

    [Theory, OnEachDatabase]
    public async Task AnotherDepartmentsRow_IsNotThere(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var row = await RowAsync(app, "MEDINS", delivered: true);
        using var other = await app.SignedInAsync("liaison:TAX");
        await other.GetPageAsync($"/liaison?open={row.Id}", HttpStatusCode.NotFound);
        Assert.DoesNotContain(row.CaseNo, (await other.GetPageAsync("/liaison")).Text().Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        using var forged = await other.PostFormAsync("/liaison", new Dictionary<string, string?> { ["Receive.Ids"] = row.Id.ToString() }, "receive");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, forged.StatusCode);
        Assert.Equal(HandOverStatus.Pushed, (await FindAsync(app, row.Id)).Status);
        using var registrar = await app.SignedInAsync("registrar1");
        await registrar.GetPageAsync("/liaison", HttpStatusCode.Forbidden);
    }

    [Theory, OnEachDatabase]
    public async Task RecordByHand_CountsOnlyWhenASecondPersonConfirms(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var row = await RowAsync(app, "MEDINS", delivered: false);
        using var first = await app.SignedInAsync("liaison:MEDINS");
        var values = new Dictionary<string, string?> { ["Results[0]"] = "YB451521000088", ["DoneAt"] = Qishi.Modules.Exchange.LiaisonDesk.TypedMoment.Text(row.AcceptedAt.AddMinutes(1)) };
        using var without = await first.PostFormAsync($"/liaison?open={row.Id}", values, "record");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        Assert.Equal(HandOverStatus.Pending, (await FindAsync(app, row.Id)).Status);

        values["Evidence"] = "医保经办回执2026-0088号";
        using var recorded = await first.PostFormAsync($"/liaison?open={row.Id}", values, "record");
        Assert.True(recorded.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther, (await recorded.PageAsync()).Text());
        Assert.Equal(HandOverStatus.ManualUnconfirmed, (await FindAsync(app, row.Id)).Status);

        // The recorder sees no button, and a forged post is refused too.
        Assert.DoesNotContain("确认，已经办成", (await first.GetPageAsync($"/liaison?open={row.Id}")).Text(), StringComparison.Ordinal);
        var own = await app.ActorAsync("liaison:MEDINS");
        var forged = await app.AsAsync(own, s => s.GetRequiredService<Qishi.Modules.Exchange.ConfirmByHand.ConfirmByHandHandler>().HandleAsync(row.Id, new() { Decision = "confirm" }, default));
        Assert.Equal("two-persons", forged.Problems.Single().Code);
        var stranger = await app.AsAsync(await app.ActorAsync("liaison:TAX"), s => s.GetRequiredService<Qishi.Modules.Exchange.ConfirmByHand.ConfirmByHandHandler>().HandleAsync(row.Id, new() { Decision = "confirm" }, default));
        Assert.Equal("hand-over-not-found", stranger.Problems.Single().Code);
        Assert.Equal(HandOverStatus.ManualUnconfirmed, (await FindAsync(app, row.Id)).Status);

        using var second = await app.SignedInAsync("liaison:MEDINS:2");
        using var confirmed = await second.PostFormAsync($"/liaison?open={row.Id}", new Dictionary<string, string?> { ["Confirm.Decision"] = "confirm" }, "confirm");
        Assert.True(confirmed.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther, (await confirmed.PageAsync()).Text());
        Assert.Equal(HandOverStatus.ManualDone, (await FindAsync(app, row.Id)).Status);
    }

    [Theory, OnEachDatabase]
    public async Task ReportedOutage_HoldsTheQueueUntilAPersonEndsIt(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var row = await RowAsync(app, "FUND", delivered: false);
        using var liaison = await app.SignedInAsync("liaison:FUND");
        using var refused = await liaison.PostFormAsync("/liaison?outage=1", new Dictionary<string, string?> { ["Outage.Act"] = "open", ["Evidence"] = "" }, "outage");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var opened = await liaison.PostFormAsync("/liaison?outage=1", new Dictionary<string, string?> { ["Outage.Act"] = "open", ["Evidence"] = "省平台升级公告〔2026〕7号" }, "outage");
        Assert.True(opened.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther, (await opened.PageAsync()).Text());
        Assert.Equal(HandOverStatus.Outage, (await FindAsync(app, row.Id)).Status);
        var cards = await app.AsAsync(null, s => s.GetRequiredService<IDepartments>().AllAsync(default));
        Assert.NotNull(cards.Single(c => c.Code == "FUND").DownSince);
        using var closed = await liaison.PostFormAsync("/liaison", new Dictionary<string, string?> { ["Outage.Act"] = "close" }, "outage");
        Assert.True(closed.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther, (await closed.PageAsync()).Text());
        await app.Services.GetRequiredService<Qishi.Modules.Exchange.Deliver.DepartmentProbes>().RunAsync(default);
        Assert.Equal(HandOverStatus.Pending, (await FindAsync(app, row.Id)).Status);
        var outage = (await app.AsAsync(null, s => s.GetRequiredService<IDepartments>().OutagesAsync("FUND", DateTime.UnixEpoch, new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc), default)))[^1];
        Assert.NotNull(outage.To);
    }

    private static async Task<HandOver> RowAsync(TestApp app, string department, bool delivered)
    {
        var caseNo = $"KB209911{Interlocked.Increment(ref number):D6}";
        return await app.AsAsync(null, async s =>
        {
            var (db, now) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
            s.GetRequiredService<IHandOvers>().Order(new HandOverOrder(
                caseNo, "92451521MA" + Guid.NewGuid().ToString("N")[..8].ToUpperInvariant(), "望溪县梁记米粉店", Habit.Of(department)!.Matter, department, ExchangeStage.Payload(caseNo), now.AddHours(-1), now.AddHours(8)));
            await db.SaveChangesAsync();
            var row = await db.Set<HandOver>().SingleAsync(h => h.CaseNo == caseNo);
            if (delivered)
                _ = row.Deliver(now, now.AddMinutes(10)).ToList();
            await db.SaveChangesAsync();
            return row;
        });
    }

    private static Task<HandOver> FindAsync(TestApp app, Guid id) => app.WithDbAsync(db => db.Set<HandOver>().AsNoTracking().SingleAsync(h => h.Id == id));
}
