using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Exit;
using Qishi.Modules.Registration.Lanes;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Notices;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Jobs;
using Qishi.Tests.Modules.Registration.Acts;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration.Exit;

/// <summary>Procedures the office begins itself, and tolerant acceptance with its clock.</summary>
[Collection(nameof(ExitClock))]
public sealed class ProcedureTests
{
    private static async Task<(Desk Desk, FakeTimeProvider Clock)> OpenAsync(DatabaseKind kind)
    {
        var (app, clock) = ExitApp.Of(kind);
        return (await Desk.OpenAsync(app), clock);
    }

    private static Task RunJobAsync<T>(Desk desk) where T : IJob => desk.App.RunJobAsync<T>();

    private static async Task<EstablishedEntity> RevokedAsync(Desk desk, FakeTimeProvider clock, int yearsAgo)
    {
        var at = clock.GetUtcNow().UtcDateTime.AddYears(-yearsAgo);
        var made = await desk.EntityAsync(Given.Company(), at.AddYears(-1));
        await desk.App.WithDbAsync(async db =>
        {
            var e = await db.Set<Entity>().SingleAsync(x => x.Uscc == made.Uscc);
            EntityStatusFlow.Move(db, e, EntityStatus.Revoked, "吊销营业执照", at);
            return await db.SaveChangesAsync();
        });
        return made;
    }

    private static async Task<Result<string>> ForcedAsync(Desk desk, string number, string act, Actor actor, string? reason = "核查属实") =>
        (await desk.AsAsync(actor, s => s.GetRequiredService<ForcedExitHandler>().StepAsync(new() { Number = number, Act = act, Reason = reason }, Desk.FormKeyOf(), default)))!.Value;

    private static Task<ForcedExit> ForcedExitAsync(Desk desk, string uscc) => desk.App.WithDbAsync(db => db.Set<ForcedExit>().AsNoTracking().SingleAsync(f => f.Uscc == uscc));

    [Theory, OnEachDatabase]
    public async Task ForcedExit_FromCandidateToDecisionByAnother_AndRestored(DatabaseKind kind)
    {
        var (desk, clock) = await OpenAsync(kind);
        var (made, young) = (await RevokedAsync(desk, clock, 3), await RevokedAsync(desk, clock, 2));
        var candidates = await desk.AsAsync(desk.First, s => s.GetRequiredService<ForcedExitHandler>().CandidatesAsync(default));
        Assert.Contains(candidates, c => c.Uscc == made.Uscc);
        Assert.DoesNotContain(candidates, c => c.Uscc == young.Uscc);
        Assert.True((await desk.AsAsync(desk.First, s => s.GetRequiredService<ForcedExitHandler>().AnnounceAsync([made.Uscc], Desk.FormKeyOf(), default))).Ok);
        var exit = await ForcedExitAsync(desk, made.Uscc);
        Assert.Equal(exit.AnnouncedOn.AddDays(90), exit.Until);
        Assert.False((await ForcedAsync(desk, exit.Number, "decide", desk.Second)).Ok);
        clock.Advance(TimeSpan.FromDays(91));
        await RunJobAsync<AdvanceForcedExits>(desk);
        Assert.Equal("R-5.4", (await ForcedAsync(desk, exit.Number, "decide", desk.First)).Problems[0].Rule);
        Assert.True((await ForcedAsync(desk, exit.Number, "decide", desk.Second)).Ok);
        Assert.Equal(EntityStatus.ForcedDereg, (await desk.EntityAsync(made.Uscc)).Status);
        // The paper is announced void with the decision.
        Assert.NotNull(await desk.App.WithDbAsync(db => db.Set<Licence>().Where(l => l.EntityId == made.EntityId).Select(l => l.VoidOn).SingleAsync()));
        Assert.Equal(1, await desk.App.WithDbAsync(db => db.Set<PublicNotice>().CountAsync(n => n.Uscc == made.Uscc && n.Kind == NoticeKind.LicenceVoid)));
        Assert.True((await ForcedAsync(desk, exit.Number, "restore", desk.Second, "有未了结的诉讼")).Ok);
        var e = await desk.EntityAsync(made.Uscc);
        Assert.Equal((EntityStatus.Revoked, (DateOnly?)null), (e.Status, e.EndedOn));
        Assert.NotNull(e.NameLock);
        Assert.DoesNotContain(await desk.AsAsync(desk.First, s => s.GetRequiredService<ForcedExitHandler>().CandidatesAsync(default)), c => c.Uscc == made.Uscc);
    }

