using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.AutoApproval;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Exit;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration.Acts;

/// <summary>Automatic approval of acts after establishment (rulebook A ): granted in the name of the registrar on duty, handed to a person otherwise, never refused.</summary>
public sealed class ActAutoApprovalTests
{
    private static Task<AutoVerdictRow?> VerdictAsync(TestApp app, string number) =>
        app.WithDbAsync(db => db.Set<AutoVerdictRow>().AsNoTracking().Where(v => v.CaseNo == number).OrderByDescending(v => v.At).FirstOrDefaultAsync());

    private static Task HearAsync(TestApp app, Func<ApproveActAutomaticallyWhenSubmitted, Task> hear) => app.AsAsync(null, async s =>
    {
        await using var transaction = await s.GetRequiredService<AppDb>().Database.BeginTransactionAsync();
        await hear(s.GetRequiredService<ApproveActAutomaticallyWhenSubmitted>());
        await transaction.CommitAsync();
    });

    private static string Day(TestApp app, int back = 0) => $"{app.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddHours(8).AddDays(-back):yyyy-MM-dd}";

    private static async Task OnDutyAsync(Desk desk) =>
        Assert.True((await desk.AsAsync(desk.First, s => s.GetRequiredService<TakeAutoDutyHandler>().HandleAsync(new() { Act = "take" }, default))).Ok);

    private static async Task<string> ScopeAsync(Desk desk, string uscc, string items = "F029", int back = 0)
    {
        var number = await desk.AppliedAsync("change", uscc, [], ("Items", "scope"), ("DecidedOn", Day(desk.App, back)), ("ScopeItems", items));
        await desk.App.SettleAsync();
        return number;
    }

    private static async Task<string[]> FailedAsync(Desk desk, string number)
    {
        Assert.Equal(ApplicationState.Received, (await desk.ApplicationAsync(number)).State);
        return [.. (await VerdictAsync(desk.App, number))!.Read().Where(l => !l.Passed).Select(l => l.Title)];
    }

