using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Modules.Worklist.Model;
using Qishi.Modules.Worklist.ShowDesk;
using Qishi.Modules.Worklist.TakeNext;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Worklist;

public sealed class DeskTests
{
    // Wednesday morning in the office, so that "waited" is working time.
    private static readonly DateTime Now = ChinaTime.ToUtc(new DateTime(2026, 11, 25, 11, 0, 0));

    [Fact]
    public async Task TurningPoints_AreTheBordersTheClockShows()
    {
        var days = await TestApp.Shared(DatabaseKind.Sqlite).AsAsync(null, s => s.GetRequiredService<IRules>().WorkingDaysAsync());
        foreach (var (start, limit) in new[] { (Now, 1), (Now.AddHours(3), 1), (Now, 2), (Now, 10), (Now.AddDays(60), 15) })
        {
            var clock = CaseClock.Starting(start, limit, days);
            var turns = TurningPoints.Of(clock.StartUtc, clock.DueUtc, days, 50, 80);
            Assert.Equal(ClockState.Amber, At(clock, turns.AmberAt));
            Assert.Equal(ClockState.Running, At(clock, turns.AmberAt.AddMinutes(-1)));
            Assert.Equal(ClockState.Red, At(clock, turns.RedAt));
            Assert.Equal(ClockState.Amber, At(clock, turns.RedAt.AddMinutes(-1)));
            Assert.Equal(ClockState.Over, At(clock, turns.OverAt));
            Assert.Equal(ClockState.Red, At(clock, turns.OverAt.AddMinutes(-1)));
        }

        ClockState At(CaseClock clock, DateTime at) => clock.ReadAt(at, days, 50, 80).State;
    }

    [Theory, OnEachDatabase]
    public async Task TakeNext_HandsOutRiskThenLongWaitersThenGreenThenArrival(DatabaseKind kind)
    {
        var (app, unit) = (TestApp.Shared(kind), NewUnit());
        var clerk = NewActor(unit);
        await OpenAsync(app, unit, "normal", Now.AddMinutes(-20), Now.AddHours(30));
        await OpenAsync(app, unit, "green", Now.AddMinutes(-10), Now.AddHours(30), priority: 1);
        await OpenAsync(app, unit, "waited", Now.AddMinutes(-50), Now.AddHours(30));
        await OpenAsync(app, unit, "risk", Now.AddMinutes(-1), Now.AddHours(30), red: Now.AddMinutes(-1));
        var order = await app.AsAsync(clerk, async s =>
        {
            var (desk, days) = (s.GetRequiredService<Desk>(), await s.GetRequiredService<IRules>().WorkingDaysAsync());
            return await TakeNextHandler.InOrder(desk.Free, Now, TakeNextHandler.WaitedSince(Now, 40, days)).Select(i => i.Title).ToListAsync();
        });
        Assert.Equal(["risk", "waited", "green", "normal"], order);
    }

    [Fact]
    public async Task WaitedSince_ANightIsNoWaitingTime()
    {
        var days = await TestApp.Shared(DatabaseKind.Sqlite).AsAsync(null, s => s.GetRequiredService<IRules>().WorkingDaysAsync());
        var opening = ChinaTime.ToUtc(new DateTime(2026, 11, 25, 9, 10, 0));
        Assert.Equal(ChinaTime.ToUtc(new DateTime(2026, 11, 24, 16, 30, 0)), TakeNextHandler.WaitedSince(opening, 40, days));
    }

