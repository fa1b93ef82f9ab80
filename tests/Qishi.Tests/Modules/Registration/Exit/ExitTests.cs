using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Exit;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Notices;
using Qishi.Modules.Registration.Suspend;
using Qishi.Platform.Data;
using Qishi.Tests.Modules.Registration.Acts;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration.Exit;

/// <summary>Facts other modules would know, set by the test; permits likewise.</summary>
internal sealed class PluggedFacts : IExitFacts, IPermitCancellation
{
    public readonly System.Collections.Concurrent.ConcurrentDictionary<string, ExitFact[]> Known = new();
    public readonly System.Collections.Concurrent.ConcurrentDictionary<string, HeldPermit[]> Permits = new();
    public readonly System.Collections.Concurrent.ConcurrentDictionary<string, DateOnly> Cancelled = new();

    public string Name => "测试信息";

    public string Knows => "测试许可";

    /// <summary>One per program: two databases give out the same codes.</summary>
    public static PluggedFacts Of(TestApp app) => app.Services.GetRequiredService<PluggedFacts>();

    public Task<IReadOnlyList<ExitFact>> FindAsync(string uscc, DateOnly on, CancellationToken ct) => Task.FromResult<IReadOnlyList<ExitFact>>(Known.GetValueOrDefault(uscc, []));

    public Task<IReadOnlyList<HeldPermit>> ActiveAsync(string uscc, DateOnly on, CancellationToken ct) => Task.FromResult<IReadOnlyList<HeldPermit>>(Permits.GetValueOrDefault(uscc, []));

    public Task CancelAsync(string uscc, IReadOnlyList<string> permitIds, DateOnly dueOn, string applicationNumber, CancellationToken ct)
    {
        foreach (var id in permitIds)
            Cancelled[id] = dueOn;
        return Task.CompletedTask;
    }
}

/// <summary>One program per database with a clock of its own and facts plugged in; the tests of exit move time by days.</summary>
internal static class ExitApp
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<DatabaseKind, Lazy<(TestApp, FakeTimeProvider)>> Apps = new();

    public static (TestApp App, FakeTimeProvider Clock) Of(DatabaseKind kind) => Apps.GetOrAdd(kind, k => new(() =>
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
        var app = new TestApp(k, clock, new() { ["Roles"] = "web" }, s => s.AddSingleton<PluggedFacts>().AddScoped<IExitFacts>(p => p.GetRequiredService<PluggedFacts>()).AddScoped<IPermitCancellation>(p => p.GetRequiredService<PluggedFacts>()));
        _ = app.Services;
        return (app, clock);
    })).Value;
}

[CollectionDefinition(nameof(ExitClock))]
public sealed class ExitClock;

[Collection(nameof(ExitClock))]
public sealed class ExitTests
{
    private static readonly (string, string)[] Promises = [("NoDebts", "true"), ("NoDues", "true"), ("AllInvestors", "true")];

    private static async Task<(Desk Desk, FakeTimeProvider Clock)> OpenAsync(DatabaseKind kind)
    {
        var (app, clock) = ExitApp.Of(kind);
        return (await Desk.OpenAsync(app), clock);
    }

    private static Task<EstablishedEntity> CompanyAsync(Desk desk, FakeTimeProvider clock) => desk.EntityAsync(Given.Company(), clock.GetUtcNow().UtcDateTime.AddYears(-2));

    private static Task RunJobAsync<T>(Desk desk) where T : Qishi.Platform.Jobs.IJob => desk.App.RunJobAsync<T>();

    private static Task<SimpleExit> ExitAsync(Desk desk, string uscc) => desk.App.WithDbAsync(db => db.Set<SimpleExit>().AsNoTracking().OrderByDescending(x => x.PublishedOn).ThenByDescending(x => x.Id).FirstAsync(x => x.Uscc == uscc));

    private static Task<PublicNotice> NoticeAsync(Desk desk, string source) => desk.App.WithDbAsync(db => db.Set<PublicNotice>().AsNoTracking().FirstAsync(n => n.Source == source));

    private static async Task<Result<string>> ObjectAsync(Desk desk, string notice) => (await desk.App.AsAsync(Qishi.Platform.Auth.Actor.Visitor, s => s.GetRequiredService<ObjectToNoticeHandler>().HandleAsync(notice,
        new() { By = "Creditor", Name = "韦债主", Mobile = "13800000088", Reason = "还欠我货款三万元没有结清" }, Desk.FormKeyOf(), default)))!.Value;