    [Theory, OnEachDatabase]
    public async Task ForcedExit_WithASubstantiatedObjection_Terminates_ADismissedOneGoesOn(DatabaseKind kind)
    {
        var (desk, clock) = await OpenAsync(kind);
        foreach (var (outcome, expected) in new[] { ("upheld", ForcedState.Terminated), ("dismissed", ForcedState.Announced) })
        {
            var made = await RevokedAsync(desk, clock, 4);
            await desk.AsAsync(desk.First, s => s.GetRequiredService<ForcedExitHandler>().AnnounceAsync([made.Uscc], Desk.FormKeyOf(), default));
            var exit = await ForcedExitAsync(desk, made.Uscc);
            var notice = await desk.App.WithDbAsync(db => db.Set<PublicNotice>().AsNoTracking().SingleAsync(n => n.Source == exit.Number));
            foreach (var word in new[] { made.Name, made.Uscc, "公司法", "异议" })
                Assert.Contains(word, notice.Text, StringComparison.Ordinal);
            Assert.True((await desk.App.AsAsync(Actor.Visitor, s => s.GetRequiredService<ObjectToNoticeHandler>().HandleAsync(notice.Number, new() { By = "Creditor", Name = "黄债主", Mobile = "13800000088", Reason = "正在起诉这家公司，案件没有审结" }, Desk.FormKeyOf(), default)))!.Value.Ok);
            Assert.Equal(ForcedState.ObjectionReview, (await ForcedExitAsync(desk, made.Uscc)).State);
            var id = await desk.App.WithDbAsync(db => db.Set<NoticeObjection>().Where(o => o.NoticeId == notice.Id).Select(o => o.Id).SingleAsync());
            await desk.AsAsync(desk.First, s => s.GetRequiredService<DecideObjectionHandler>().HandleAsync(notice.Number, new() { ObjectionId = id.ToString(), Outcome = outcome, Reply = "经核查处理" }, Desk.FormKeyOf(), default));
            Assert.Equal(expected, (await ForcedExitAsync(desk, made.Uscc)).State);
        }
    }

    [Theory, OnEachDatabase]
    public async Task SeparateRegister_ByReason_AndTheSwitchOfStrikingOffStandsOff(DatabaseKind kind)
    {
        var (desk, clock) = await OpenAsync(kind);
        async Task<Result<string>> MarkAsync(string uscc, string act) => (await desk.AsAsync(desk.First, s => s.GetRequiredService<SeparateRegisterHandler>().HandleAsync(new() { Uscc = uscc, Act = act, Reason = "已经重新取得联系" }, Desk.FormKeyOf(), default)))!.Value;
        var trader = await desk.EntityAsync(null, clock.GetUtcNow().UtcDateTime.AddYears(-5));
        Assert.Equal("R-10.90", (await MarkAsync(trader.Uscc, "mark")).Problems[0].Rule);
        PluggedFacts.Of(desk.App).Known[trader.Uscc] = [new(ExitFactKind.AbnormalList, "标记经营异常", ChinaTime.DayOf(clock.GetUtcNow().UtcDateTime).AddYears(-2))];
        Assert.True((await MarkAsync(trader.Uscc, "mark")).Ok);
        Assert.False((await MarkAsync(trader.Uscc, "mark")).Ok);
        Assert.True((await MarkAsync(trader.Uscc, "remove")).Ok);
        Assert.Equal("R-10.92", (await MarkAsync(trader.Uscc, "strike-off")).Problems[0].Rule);
        Assert.True((await MarkAsync((await RevokedAsync(desk, clock, 1)).Uscc, "mark")).Ok);
    }