    [Theory, OnEachDatabase]
    public async Task R_8_6_Change_ThatPassesEveryRule_IsGrantedInTheNameOfTheRegistrarOnDuty(DatabaseKind kind)
    {
        await using var app = new TestApp(kind);
        var desk = await Desk.OpenAsync(app);
        var made = await desk.EntityAsync();
        var waiting = await ScopeAsync(desk, made.Uscc);
        Assert.Equal(["值班登记人员"], await FailedAsync(desk, waiting));
        await desk.GrantedAsync(waiting);

        await OnDutyAsync(desk);
        var number = await ScopeAsync(desk, made.Uscc, "F029,F035");
        var (a, e, verdict) = (await desk.ApplicationAsync(number), await desk.EntityAsync(made.Uscc), (await VerdictAsync(app, number))!);
        Assert.True(verdict.Approved, string.Join('\n', verdict.Read().Where(l => !l.Passed).Select(l => l.Title + l.Detail)));
        Assert.Equal((ApplicationState.Issued, desk.First.AccountId, (Guid?)null), (a.State, a.DecidedById, a.ConfirmedById));
        Assert.Equal((1, desk.First.AccountId), (verdict.RulesNo, verdict.RegistrarId));
        Assert.Equal(3, await app.WithDbAsync(db => db.Set<Licence>().CountAsync(l => l.EntityId == e.Id)));
        Assert.True(await app.WithDbAsync(db => db.Set<EventRow>().AnyAsync(x => x.Subject == "case:" + number && x.Type == "Registration.CaseJudgedAutomatically")));

        // The same event again, as after a crash: one act, one verdict.
        await HearAsync(app, h => h.HandleAsync(new ApplicationSubmitted(number, 1, "", DateTime.UtcNow, false), null!, default));
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<AutoVerdictRow>().CountAsync(v => v.CaseNo == number)));
        Assert.Equal(3, await app.WithDbAsync(db => db.Set<Licence>().CountAsync(l => l.EntityId == e.Id)));
        using var registrar = await app.SignedInAsync("registrar2");
        Assert.Contains("自动审批准予", (await registrar.GetPageAsync(ActUrls.ReviewOf(number))).Text(), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task R_8_5_WhateverFails_StaysOnTheDesk_WithAllReasons(DatabaseKind kind)
    {
        await using var app = new TestApp(kind);
        var desk = await Desk.OpenAsync(app);
        await OnDutyAsync(desk);

        // Late, and with an item that needs an approval before.
        var trader = await desk.EntityAsync();
        Assert.Contains("申请期限", await FailedAsync(desk, await ScopeAsync(desk, trader.Uscc, back: 60)));

        // A company: the version in force names sole traders only. Another act is not named either.
        var company = await desk.EntityAsync(Given.Company());
        var change = await desk.AppliedAsync("change", company.Uscc, ["resolution"], ("Items", "scope"), ("DecidedOn", Day(app)), ("ScopeItems", "F029,F035"), ("Votes.Agreed", "0,1"));
        await app.SettleAsync();
        Assert.Equal(["主体类型"], await FailedAsync(desk, change));
        using (var registrar = await app.SignedInAsync("registrar2"))
            Assert.Contains("主体类型：有限责任公司由人工审查", (await registrar.GetPageAsync(ActUrls.ReviewOf(change))).Text(), StringComparison.Ordinal);

        var moving = await desk.EntityAsync();
        var dwelling = await desk.AppliedAsync("change", moving.Uscc, ["premises-proof"], ("Items", "premises"), ("DecidedOn", Day(app)), ("Premises.AreaCode", "451521101001"), ("Premises.Detail", $"学府路{Given.TradeName()}1号"), ("Premises.Proof", "Alternative"));
        await app.SettleAsync();
        Assert.Contains("住所（经营场所）", await FailedAsync(desk, dwelling));
    }

    [Theory, OnEachDatabase]
    public async Task R_8_6_SoleTradersExit_WaitsForTheDepartments_AndForTwoPersons_UnlessTheCountySaysOne(DatabaseKind kind)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
        await using var app = new TestApp(kind, clock, new() { ["Roles"] = "web" });
        var desk = await Desk.OpenAsync(app);
        await app.WithDbAsync(async db =>
        {
            var rules = await db.Set<AutoRules>().SingleAsync();
            db.Entry(rules).Property(r => r.Content).CurrentValue = System.Text.Json.JsonSerializer.Serialize(rules.Policy with { Acts = ["simple-dereg"] });
            return await db.SaveChangesAsync();
        });
        await OnDutyAsync(desk);
        var made = await desk.EntityAsync(at: clock.GetUtcNow().UtcDateTime.AddYears(-1));
        var number = await desk.AppliedAsync("simple-dereg", made.Uscc, [], ("NoDebts", "true"));
        await HearAsync(app, h => h.HandleAsync(new ApplicationSubmitted(number, 1, "", DateTime.UtcNow, false), null!, default));
        var failed = await FailedAsync(desk, number);
        Assert.Contains("审核方式", failed);
        Assert.Contains("其他审查规则", failed);

        // The departments said nothing: judged again, and still a matter of two persons.
        clock.Advance(TimeSpan.FromDays(15));
        await OnDutyAsync(desk);
        await app.RunJobAsync<AdvanceExits>();
        Assert.True(await app.WithDbAsync(db => db.Set<EventRow>().AnyAsync(x => x.Subject == "application:" + number && x.Type.EndsWith("ObjectionPeriodOver"))));
        await HearAsync(app, h => h.HandleAsync(new ObjectionPeriodOver(number), null!, default));
        Assert.Contains("审核方式", await FailedAsync(desk, number));
        Assert.Equal(2, await app.WithDbAsync(db => db.Set<AutoVerdictRow>().CountAsync(v => v.CaseNo == number)));
    }
}