    private static (string, string)[] Dereg => [("NoDebts", "true")];

    [Theory, OnEachDatabase]
    public async Task SimpleExit_OfACompany_FromNoticeToDeregistration_WithItsPermits(DatabaseKind kind)
    {
        var (desk, clock) = await OpenAsync(kind);
        var made = await CompanyAsync(desk, clock);
        PluggedFacts.Of(desk.App).Permits[made.Uscc] = [new("P-" + made.Uscc, "食品经营许可证", "县市场监管局", null)];
        var published = await desk.AppliedAsync("simple-notice", made.Uscc, ["commitment"], Promises);
        Assert.Equal(ApplicationState.Issued, (await desk.ApplicationAsync(published)).State);
        Assert.Equal(EntityStatus.DeregNotice, (await desk.EntityAsync(made.Uscc)).Status);
        var early = await desk.StartAsync("simple-dereg", made.Uscc);
        await desk.FillAsync(early, null, ["commitment"], [.. Dereg]);
        Assert.Contains((await desk.SubmitAsync(early))!.Value.Problems, p => p.Code == "notice-runs");
        Assert.Contains((await desk.SubmitAsync(early))!.Value.Problems, p => p.Code == "permit-open");
        clock.Advance(TimeSpan.FromDays(21));
        await RunJobAsync<AdvanceExits>(desk);
        Assert.Equal(SimpleExitState.PeriodDone, (await ExitAsync(desk, made.Uscc)).State);
        await desk.FillAsync(early, null, ["commitment"], [.. Dereg, ("Permits", "P-" + made.Uscc)]);
        Assert.True((await desk.SubmitAsync(early))!.Value.Ok);
        await desk.GrantedAsync(early);
        Assert.Equal((EntityStatus.Deregistered, SimpleExitState.Deregistered), ((await desk.EntityAsync(made.Uscc)).Status, (await ExitAsync(desk, made.Uscc)).State));
        Assert.True(PluggedFacts.Of(desk.App).Cancelled.ContainsKey("P-" + made.Uscc));
        using var client = desk.App.CreateClient();
        Assert.Contains("已注销", (await client.GetPageAsync(made.VerifyUrl)).Text(), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task T_10_4_AbnormalListFoundAtTheApplication_Waits_ThePublicationStays_AndRunsAgain(DatabaseKind kind)
    {
        var (desk, clock) = await OpenAsync(kind);
        var made = await CompanyAsync(desk, clock);
        var published = await desk.AppliedAsync("simple-notice", made.Uscc, ["commitment"], Promises);
        clock.Advance(TimeSpan.FromDays(21));
        await RunJobAsync<AdvanceExits>(desk);
        PluggedFacts.Of(desk.App).Known[made.Uscc] = [new(ExitFactKind.AbnormalList, "已列入经营异常名录")];
        var number = await desk.StartAsync("simple-dereg", made.Uscc);
        await desk.FillAsync(number, null, ["commitment"], Dereg);
        var refused = (await desk.SubmitAsync(number))!.Value;
        Assert.Contains(refused.Problems, p => p.Sentence.Contains("公示不用撤回", StringComparison.Ordinal));
        Assert.Equal(SimpleExitState.ToleratedWait, (await ExitAsync(desk, made.Uscc)).State);
        clock.Advance(TimeSpan.FromDays(40));
        await RunJobAsync<AdvanceExits>(desk);
        Assert.Equal(SimpleExitState.ToleratedWait, (await ExitAsync(desk, made.Uscc)).State);
        Assert.NotEqual(NoticeState.Stopped, (await NoticeAsync(desk, published)).State);
        PluggedFacts.Of(desk.App).Known[made.Uscc] = [];
        await RunJobAsync<AdvanceExits>(desk);
        Assert.Equal(SimpleExitState.PeriodDone, (await ExitAsync(desk, made.Uscc)).State);
        var again = (await desk.SubmitAsync(number))!.Value;
        Assert.True(again.Ok, string.Join("；", again.Problems.Select(p => p.Sentence)));
        await desk.GrantedAsync(number);
        Assert.Equal(EntityStatus.Deregistered, (await desk.EntityAsync(made.Uscc)).Status);
    }

    [Theory, OnEachDatabase]
    public async Task SimpleExit_WithAnObjection_Stops_AndMayBePublishedAgainOnlyWhenItIsSettled(DatabaseKind kind)
    {
        var (desk, clock) = await OpenAsync(kind);
        var made = await CompanyAsync(desk, clock);
        var published = await desk.AppliedAsync("simple-notice", made.Uscc, ["commitment"], Promises);
        var notice = await NoticeAsync(desk, published);
        Assert.True((await ObjectAsync(desk, notice.Number)).Ok);
        Assert.Equal((EntityStatus.Registered, SimpleExitState.Objected), ((await desk.EntityAsync(made.Uscc)).Status, (await ExitAsync(desk, made.Uscc)).State));
        Assert.False((await ObjectAsync(desk, notice.Number)).Ok);
        var again = await desk.StartAsync("simple-notice", made.Uscc);
        await desk.FillAsync(again, null, ["commitment"], Promises);
        Assert.Contains((await desk.SubmitAsync(again))!.Value.Problems, p => p.Code == "objection-open");
        var objection = await desk.App.WithDbAsync(db => db.Set<NoticeObjection>().SingleAsync(o => o.NoticeId == notice.Id));
        Assert.True((await desk.AsAsync(desk.First, s => s.GetRequiredService<DecideObjectionHandler>().HandleAsync(notice.Number, new() { ObjectionId = objection.Id.ToString(), Outcome = "withdrawn", Reply = "债务已经结清" }, Desk.FormKeyOf(), default)))!.Value.Ok);
        Assert.True((await desk.SubmitAsync(again))!.Value.Ok);
        using var client = desk.App.CreateClient();
        var page = (await client.GetPageAsync("/public/registrations/" + notice.Number)).Text();
        Assert.Contains("收到1件", page, StringComparison.Ordinal);
        Assert.DoesNotContain("韦债主", page, StringComparison.Ordinal);
        Assert.Contains(notice.EntityName, (await client.GetPageAsync("/public/registrations?tab=notices&q=" + made.Uscc)).Text(), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task SimpleExit_NobodyAppliedFor_LapsesAfterAStandstill_DatedByTheWindow(DatabaseKind kind)
    {
        var (desk, clock) = await OpenAsync(kind);
        var made = await CompanyAsync(desk, clock);
        await desk.AppliedAsync("simple-notice", made.Uscc, ["commitment"], Promises);
        clock.Advance(TimeSpan.FromDays(90));
        await RunJobAsync<AdvanceExits>(desk);
        await RunJobAsync<AdvanceExits>(desk);
        var exit = await ExitAsync(desk, made.Uscc);
        var e = await desk.EntityAsync(made.Uscc);
        Assert.Equal((SimpleExitState.Lapsed, EntityStatus.Registered), (exit.State, e.Status));
        Assert.Equal(exit.ApplyUntil!.Value.AddDays(1), ChinaTime.DayOf(e.Since));
        Assert.Equal(3, await desk.App.WithDbAsync(db => db.Set<EntityPast>().CountAsync(p => p.EntityId == e.Id)) + 1);
    }

    [Theory, OnEachDatabase]
    public async Task SimpleExit_OfASoleTrader_WaitsTenDaysForTheDepartments(DatabaseKind kind)
    {
        var (desk, clock) = await OpenAsync(kind);
        var made = await desk.EntityAsync(null, clock.GetUtcNow().UtcDateTime.AddYears(-1));
        var number = await desk.AppliedAsync("simple-dereg", made.Uscc, [], Dereg);
        Assert.Contains((await desk.ApproveAsync(number)).Problems, p => p.Rule == "R-10.32");
        clock.Advance(TimeSpan.FromDays(11));
        var approved = await desk.ApproveAsync(number);
        Assert.True(approved.Ok, string.Join("；", approved.Problems.Select(p => p.Sentence)));
        Assert.True((await desk.StepAsync(number, (h, f, k) => h.ConfirmAsync(number, f, k, default), new() { Verdict = "agree" }, desk.Second)).Ok);
        Assert.Equal(EntityStatus.Deregistered, (await desk.EntityAsync(made.Uscc)).Status);
    }

    [Theory, OnEachDatabase]
    public async Task GeneralExit_OfACompany_NeedsTheAnnouncementOf45Days(DatabaseKind kind)
    {
        var (desk, clock) = await OpenAsync(kind);
        var made = await CompanyAsync(desk, clock);
        string Day(int back) => $"{DateOnly.FromDateTime(clock.GetUtcNow().AddHours(8).AddDays(-back).DateTime):yyyy-MM-dd}";
        await desk.AppliedAsync("liquidation", made.Uscc, ["resolution"], ("Cause", "resolution"), ("Votes.Agreed", "0,1"), ("CauseOn", Day(5)), ("FormedOn", Day(2)), ("Leader", "梁小河"), ("Members", "梁小河、覃小兰"), ("ClaimMobile", "13800000001"), ("ClaimAddress", "兴隆街1号"));
        Assert.Equal(EntityStatus.Liquidating, (await desk.EntityAsync(made.Uscc)).Status);
        var number = await desk.StartAsync("dereg", made.Uscc);
        await desk.FillAsync(number, null, ["tax-clearance", "resolution", "liquidation-report"], ("Path", "liquidated"), ("EndedOn", Day(0)));
        Assert.Contains((await desk.SubmitAsync(number))!.Value.Problems, p => p.Rule == "R-10.20");
        clock.Advance(TimeSpan.FromDays(46));
        Assert.True((await desk.SubmitAsync(number))!.Value.Ok);
        await desk.GrantedAsync(number);
        Assert.Equal(EntityStatus.Deregistered, (await desk.EntityAsync(made.Uscc)).Status);
    }

    [Theory, OnEachDatabase]
    public async Task Suspension_BeginsProlongsAndEndsByItself_AlsoAfterAStandstill(DatabaseKind kind)
    {
        var (desk, clock) = await OpenAsync(kind);
        var made = await desk.EntityAsync(null, clock.GetUtcNow().UtcDateTime.AddYears(-1));
        var today = ChinaTime.DayOf(clock.GetUtcNow().UtcDateTime);
        var number = await desk.AppliedAsync("suspend", made.Uscc, ["commitment"], ("Reason", "NaturalDisaster"), ("From", $"{today.AddDays(3):yyyy-MM-dd}"), ("To", $"{today.AddDays(60):yyyy-MM-dd}"), ("Consulted", "true"));
        await desk.GrantedAsync(number);
        Assert.Equal(EntityStatus.Registered, (await desk.EntityAsync(made.Uscc)).Status);
        clock.Advance(TimeSpan.FromDays(5));
        await RunJobAsync<AdvanceSuspensions>(desk);
        Assert.Equal(EntityStatus.Suspended, (await desk.EntityAsync(made.Uscc)).Status);
        var longer = await desk.StartAsync("prolong", made.Uscc);
        await desk.FillAsync(longer, null, ["commitment"], ("To", $"{today.AddDays(90):yyyy-MM-dd}"));
        Assert.Contains((await desk.SubmitAsync(longer))!.Value.Problems, p => p.Rule == "R-10.44");
        clock.Advance(TimeSpan.FromDays(30));
        Assert.True((await desk.SubmitAsync(longer))!.Value.Ok);
        await desk.GrantedAsync(longer);
        clock.Advance(TimeSpan.FromDays(200));
        await RunJobAsync<AdvanceSuspensions>(desk);
        await RunJobAsync<AdvanceSuspensions>(desk);
        var e = await desk.EntityAsync(made.Uscc);
        Assert.Equal((EntityStatus.Registered, today.AddDays(91)), (e.Status, ChinaTime.DayOf(e.Since)));
        Assert.Equal(SuspensionState.AutoResumed, await desk.App.WithDbAsync(db => db.Set<Suspension>().Where(s => s.Uscc == made.Uscc).Select(s => s.State).SingleAsync()));
    }

    [Theory, OnEachDatabase]
    public async Task Suspension_IsResumedByThePublicationOfTheEntity(DatabaseKind kind)
    {
        var (desk, clock) = await OpenAsync(kind);
        var made = await desk.EntityAsync(null, clock.GetUtcNow().UtcDateTime.AddYears(-1));
        var today = ChinaTime.DayOf(clock.GetUtcNow().UtcDateTime);
        await desk.GrantedAsync(await desk.AppliedAsync("suspend", made.Uscc, ["commitment"], ("Reason", "PublicHealth"), ("From", $"{today.AddDays(1):yyyy-MM-dd}"), ("To", $"{today.AddDays(100):yyyy-MM-dd}"), ("Consulted", "true")));
        clock.Advance(TimeSpan.FromDays(10));
        await RunJobAsync<AdvanceSuspensions>(desk);
        var number = await desk.AppliedAsync("resume", made.Uscc, [], ("ResumedOn", $"{today.AddDays(9):yyyy-MM-dd}"));
        Assert.Equal((ApplicationState.Issued, EntityStatus.Registered), ((await desk.ApplicationAsync(number)).State, (await desk.EntityAsync(made.Uscc)).Status));
    }

    [Theory, OnEachDatabase]
    public async Task Statuses_ByAnySequenceOfActs_StayInTheFlow(DatabaseKind kind)
    {
        var (desk, clock) = await OpenAsync(kind);
        await Gen.Int[0, 7].Array[4, 10].SampleAsync(async plan =>
        {
            var made = await CompanyAsync(desk, clock);
            var before = EntityStatus.Registered;
            foreach (var step in plan)
            {
                await StepAsync(desk, clock, made.Uscc, step);
                var e = await desk.EntityAsync(made.Uscc);
                Assert.True(before == e.Status || Reaches(before, e.Status), $"{before} → {e.Status} by step {step}");
                Assert.Equal(Entity.Ended(e.Status), e.EndedOn is not null);
                Assert.Equal(e.Active, e.NameLock is not null);
                var open = await desk.App.WithDbAsync(db => db.Set<SimpleExit>().CountAsync(x => x.OpenKey == e.Id));
                Assert.Equal(e.Status == EntityStatus.DeregNotice ? 1 : 0, open);
                before = e.Status;
            }
        }, iter: 5, threads: 1);
    }

    private static async Task StepAsync(Desk desk, FakeTimeProvider clock, string uscc, int step)
    {
        var today = ChinaTime.DayOf(clock.GetUtcNow().UtcDateTime);
        (string Act, string[] Papers, (string, string)[] Fields)? filing = step switch
        {
            0 => ("simple-notice", ["commitment"], Promises),
            1 => ("simple-dereg", ["commitment"], Dereg),
            2 => ("suspend", ["commitment"], [("Reason", "NaturalDisaster"), ("From", $"{today.AddDays(1):yyyy-MM-dd}"), ("To", $"{today.AddDays(40):yyyy-MM-dd}"), ("Consulted", "true")]),
            3 => ("resume", [], [("ResumedOn", $"{today:yyyy-MM-dd}")]),
            4 => ("dereg", ["tax-clearance", "resolution"], [("Path", "merger"), ("EndedOn", $"{today:yyyy-MM-dd}")]),
            _ => null,
        };
        if (filing is not { } f)
        {
            clock.Advance(TimeSpan.FromDays(step == 5 ? 2 : step == 6 ? 21 : 60));
            await RunJobAsync<AdvanceSuspensions>(desk);
            await RunJobAsync<AdvanceExits>(desk);
            return;
        }

        var started = await desk.AsAsync(desk.Owner, s => s.GetRequiredService<StartApplicationHandler>().HandleAsync(f.Act, uscc, Desk.FormKeyOf(), default));
        if (started is not { Ok: true })
            return;
        await desk.FillAsync(started.Value.Value, null, f.Papers, f.Fields);
        if ((await desk.SubmitAsync(started.Value.Value)) is not { Ok: true } || (await desk.ApplicationAsync(started.Value.Value)).State != ApplicationState.Received)
            return;
        await desk.ApproveAsync(started.Value.Value);
        await desk.StepAsync(started.Value.Value, (h, d, k) => h.ConfirmAsync(started.Value.Value, d, k, default), new() { Verdict = "agree" }, desk.Second);
    }

    private static bool Reaches(EntityStatus from, EntityStatus to) =>
        EntityStatusFlow.May(from, to) || Enum.GetValues<EntityStatus>().Any(mid => EntityStatusFlow.May(from, mid) && EntityStatusFlow.May(mid, to));
}
