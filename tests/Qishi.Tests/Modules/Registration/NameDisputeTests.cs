using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.DisputeNames;
using Qishi.Modules.Registration.Jobs;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration;

/// <summary>Name disputes: mediation or ruling, the code in place of the name, the change in thirty days.</summary>
public sealed class NameDisputeTests
{
    [Theory, OnEachDatabase]
    public async Task StopUsing_PutsTheCodeInPlaceOfTheName_UntilItIsChanged(DatabaseKind kind)
    {
        var (app, trade) = (TestApp.Shared(kind), Given.TradeName());
        var made = await Given.EstablishedAsync(app, Given.SoleTrader(d => d with { Name = Given.Name(trade) }));
        using var supervisor = await app.SignedInAsync("supervisor1");
        var accepted = await supervisor.PostFormAsync("/desk/name-disputes/new", new Dictionary<string, string?> { ["Uscc"] = made.Uscc, ["Claimant"] = "望海市在先商贸有限公司", ["Claim"] = "字号相同，容易混淆" });
        Assert.True(accepted.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Found, (await accepted.PageAsync()).Text());
        var url = accepted.Headers.Location!.ToString();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await supervisor.PostFormAsync("/desk/name-disputes/new", new Dictionary<string, string?> { ["Uscc"] = made.Uscc, ["Claimant"] = "另一家", ["Claim"] = "也要争议" })).StatusCode);

        await supervisor.PostFormAsync(url, new Dictionary<string, string?> { ["Move"] = "stop", ["Outcome"] = "足以造成混淆，停止使用" });
        using var visitor = app.CreateClient();
        Assert.DoesNotContain(trade, (await visitor.GetPageAsync("/entities/" + made.Uscc)).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(made.Uscc, (await app.AsAsync(null, s => s.GetRequiredService<IRegistration>().FindAsync(made.Uscc, default)))!.Name);

        await supervisor.PostFormAsync($"/desk/entities/{made.Uscc}/correct", new Dictionary<string, string?> { ["TradeName"] = Given.TradeName(), ["Reason"] = "裁决后变更名称" });
        var number = url.Split('/')[^1];
        Assert.Equal(DisputeState.Changed, await app.WithDbAsync(db => db.Set<NameDispute>().Where(d => d.Number == number).Select(d => d.State).SingleAsync()));
        Assert.NotEqual(made.Uscc, (await app.AsAsync(null, s => s.GetRequiredService<IRegistration>().FindAsync(made.Uscc, default)))!.Name);
    }

    [Theory, OnEachDatabase]
    public async Task NameNotChangedInTime_IsOverdue_AndReported(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var made = await Given.EstablishedAsync(app, Given.SoleTrader());
        var number = NameDispute.NewNumber(Given.Day);
        await app.WithDbAsync(async db =>
        {
            var e = await db.Set<Entity>().SingleAsync(x => x.Uscc == made.Uscc);
            var dispute = new NameDispute { Id = Guid.NewGuid(), Number = number, EntityId = e.Id, Uscc = e.Uscc, Name = e.Name, Claimant = "在先企业", Claim = "停止使用", AcceptedOn = new(2024, 1, 2), DueOn = new(2024, 4, 2) };
            dispute.Move("stop");
            dispute.Decide("停止使用", "主管", new(2024, 2, 1), new(2024, 3, 4));
            db.Add(dispute);
            return await db.SaveChangesAsync();
        });
        await app.RunJobAsync<WatchStoppedNames>();
        Assert.Equal(DisputeState.Overdue, await app.WithDbAsync(db => db.Set<NameDispute>().Where(d => d.Number == number).Select(d => d.State).SingleAsync()));
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<EventRow>().CountAsync(e => e.Subject == "entity:" + made.Uscc && e.Type.EndsWith("NameChangeOverdue"))));
    }

    [Fact]
    public async Task ChangeIsDue_ThirtyDaysAfterTheDecision_PastDaysOff()
    {
        var calendar = await TestApp.Shared(DatabaseKind.Sqlite).AsAsync(null, s => s.GetRequiredService<IRules>().WorkingDaysAsync());
        Assert.Equal(new DateOnly(2024, 3, 4), RuleDisputeHandler.ChangeBy(new(2024, 2, 1), 30, calendar));
        Assert.Equal(new DateOnly(2024, 4, 1), RuleDisputeHandler.ChangeBy(new(2024, 3, 1), 30, calendar));
    }

    [Fact]
    public void DecidedDispute_IsNotDecidedAgain()
    {
        var dispute = new NameDispute { Number = "MZ1", Uscc = "x", Name = "n", Claimant = "c", Claim = "w" };
        dispute.Move("settle");
        Assert.Contains(RuleDisputeHandler.Decide(dispute, new() { Move = "stop", Outcome = "改主意" }), p => p.Code == "flow-move");
    }
}