    [Theory, OnEachDatabase]
    public async Task TakeNext_TwoAtOnce_NeverGetTheSame(DatabaseKind kind)
    {
        var (app, unit) = (TestApp.Shared(kind), NewUnit());
        for (var i = 0; i < 6; i++)
            await OpenAsync(app, unit, $"件{i}", Now.AddMinutes(-i), Now.AddHours(30));
        var taken = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => TakeAsync(app, NewActor(unit), Guid.NewGuid().ToString("N"))));
        Assert.All(taken, t => Assert.True(t.Ok, string.Join(';', t.Problems.Select(p => p.Sentence))));
        Assert.Equal(6, taken.Select(t => t.Value).Distinct().Count());
        Assert.Equal("nothing-waits", (await TakeAsync(app, NewActor(unit), Guid.NewGuid().ToString("N"))).Problems[0].Code);
    }

    [Theory, OnEachDatabase]
    public async Task TakeNext_DoubleClick_TakesOne(DatabaseKind kind)
    {
        var (app, unit) = (TestApp.Shared(kind), NewUnit());
        await OpenAsync(app, unit, "一", Now.AddMinutes(-2), Now.AddHours(30));
        await OpenAsync(app, unit, "二", Now.AddMinutes(-1), Now.AddHours(30));
        var (clerk, key) = (NewActor(unit), Guid.NewGuid().ToString("N"));
        var both = await Task.WhenAll(TakeAsync(app, clerk, key), TakeAsync(app, clerk, key));
        Assert.Single(both.Where(b => b.Ok).Select(b => b.Value).Distinct());
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<WorkItem>().CountAsync(i => i.Unit == unit && i.Person == clerk.AccountId)));
    }

    [Theory, OnEachDatabase]
    public async Task TakeNext_WithoutPermission_IsRefused(DatabaseKind kind)
    {
        var result = await TakeAsync(TestApp.Shared(kind), NewActor(NewUnit()) with { Permissions = new HashSet<string>() }, "x");
        Assert.Equal("not-permitted", Assert.Single(result.Problems).Code);
    }

    [Theory, OnEachDatabase]
    public async Task Desk_ShowsMineByDueTime_NotOtherUnitsNorWhatIHandedOn(DatabaseKind kind)
    {
        var (app, unit) = (TestApp.Shared(kind), NewUnit());
        var me = NewActor(unit);
        await OpenAsync(app, unit, "后", Now, DateTime.UtcNow.AddDays(20));
        await OpenAsync(app, unit, "超", Now, DateTime.UtcNow.AddDays(-20));
        await OpenAsync(app, unit, "无期限", Now, null);
        await OpenAsync(app, NewUnit(), "别的单位", Now, DateTime.UtcNow.AddDays(20));
        await OpenAsync(app, unit, "我转出的", Now, DateTime.UtcNow.AddDays(20), watcher: me.AccountId);
        await OpenAsync(app, unit, "同事领了", Now, DateTime.UtcNow.AddDays(20), person: Guid.NewGuid());
        var (numbers, mine, others) = await app.AsAsync(me, async s =>
        {
            var desk = s.GetRequiredService<Desk>();
            return (await desk.CountAsync(default), await desk.Mine.OrderBy(i => i.DueUtc == null).ThenBy(i => i.DueUtc).Select(i => i.Title).ToListAsync(), await desk.Others.Select(i => i.Title).ToListAsync());
        });
        Assert.Equal(["超", "后", "无期限"], mine);
        Assert.Equal(["我转出的"], others);
        Assert.Equal((3, 1, 1, 3), (numbers.Mine, numbers.Over, numbers.Others, numbers.Free));
    }

    private static string NewUnit() => "U" + Guid.NewGuid().ToString("N")[..10];

    // A role of its own per test: other tests open items for the real ones.
    private static Actor NewActor(string unit) => new()
    {
        AccountId = Guid.NewGuid(),
        Kind = ActorKind.Staff,
        Name = "测试",
        Unit = unit,
        Roles = new HashSet<string> { unit },
        Permissions = new HashSet<string> { Qishi.Modules.Worklist.Permissions.Desk, Qishi.Modules.Worklist.Permissions.TakeNext },
    };

    private static Task<Result<string>> TakeAsync(TestApp app, Actor actor, string key) => app.AsAsync(actor, s => s.GetRequiredService<TakeNextHandler>().HandleAsync(key, default));

    private static Task OpenAsync(TestApp app, string unit, string title, DateTime opened, DateTime? due, int priority = 0, DateTime? red = null, Guid? watcher = null, Guid? person = null) =>
        app.AsAsync(null, async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var key = "test:" + Guid.NewGuid();
            var days = await s.GetRequiredService<IRules>().WorkingDaysAsync();
            var turns = due is { } d ? TurningPoints.Of(opened, d, days, 50, 80) : null;
            if (red is not null && turns is not null)
                turns = turns with { RedAt = red.Value };
            db.Add(WorkItem.Open(
                new NewWorkItem(key, "测试", title, "审查", "/desk/" + key, unit, unit, person, opened, due, Priority: priority, Watcher: watcher), Guid.CreateVersion7(), opened, turns));
            await db.SaveChangesAsync();
        });
}
