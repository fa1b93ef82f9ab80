using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Permits.ClaimNotices;
using Qishi.Modules.Permits.Contracts;
using Qishi.Modules.Permits.Jobs;
using Qishi.Modules.Permits.Model;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Worklist.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Messaging;
using Qishi.Tests.Modules.Registration;
using Qishi.Tests.Modules.Registration.Acts;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Permits;

/// <summary>双告知 from the licence to the permit, or to the hand-over to enforcement, through the pages the departments use.</summary>
public sealed class NoticeTests
{
    [Theory, OnEachDatabase]
    public async Task T_7_1_Licence_TellsTheDepartmentOnce_Claim_Result_AtTheExchangeToo(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var uscc = await LicensedAsync(app, "O007", "F029");
        var notice = await NoticeAsync(app, uscc);
        Assert.Equal(("HEALTH", "P014", NoticeState.Pushed), (notice.Department, notice.Matter, notice.State));
        Assert.True(notice.PushedAt - notice.IssuedAt < TimeSpan.FromHours(24));
        Assert.Equal((HandOverStatus.Pushed, true), await HandOverAsync(app, uscc));
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<WorkItem>().CountAsync(i => i.ClosedAt == null && i.Unit == "HEALTH" && i.Url.EndsWith(notice.Id.ToString()) && i.Act == "认领")));

        using var other = await app.SignedInAsync("liaison:AGRI");
        await other.GetPageAsync($"/permits/notices/{notice.Id}", HttpStatusCode.NotFound);
        Assert.DoesNotContain(notice.EntityName, (await other.GetPageAsync("/permits?tab=all&size=100")).Text(), StringComparison.Ordinal);
        using var forged = await other.PostFormAsync("/permits?tab=published", new Dictionary<string, string?> { ["Claim.Ids"] = notice.Id.ToString() }, "claim");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, forged.StatusCode);

        using var liaison = await app.SignedInAsync("liaison:HEALTH");
        Assert.Contains(notice.EntityName, (await liaison.GetPageAsync($"/permits?q={uscc}")).Text(), StringComparison.Ordinal);
        using var claimed = await liaison.PostFormAsync($"/permits?q={uscc}", new Dictionary<string, string?> { ["Claim.Ids"] = notice.Id.ToString() }, "claim");
        await AcceptedAsync(claimed);
        notice = await NoticeAsync(app, uscc);
        Assert.Equal(NoticeState.Claimed, notice.State);
        Assert.Equal(HandOverStatus.Acked, (await HandOverAsync(app, uscc)).Status);
        var days = await app.AsAsync(null, s => s.GetRequiredService<Qishi.Platform.Rules.IRules>().WorkingDaysAsync());
        Assert.Equal(days.CloseOf(days.AddWorkingDays(ChinaTime.DayOf(notice.ClaimedAt!.Value), 20).Date), notice.ResultDueAt);

        var page = $"/permits/notices/{notice.Id}";
        using var refused = await liaison.PostFormAsync(page, new Dictionary<string, string?> { ["Result"] = "permitted", ["PermitNo"] = "" }, "report");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("请填写许可证件编号，60字以内", (await refused.PageAsync()).Errors());
        using var reported = await liaison.PostFormAsync(page, new Dictionary<string, string?> { ["Result"] = "permitted", ["PermitNo"] = "望卫公证字〔2026〕77号" }, "report");
        await AcceptedAsync(reported);
        notice = await NoticeAsync(app, uscc);
        Assert.Equal((NoticeState.Permitted, "望卫公证字〔2026〕77号", (DateTime?)null), (notice.State, notice.PermitNo, notice.NextReminderAt));
        Assert.Equal(HandOverStatus.Done, (await HandOverAsync(app, uscc)).Status);
        Assert.Equal(0, await app.WithDbAsync(db => db.Set<WorkItem>().CountAsync(i => i.ClosedAt == null && i.Url.EndsWith(notice.Id.ToString()))));
        var shown = (await liaison.GetPageAsync(page)).Text();
        Assert.Contains("反馈：许可办结", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("13800000001", shown, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task R_10_12_PermitReportedGranted_IsCancelledWithTheRegistration_ByItsDepartment(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var desk = await Desk.OpenAsync(app);
        var made = await desk.EntityAsync(Given.SoleTrader(d => d with { ScopeItems = ["O007"] }));
        await app.SettleAsync();
        var (notice, page) = (await NoticeAsync(app, made.Uscc), "");
        page = $"/permits/notices/{notice.Id}";
        using var liaison = await app.SignedInAsync("liaison:HEALTH");
        using (await liaison.PostFormAsync($"/permits?q={made.Uscc}", new Dictionary<string, string?> { ["Claim.Ids"] = notice.Id.ToString() }, "claim"))
        {
        }

        using (await liaison.PostFormAsync(page, new Dictionary<string, string?> { ["Result"] = "permitted", ["PermitNo"] = "望卫公证字〔2026〕78号" }, "report"))
        {
        }

        // The exit asks for it, names it, and says that others may not be known.
        var number = await desk.StartAsync("dereg", made.Uscc);
        using (var mine = await app.SignedInAsync(Desk.Applicant))
            Assert.Contains("望卫公证字〔2026〕78号", (await mine.GetPageAsync("/my/applications/" + number)).Text(), StringComparison.Ordinal);
        await app.AsAsync(desk.First, async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var permits = Assert.Single(s.GetServices<IPermitCancellation>());
            Assert.False(permits.Whole);
            var held = Assert.Single(await permits.ActiveAsync(made.Uscc, Given.Day, default));
            await permits.CancelAsync(made.Uscc, [held.Id], Given.Day.AddDays(3), number, default);
            await db.SaveChangesAsync();
        });
        Assert.Empty(await app.AsAsync(null, s => s.GetServices<IPermitCancellation>().Single().ActiveAsync(made.Uscc, Given.Day, default)));
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<WorkItem>().CountAsync(i => i.ClosedAt == null && i.Unit == "HEALTH" && i.Kind == "证照同销" && i.Url.EndsWith(notice.Id.ToString()))));
        using var other = await app.SignedInAsync("liaison:AGRI");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(page)).StatusCode);
        using (var done = await liaison.PostFormAsync(page, new Dictionary<string, string?>(), "cancelled"))
            await AcceptedAsync(done);
        Assert.Equal(0, await app.WithDbAsync(db => db.Set<WorkItem>().CountAsync(i => i.ClosedAt == null && i.Kind == "证照同销" && i.Url.EndsWith(notice.Id.ToString()))));
        Assert.Contains("许可已注销", (await liaison.GetPageAsync(page)).Text(), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task ScopeChanged_TheNewPermitsDepartmentIsTold_TheOldOneNotAgain(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var desk = await Desk.OpenAsync(app);
        var made = await desk.EntityAsync(Given.SoleTrader(d => d with { ScopeItems = ["O007", "F029"] }));
        await app.SettleAsync();
        var first = await NoticeAsync(app, made.Uscc);
        var number = await desk.AppliedAsync("change", made.Uscc, [], ("Items", "scope"), ("DecidedOn", "2026-11-24"), ("ScopeItems", "O007"), ("ScopeItems", "F029"), ("ScopeItems", "H001"));
        await desk.GrantedAsync(number);
        await app.SettleAsync();
        var notices = await app.WithDbAsync(db => db.Set<DualNotice>().AsNoTracking().Where(n => n.Uscc == made.Uscc).OrderBy(n => n.CreatedAt).ToListAsync());
        Assert.Equal(["P014", "P001"], notices.Select(n => n.Matter));
        Assert.Equal((first.Id, first.PushedAt), (notices[0].Id, notices[0].PushedAt));
        Assert.Equal(("MSA", NoticeState.Pushed), (notices[1].Department, notices[1].State));
    }

    [Theory, OnEachDatabase]
    public async Task T_7_5_UnknownDepartment_IsPublishedForAll_AndClaimedOnce(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        // A permit of the region: no department of the county has it.
        var uscc = await LicensedAsync(app, "D001");
        var notice = await NoticeAsync(app, uscc);
        Assert.Equal((NoticeState.Published, (string?)null), (notice.State, notice.Department));
        foreach (var department in new[] { "AGRI", "HEALTH" })
        {
            using var anyone = await app.SignedInAsync("liaison:" + department);
            Assert.Contains(notice.EntityName, (await anyone.GetPageAsync($"/permits?tab=published&q={uscc}")).Text(), StringComparison.Ordinal);
        }

        using var taker = await app.SignedInAsync("liaison:AGRI");
        using var claimed = await taker.PostFormAsync($"/permits?tab=published&q={uscc}", new Dictionary<string, string?> { ["Claim.Ids"] = notice.Id.ToString() }, "claim");
        await AcceptedAsync(claimed);
        notice = await NoticeAsync(app, uscc);
        Assert.Equal((NoticeState.Claimed, "AGRI", "望溪县农业农村局"), (notice.State, notice.Department, notice.DepartmentName));
        Assert.Equal(HandOverStatus.Acked, (await HandOverAsync(app, uscc)).Status);
        var late = await app.ActorAsync("liaison:HEALTH");
        Assert.False((await app.AsAsync(late, s => s.GetRequiredService<ClaimNoticesHandler>().ClaimAsync(notice.Id, default))).Ok);
    }

    [Theory, OnEachDatabase]
    public async Task NotMine_GoesBack_IsReassigned_AndKeepsItsReminders(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var uscc = await LicensedAsync(app, "F085");
        var notice = await NoticeAsync(app, uscc);
        using var agri = await app.SignedInAsync("liaison:AGRI");
        using var silent = await agri.PostFormAsync($"/permits/notices/{notice.Id}", new Dictionary<string, string?> { ["Why"] = "" }, "back");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
        using var back = await agri.PostFormAsync($"/permits/notices/{notice.Id}", new Dictionary<string, string?> { ["Why"] = "只售日用杀虫剂，归商务局管" }, "back");
        await AcceptedAsync(back);
        Assert.Equal(HandOverStatus.Rejected, (await HandOverAsync(app, uscc)).Status);
        using var registrar = await app.SignedInAsync("registrar1");
        Assert.Null((await registrar.GetPageAsync($"/permits/notices/{notice.Id}")).QuerySelector("select[name='Reassign.Department']"));
        using var supervisor = await app.SignedInAsync("supervisor1");
        using var told = await supervisor.PostFormAsync($"/permits/notices/{notice.Id}", new Dictionary<string, string?> { ["Department"] = "COMMERCE" }, "reassign");
        await AcceptedAsync(told);
        var moved = await NoticeAsync(app, uscc);
        Assert.Equal((NoticeState.Pushed, "COMMERCE", notice.NextReminderAt, notice.PushedAt), (moved.State, moved.Department, moved.NextReminderAt, moved.PushedAt));
        var handOver = await app.WithDbAsync(db => db.Set<HandOver>().AsNoTracking().SingleAsync(h => h.Uscc == uscc && h.Current));
        Assert.Equal(("COMMERCE", 2, HandOverStatus.Pushed), (handOver.Department, handOver.PayloadVersion, handOver.Status));
        await agri.GetPageAsync($"/permits/notices/{notice.Id}", HttpStatusCode.NotFound);
    }

    [Theory, OnEachDatabase]
    public async Task UnpermittedOperation_IsHandedOverWithALetter_ToTheStation(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var uscc = await LicensedAsync(app, "O007");
        var notice = await NoticeAsync(app, uscc);
        var page = $"/permits/notices/{notice.Id}";
        using var liaison = await app.SignedInAsync("liaison:HEALTH");
        using var claimed = await liaison.PostFormAsync(page, new Dictionary<string, string?>(), "claim-one");
        await AcceptedAsync(claimed);
        using var thin = await liaison.PostFormAsync(page, new Dictionary<string, string?> { ["Result"] = "unpermitted", ["Sentence"] = "在经营" }, "report");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, thin.StatusCode);
        using var found = await liaison.PostFormAsync(page, new Dictionary<string, string?> { ["Result"] = "unpermitted", ["Sentence"] = "11月20日巡查时正在为顾客做美容，不能出示卫生许可证" }, "report");
        await AcceptedAsync(found);
        using var supervisor = await app.SignedInAsync("supervisor1");
        using var handed = await supervisor.PostFormAsync(page, new Dictionary<string, string?> { ["To"] = "station" }, "hand-over");
        await AcceptedAsync(handed);
        notice = await NoticeAsync(app, uscc);
        Assert.Equal((NoticeState.HandedOver, "清河市场监督管理所"), (notice.State, notice.HandedOverTo));
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<WorkItem>().CountAsync(i => i.ClosedAt == null && i.Unit == "MSA-S02" && i.Role == "station-inspector" && i.Url.EndsWith(notice.Id.ToString()))));
        using var letter = await supervisor.GetAsync($"/documents/{notice.DocumentId}.pdf");
        Assert.Equal("application/pdf", letter.Content.Headers.ContentType?.MediaType);
        using var stranger = await app.SignedInAsync("liaison:AGRI");
        using var closed = await stranger.GetAsync($"/documents/{notice.DocumentId}.pdf");
        Assert.NotEqual(HttpStatusCode.OK, closed.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task Tracking_RemindsAt30_60_90Days_Escalates_AndEndsWithTheEntity(DatabaseKind kind)
    {
        // Tuesday 24 November 2026, 10:00 in China.
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 2, 0, 0, TimeSpan.Zero));
        // Only pages: subscribers and jobs are called by the test, step by step.
        await using var app = new TestApp(kind, clock, new() { ["Roles"] = "web" });
        var uscc = await LicensedAsync(app, settle: false, "F085");
        await app.AsAsync(null, async s =>
        {
            await s.GetRequiredService<Qishi.Modules.Permits.TellDepartments.NoticeTeller>().TellAsync(uscc, "KB202611240777", clock.GetUtcNow().UtcDateTime, default);
            await s.GetRequiredService<AppDb>().SaveChangesAsync();
        });
        async Task<List<string>> AtAsync(DateTimeOffset moment)
        {
            clock.SetUtcNow(moment);
            await app.RunJobAsync<RemindAndEscalate>();
            return await app.WithDbAsync(db => db.Set<EventRow>().Where(e => e.Subject == "entity:" + uscc && (e.Type.EndsWith("PermitReminded") || e.Type.EndsWith("PermitClaimEscalated"))).OrderBy(e => e.Seq).Select(e => e.Payload).ToListAsync());
        }

        Task<int> ItemsAsync(string act) => app.WithDbAsync(db => db.Set<WorkItem>().CountAsync(i => i.ClosedAt == null && i.Kind == "双告知" && i.Act.Contains(act) && i.Title.Contains("农药经营许可") && i.Url.EndsWith(NoticeIdOf(db, uscc))));

        // Five working days: 1 December, the whole day.
        Assert.Empty(await AtAsync(new(2026, 12, 1, 8, 59, 0, TimeSpan.Zero)));
        Assert.Single(await AtAsync(new(2026, 12, 1, 9, 31, 0, TimeSpan.Zero)));
        Assert.Equal((1, 0), (await ItemsAsync("报告部门负责人"), await ItemsAsync("联席办清单")));
        Assert.Equal(2, (await AtAsync(new(2026, 12, 8, 9, 31, 0, TimeSpan.Zero))).Count);
        Assert.Equal(1, await ItemsAsync("联席办清单"));

        Assert.Equal(2, (await AtAsync(new(2026, 12, 23, 15, 0, 0, TimeSpan.Zero))).Count);
        foreach (var (day, count) in new[] { (new DateTimeOffset(2026, 12, 24, 1, 1, 0, TimeSpan.Zero), 3), (new DateTimeOffset(2027, 1, 23, 1, 1, 0, TimeSpan.Zero), 4), (new DateTimeOffset(2027, 2, 22, 1, 1, 0, TimeSpan.Zero), 5) })
        {
            Assert.Equal(count, (await AtAsync(day)).Count);
            Assert.Equal(count, (await AtAsync(day.AddMinutes(40))).Count);
        }

        Assert.Equal(1, await ItemsAsync("告知90天还没有取得许可"));
        var texts = await app.WithDbAsync(db => db.Set<MessageRow>().AsNoTracking().Where(m => m.Topic == "permits.remind" && m.Subject == "entity:" + uscc).Select(m => m.Text).ToListAsync());
        Assert.Equal(3, texts.Count);
        Assert.All(texts, t => Assert.Contains("还没有取得农药经营许可，取得前不能从事相应经营。请到望溪县农业农村局办理", t, StringComparison.Ordinal));
        Assert.Equal(5, (await AtAsync(new(2027, 6, 1, 1, 1, 0, TimeSpan.Zero))).Count);

        await app.AsAsync(null, s => ActivatorUtilities.CreateInstance<Qishi.Modules.Permits.Subscribers.EndNoticesWhenEntityDeregistered>(s)
            .HandleAsync(new EntityDeregistered(uscc, new(2027, 6, 1)), new(1, 1, Guid.Empty, clock.GetUtcNow().UtcDateTime), default));
        Assert.Equal(NoticeState.Ended, (await NoticeAsync(app, uscc)).State);
        Assert.Equal(0, await ItemsAsync("许可"));
    }

    [Theory, OnEachDatabase]
    public async Task Boards_OwnRowsAndBureau_Excel_Figures(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var leader = await app.SignedInAsync("leader1");
        Assert.Contains("望溪县卫生健康局", (await leader.GetPageAsync("/permits/departments")).Text(), StringComparison.Ordinal);
        foreach (var path in new[] { "/permits/excel?tab=all", "/permits/departments/excel", "/permits/matters/excel?on=2023-06-21" })
        {
            using var excel = await leader.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, excel.StatusCode);
        }

        foreach (var which in Qishi.Modules.Permits.ShowBoard.ShowBoardHandler.Clocks)
            await leader.GetPageAsync($"/permits?clock={which.Key}");
        Assert.Contains("本县改革事项32项，涉及12个部门", (await leader.GetPageAsync("/permits/matters")).Text(), StringComparison.Ordinal);
        using var liaison = await app.SignedInAsync("liaison:HEALTH");
        await liaison.GetPageAsync("/permits/departments", HttpStatusCode.Forbidden);
        Assert.Null((await liaison.GetPageAsync("/permits")).QuerySelector("select[name=department]"));
        using var own = await liaison.GetAsync("/permits/excel?tab=all");
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        foreach (var metric in Qishi.Modules.Permits.Figures.PermitMetrics.All)
            await app.AsAsync(null, s => metric.ReadAsync(s, new(new(2026, 1, 1), new(2026, 12, 31)), default));
    }

    internal static Task<string> LicensedAsync(TestApp app, params string[] items) => LicensedAsync(app, settle: true, items);

    private static async Task<string> LicensedAsync(TestApp app, bool settle, params string[] items)
    {
        var made = await Given.EstablishedAsync(app, Given.SoleTrader(d => d with { ScopeItems = items }), await app.AsAsync(null, s => Task.FromResult(s.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime)));
        if (settle)
            await app.SettleAsync();
        return made.Uscc;
    }

    private static Task<DualNotice> NoticeAsync(TestApp app, string uscc) => app.WithDbAsync(db => db.Set<DualNotice>().AsNoTracking().SingleAsync(n => n.Uscc == uscc));

    private static string NoticeIdOf(AppDb db, string uscc) => db.Set<DualNotice>().Where(n => n.Uscc == uscc).Select(n => n.Id).Single().ToString();

    private static Task<(HandOverStatus Status, bool AtDesk)> HandOverAsync(TestApp app, string uscc) => app.WithDbAsync(async db =>
    {
        var h = await db.Set<HandOver>().AsNoTracking().SingleAsync(x => x.Uscc == uscc && x.Current);
        return (h.Status, h.AtDesk);
    });

    internal static async Task AcceptedAsync(HttpResponseMessage response) =>
        Assert.True(response.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther, $"{(int)response.StatusCode} {string.Join(" | ", (await response.PageAsync()).Errors())} {(await response.PageAsync()).Text()}");
}