    [Theory, OnEachDatabase]
    public async Task FalseRegistration_IsCancelledAfterTheAnnouncement_ByAnotherPerson_WithABarOfThreeYears(DatabaseKind kind)
    {
        var (desk, clock) = await OpenAsync(kind);
        var made = await desk.EntityAsync(Given.Company(), clock.GetUtcNow().UtcDateTime.AddYears(-1));
        async Task<Result<string>> StepAsync(string act, Actor actor, string? number = null) => (await desk.AsAsync(actor, s => s.GetRequiredService<FalseRegistrationHandler>().HandleAsync(
            new() { Act = act, Number = number, Uscc = made.Uscc, Claimant = "莫被冒", Text = "身份证被他人冒用登记为法定代表人" }, Desk.FormKeyOf(), default)))!.Value;
        Assert.True((await StepAsync("file", desk.First)).Ok);
        var number = await desk.App.WithDbAsync(db => db.Set<FalseRegistration>().Where(f => f.Uscc == made.Uscc).Select(f => f.Number).SingleAsync());
        Assert.True((await StepAsync("accept", desk.First, number)).Ok);
        Assert.True((await StepAsync("announce", desk.First, number)).Ok);
        Assert.False((await StepAsync("cancel", desk.Second, number)).Ok);
        clock.Advance(TimeSpan.FromDays(46));
        Assert.Equal("R-5.4", (await StepAsync("cancel", desk.First, number)).Problems[0].Rule);
        Assert.True((await StepAsync("cancel", desk.Second, number)).Ok);
        var row = await desk.App.WithDbAsync(db => db.Set<FalseRegistration>().AsNoTracking().SingleAsync(f => f.Number == number));
        Assert.Equal(ChinaTime.DayOf(clock.GetUtcNow().UtcDateTime).AddYears(3).AddDays(-1), row.BarredUntil);
        Assert.Equal(EntityStatus.RegCancelled, (await desk.EntityAsync(made.Uscc)).Status);
    }

