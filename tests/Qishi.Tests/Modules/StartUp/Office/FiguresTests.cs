using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.LeaderPage;
using Qishi.Modules.StartUp.Metrics;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.RecheckCases;
using Qishi.Modules.StartUp.Subscribers;
using Qishi.Modules.Worklist.Model;
using Qishi.Platform;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Metrics;
using Qishi.Platform.Rules;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.StartUp.Office;

public sealed class FiguresTests
{
    [Theory, OnEachDatabase]
    public async Task Figures_AreWhatABruteForceCountFinds(DatabaseKind kind)
    {
        // Years nobody else writes into.
        var app = TestApp.Shared(kind);
        var year = 1990 + Interlocked.Increment(ref years);
        var window = new MetricWindow(new(year, 3, 1), new(year, 3, 31));
        var random = new Random(year);
        for (var i = 0; i < 60; i++)
        {
            var issued = new DateTime(year, 2, 25, 0, 0, 0, DateTimeKind.Utc).AddMinutes(random.Next(40 * 24 * 60));
            var finished = random.Next(4) == 0 ? (DateTime?)null : issued.AddHours(random.Next(1, 60));
            await OfficeCases.SubmittedAsync(app, channel: (Channel)random.Next(4), at: issued.AddHours(-2), change: c =>
            {
                c.Move(StartUpFlow.Accept);
                c.Move(StartUpFlow.Approve);
                c.Move(StartUpFlow.Issue);
                (c.IssuedAt, c.FinishedAt, c.LicenceMinutes) = (issued, finished, random.Next(10, 500));
                if (finished is null)
                    return;
                (c.OnTime, c.OnTimeNet) = (random.Next(5) > 0, true);
                c.Move(StartUpFlow.Archive);
            });
        }

        var all = await app.WithDbAsync(db => db.Set<StartUpCase>().AsNoTracking().Where(c => c.IssuedAt != null).ToListAsync());
        bool In(DateTime? at) => at is { } a && ChinaTime.DayOf(a) >= window.From && ChinaTime.DayOf(a) <= window.To;
        var opened = all.Where(c => In(c.IssuedAt)).ToList();
        var finishedThen = all.Where(c => In(c.FinishedAt)).ToList();
        var (openings, onTime, minutes, months) = await app.AsAsync(null, async s =>
        {
            var f = s.GetRequiredService<StartUpFigures>();
            return (await f.OpeningsAsync(window, default), await f.OnTimeAsync(window, default), await f.MinutesAsync(window, default), await f.MonthsAsync(window.To, 2, default));
        });
        Assert.NotEmpty(opened);
        Assert.Equal(opened.Count, openings);
        Assert.Equal(
            new OnTimeFigure(finishedThen.Count, finishedThen.Count(c => c.OnTime == true), finishedThen.Count(c => c.OnTimeNet == true), all.Count(c => c.FinishedAt is null && In(c.DueAt))), onTime);
        var sorted = opened.Select(c => c.LicenceMinutes!.Value).Order().ToList();
        Assert.Equal(sorted[0], minutes.Fastest);
        Assert.Equal((sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2.0, minutes.Median);
        Assert.Equal(opened.GroupBy(c => c.Channel).ToDictionary(g => g.Key, g => g.Count()), months[0].ByChannel);
        Assert.Equal(all.Count(c => c.IssuedAt is { } at && ChinaTime.DayOf(at) is var d && d.Year == year && d.Month == 2), months[1].All);
    }

    [Theory, OnEachDatabase]
    public async Task Stuck_CountsWhatNobodyMoves_NotWhatWaitsForTheApplicant(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        async Task<string> With(MatterStatus status, DateTime? at = null) => await OfficeCases.SubmittedAsync(app, at: at, change: c =>
        {
            c.Move(StartUpFlow.Accept);
            c.Move(StartUpFlow.Approve);
            c.Move(StartUpFlow.Issue);
            c.IssuedAt = c.SubmittedAt;
            (c[Matter.Establishment].Status, c[Matter.Seal].Status) = (MatterStatus.Done, status);
        });
        var (outage, waiting, moving, overdue) = (await With(MatterStatus.Outage), await With(MatterStatus.ReturnedToApplicant, DateTime.UtcNow.AddDays(-20)), await With(MatterStatus.Acked), await With(MatterStatus.Acked, DateTime.UtcNow.AddDays(-20)));
        var stuck = await app.AsAsync(null, s => s.GetRequiredService<StartUpFigures>().Stuck.Where(m => m.Matter == Matter.Seal).Select(m => m.CaseNo).ToListAsync());
        Assert.Contains(outage, stuck);
        Assert.Contains(overdue, stuck);
        Assert.DoesNotContain(waiting, stuck);
        Assert.DoesNotContain(moving, stuck);
    }

    [Fact]
    public void Metrics_HaveDefinitionsAndUniqueCodes_AndAreDeclaredByTheModule()
    {
        var declared = TestApp.Shared(DatabaseKind.Sqlite).Services.GetRequiredService<ModuleList>().SelectMany(m => m.Metrics).Select(m => m.Code).ToList();
        Assert.All(StartUpMetrics.All, m => Assert.True(m.Definition.Length > 15 && declared.Count(c => c == m.Code) == 1, m.Code));
    }

    [Fact]
    public void Period_ComparesTheSameDaysOfTheOneBefore()
    {
        var today = new DateOnly(2026, 11, 24);
        Assert.Equal((new DateOnly(2026, 11, 23), today), (LeaderPeriod.Of("week", today).Now.From, LeaderPeriod.Of("week", today).Now.To));
        Assert.Equal(new MetricWindow(new(2026, 10, 1), new(2026, 10, 24)), LeaderPeriod.Of(null, today).Before);
        Assert.Equal(new MetricWindow(new(2025, 1, 1), new(2025, 11, 24)), LeaderPeriod.Of("year", today).Before);
        Assert.Equal(new DateOnly(2026, 11, 23), LeaderPeriod.Of("week", new DateOnly(2026, 11, 29)).Now.From);
    }

    // T-5.1 to T-5.3 over real cases: accepted Wednesday 2023-06-21 10:00, before the Dragon Boat days; Sunday the 25th is a make-up working day.
    [Theory]
    [InlineData("2023-06-25 11:00", null, true, 0, 0)]
    [InlineData("2023-06-26 09:00", null, false, 1, 0)]
    [InlineData("2023-06-25 16:00", "2023-06-28 10:00", true, 0, 3)]
    public async Task OpeningTime_OfARealCase_T5_1_To_T5_3(string medicalDone, string? medicalReported, bool onTime, int lateDays, int delay)
    {
        var app = TestApp.Shared(DatabaseKind.Sqlite);
        var accepted = Wall("2023-06-21 10:00");
        var caseNo = await OfficeCases.SubmittedAsync(app, OfficeCases.SnackShop(a => OfficeCases.Set(a, "Matters", "SEAL,MEDICAL")), at: accepted, change: c =>
        {
            foreach (var move in new[] { StartUpFlow.Accept, StartUpFlow.Approve, StartUpFlow.Issue })
                c.Move(move);
            (c.AcceptedAt, c.IssuedAt) = (accepted, accepted);
            foreach (var m in c.Matters.Where(m => m.Selected))
            {
                m.Status = MatterStatus.Done;
                m.BusinessCompletedAt = m.Matter == Matter.Medical ? Wall(medicalDone) : accepted.AddHours(1);
                m.ReportedAt = m.Matter == Matter.Medical && medicalReported is not null ? Wall(medicalReported) : m.BusinessCompletedAt;
            }
        });
        await app.AsAsync(null, async s =>
        {
            var (db, finish) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<FinishStartUp>());
            var c = await db.Set<StartUpCase>().Include(x => x.Matters).SingleAsync(x => x.CaseNo == caseNo);
            Assert.Equal(delay, (await finish.ReadAsync(c, default)).DataDelayDays);
            await finish.IfDoneAsync(c, Actor.Program("test"), default);
            await db.SaveChangesAsync();
        });
        var read = await OfficeCases.ReadAsync(app, caseNo);
        Assert.Equal((onTime, lateDays), (read.OnTime, read.LateDays));
        var share = await app.AsAsync(null, s => s.GetRequiredService<StartUpFigures>().OnTimeAsync(new(ChinaTime.DayOf(read.FinishedAt!.Value), ChinaTime.DayOf(read.FinishedAt!.Value)), default));
        Assert.True(onTime ? share.OnTime >= 1 : share.Finished > share.OnTime);
    }

    [Fact]
    public void Draw_TakesTheShareRoundedUp_AndEveryCaseHasTheSameChance()
    {
        var cases = Enumerable.Range(1, 100).Select(i => $"KB20261124{i:D4}").ToList();
        Assert.Equal(5, DrawRechecks.Draw(cases, 5, "a").Count);
        Assert.Single(DrawRechecks.Draw(cases[..1], 5, "a"));
        Assert.Empty(DrawRechecks.Draw([], 5, "a"));
        Assert.Equal(DrawRechecks.Draw(cases, 5, "a"), DrawRechecks.Draw([.. cases.AsEnumerable().Reverse()], 5, "a"));
        // 2,000 draws of 5 from 100: each expected 100 times, standard deviation under 10; 60 to 140 is four of them.
        var hits = Enumerable.Range(0, 2000).SelectMany(i => DrawRechecks.Draw(cases, 5, $"seed{i}")).GroupBy(n => n).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(100, hits.Count);
        Assert.All(hits.Values, h => Assert.InRange(h, 55, 145));
    }

    [Theory, OnEachDatabase]
    public async Task Recheck_IsDrawnOncePerMonth_FromSinglePersonApprovals_AndDoneBySomebodyElse(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var month = new DateOnly(1960 + Interlocked.Increment(ref years), 5, 1);
        var decider = await app.ActorAsync("registrar1");
        var at = ChinaTime.ToUtc(month.AddDays(9), new TimeOnly(10, 0));
        for (var i = 0; i < 23; i++)
            await OfficeCases.SubmittedAsync(app, at: at, change: c => (c.DecidedAt, c.IssuedAt, c.DecidedBy, c.DecidedByName, c.ConfirmedBy) = (at, at, decider.AccountId, decider.Name, i < 20 ? null : Guid.NewGuid()));
        for (var run = 0; run < 2; run++)
            await app.AsAsync(null, s => s.GetRequiredService<DrawRechecks>().DrawAsync(month, default));
        var draw = await app.WithDbAsync(db => db.Set<RecheckDraw>().SingleAsync(d => d.Month == month));
        Assert.Equal((20, 1), (draw.Population, draw.Drawn));
        var drawn = await app.WithDbAsync(db => db.Set<Recheck>().SingleAsync(r => r.Month == month));
        var key = RecheckCaseHandler.ItemKey(drawn.Id);
        Assert.Equal(decider.AccountId, await app.WithDbAsync(db => db.Set<WorkItem>().Where(i => i.OpenKey == key).Select(i => i.Watcher).SingleAsync()));
        Task<Result<string>?> Do(Actor actor, string? result, string? note) => OfficeCases.AsAsync<RecheckCaseHandler, Result<string>?>(app, actor, h => h.HandleAsync(drawn.Id, new() { Result = result, Note = note }, default));
        var other = await app.ActorAsync("registrar2");
        Assert.Equal("same-person", (await Do(decider, "Right", null))!.Value.Problems[0].Code);
        Assert.Equal("result-missing", (await Do(other, null, null))!.Value.Problems[0].Code);
        Assert.Equal("note-missing", (await Do(other, "Wrong", " "))!.Value.Problems[0].Code);
        Assert.Equal("not-permitted", (await Do(await app.ActorAsync("guide1"), "Right", null))!.Value.Problems[0].Code);
        Assert.True((await Do(other, "Flawed", "场所证明页码不全"))!.Value.Ok);
        Assert.Equal("rechecked-before", (await Do(other, "Right", null))!.Value.Problems[0].Code);
        Assert.False(await app.WithDbAsync(db => db.Set<WorkItem>().AnyAsync(i => i.OpenKey == key)));
    }

    private static int years;

    private static DateTime Wall(string text) => ChinaTime.ToUtc(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture));
}