    [Theory, OnEachDatabase]
    public async Task Dormant_AreFoundWithTheirReasons(DatabaseKind kind)
    {
        var (desk, clock) = await OpenAsync(kind);
        var (made, fresh) = (await RevokedAsync(desk, clock, 1), await desk.EntityAsync(Given.Company(), clock.GetUtcNow().UtcDateTime));
        using var client = await desk.App.SignedInAsync("registrar1");
        var page = (await client.GetPageAsync("/desk/exits/dormant?status=Revoked&size=100")).Text();
        Assert.Contains(made.Uscc, page, StringComparison.Ordinal);
        Assert.Contains("满6个月没有清算、注销", page, StringComparison.Ordinal);
        Assert.DoesNotContain(fresh.Uscc, page, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await client.GetAsync("/desk/exits/dormant.xlsx")).StatusCode);
        foreach (var url in new[] { "/desk/exits/forced", "/desk/exits/separate", "/desk/exits/false", "/public/registrations?tab=established", "/public/registrations?tab=changed", "/public/registrations?tab=ended", "/public/registrations?tab=suspended" })
            await client.GetPageAsync(url);
    }

    private static (string, string)[] NewAddress => [("Items", "premises"), ("DecidedOn", "2026-03-01"), ("Premises.Detail", $"兴隆街{Random.Shared.Next(100_000)}号")];

    private static async Task<string> ToleratedAsync(Desk desk, EstablishedEntity made)
    {
        var number = await desk.StartAsync("change", made.Uscc);
        await desk.FillAsync(number, null, [], NewAddress);
        Assert.Contains((await desk.SubmitAsync(number))!.Value.Problems, p => p.Field == "Paper.premises-proof");
        var promised = (await desk.AsAsync(desk.Owner, s => s.GetRequiredService<TolerateHandler>().HandleAsync(number, new() { Promise = "true" }, default)))!.Value;
        Assert.True(promised.Ok, string.Join("；", promised.Problems.Select(p => p.Sentence)));
        return number;
    }

    private static Task<Gap> GapAsync(Desk desk, string number) => desk.App.WithDbAsync(db => db.Set<Gap>().AsNoTracking().SingleAsync(g => g.Number == number));

    [Theory, OnEachDatabase]
    public async Task Tolerance_IssuesFirst_RemindsOnce_AndRecordsWhatNeverCame_ThenExcludes(DatabaseKind kind)
    {
        var (desk, clock) = await OpenAsync(kind);
        await desk.App.WithDbAsync(db => db.Set<Gap>().ExecuteDeleteAsync());
        var made = await desk.EntityAsync(null, clock.GetUtcNow().UtcDateTime.AddYears(-1));
        var number = await ToleratedAsync(desk, made);
        Assert.True((await desk.SubmitAsync(number))!.Value.Ok);
        await desk.GrantedAsync(number);
        var gap = await GapAsync(desk, number);
        Assert.Equal((GapModel.B, GapState.IssuedWithGap), (gap.Model, gap.State));
        clock.Advance(TimeSpan.FromDays(gap.RemindOn!.Value.DayNumber - ChinaTime.DayOf(clock.GetUtcNow().UtcDateTime).DayNumber));
        await RunJobAsync<AdvanceGaps>(desk);
        await RunJobAsync<AdvanceGaps>(desk);
        Assert.Equal(1, await desk.App.WithDbAsync(db => db.Set<Qishi.Platform.Messaging.MessageRow>().CountAsync(m => m.Subject == RegistrationApplication.SubjectOf(number) && m.Topic == "registration.gap-reminder")));
        clock.Advance(TimeSpan.FromDays(30));
        await RunJobAsync<AdvanceGaps>(desk);
        await RunJobAsync<AdvanceGaps>(desk);
        Assert.Equal(GapState.CreditRecorded, (await GapAsync(desk, number)).State);
        Assert.Equal(ApplicationState.Issued, (await desk.ApplicationAsync(number)).State);
        var again = await desk.StartAsync("change", made.Uscc);
        await desk.FillAsync(again, null, [], NewAddress);
        Assert.Contains((await desk.AsAsync(desk.Owner, s => s.GetRequiredService<TolerateHandler>().HandleAsync(again, new() { Promise = "true" }, default)))!.Value.Problems, p => p.Rule == "R-10.5");
        await desk.App.WithDbAsync(db => db.Set<Gap>().ExecuteDeleteAsync());
    }

    [Theory, OnEachDatabase]
    public async Task Tolerance_CuredInTime_IsClosed_AndEssentialPapersAreNeverTolerated(DatabaseKind kind)
    {
        var (desk, clock) = await OpenAsync(kind);
        await desk.App.WithDbAsync(db => db.Set<Gap>().ExecuteDeleteAsync());
        var made = await desk.EntityAsync(null, clock.GetUtcNow().UtcDateTime.AddYears(-1));
        var number = await ToleratedAsync(desk, made);
        Assert.True((await desk.SubmitAsync(number))!.Value.Ok);
        await desk.GrantedAsync(number);
        Assert.True((await desk.AsAsync(desk.First, s => s.GetRequiredService<CureGapHandler>().HandleAsync(number, new() { Received = "true" }, default)))!.Value.Ok);
        clock.Advance(TimeSpan.FromDays(60));
        await RunJobAsync<AdvanceGaps>(desk);
        Assert.Equal(GapState.Cured, (await GapAsync(desk, number)).State);
        var company = await desk.EntityAsync(Given.Company(), clock.GetUtcNow().UtcDateTime.AddYears(-1));
        var essential = await desk.StartAsync("change", company.Uscc);
        await desk.FillAsync(essential, null, [], NewAddress);
        Assert.Contains((await desk.AsAsync(desk.Owner, s => s.GetRequiredService<TolerateHandler>().HandleAsync(essential, new() { Promise = "true" }, default)))!.Value.Problems, p => p.Rule == "R-10.2" && p.Sentence.Contains("决议", StringComparison.Ordinal));
    }

    [Fact]
    public void Tolerance_ModelByWhitelist_LimitsInWorkingDays()
    {
        var ground = Given.Ground(new DateOnly(2026, 3, 2));
        var days = Given.Days();
        Assert.Equal((GapModel.B, GapModel.A), (ToleranceRules.ModelOf(EntityKind.Individual, ground), ToleranceRules.ModelOf(null, ground)));
        Assert.Equal((new DateOnly(2026, 3, 9), new DateOnly(2026, 3, 16)), (ToleranceRules.CureBy(GapModel.A, ground.On, ground, days).Date, ToleranceRules.CureBy(GapModel.B, ground.On, ground, days).Date));
        Assert.Equal(new DateOnly(2026, 3, 12), ToleranceRules.RemindOn(new DateOnly(2026, 3, 16), ground, days));
    }

    [Theory, OnEachDatabase]
    public async Task Lane_WithoutEvidence_GivesNoPriority(DatabaseKind kind)
    {
        var (desk, clock) = await OpenAsync(kind);
        var made = await desk.EntityAsync(null, clock.GetUtcNow().UtcDateTime.AddYears(-1));
        var number = await desk.AppliedAsync("change", made.Uscc, [], ("Items", "phone"), ("DecidedOn", "2026-03-01"), ("Phone.Mobile", "13800000031"));
        Task<Result<string>?> TagAsync(string? evidence) => desk.AsAsync(desk.First, s => s.GetRequiredService<TagLaneHandler>().HandleAsync(number, new() { Lane = "VETERAN", Evidence = evidence }, default));
        Task<int> PriorityAsync() => desk.App.WithDbAsync(db => db.Set<Qishi.Modules.Worklist.Model.WorkItem>().Where(w => w.Key == FillApplicationHandler.ReviewKey(number) && w.ClosedAt == null).Select(w => w.Priority).SingleAsync());
        Assert.Equal("R-14.21", (await TagAsync(null))!.Value.Problems[0].Rule);
        Assert.Equal(0, await PriorityAsync());
        Assert.True((await TagAsync("退役军人优待证"))!.Value.Ok);
        Assert.Equal(1, await PriorityAsync());
    }

    [Theory, OnEachDatabase]
    public async Task Batch_EachRowIsItsOwnApplication_WithItsOwnErrors(DatabaseKind kind)
    {
        var (desk, clock) = await OpenAsync(kind);
        var made = new[] { await desk.EntityAsync(null, clock.GetUtcNow().UtcDateTime.AddYears(-1)), await desk.EntityAsync(null, clock.GetUtcNow().UtcDateTime.AddYears(-1)) };
        var rows = new[] { (made[0].Uscc, "13800000021"), (made[1].Uscc, "120"), ("92451521MACY0000XX", "13800000022") }
            .Select(r => new Dictionary<string, object> { [BatchFilingHandler.Uscc] = r.Item1, ["要变更的事项"] = "联系电话（备案）", ["决定变更的日期"] = "2026-03-01", ["经营者新手机号"] = r.Item2 });
        var stream = new MemoryStream();
        MiniExcelLibs.MiniExcel.SaveAs(stream, rows);
        var file = new Microsoft.AspNetCore.Http.FormFile(stream, 0, stream.Length, "List", "list.xlsx");
        var done = await desk.AsAsync(desk.First, s => s.GetRequiredService<BatchFilingHandler>().HandleAsync(new() { Act = "change", Organiser = "望溪电商产业园", List = [file] }, default));
        Assert.True(done.Ok, string.Join("；", done.Problems.Select(p => p.Sentence)));
        Assert.Equal([true, false, false], done.Value.Select(r => r.Problems.Count == 0));
        var a = await desk.ApplicationAsync(done.Value[0].Number!);
        Assert.Equal((ApplicationState.Received, BatchFilingHandler.Lane), (a.State, a.Lanes));
        Assert.Contains("手机号", done.Value[1].Problems[0], StringComparison.Ordinal);
    }
}
