using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Data;
using Qishi.Platform.Gates;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration;

public sealed class RuleChecksTests
{
    private static Task<IReadOnlyList<RuleCheck>> CheckAsync(TestApp app, EntityDraft draft) =>
        app.AsAsync(null, s => s.GetRequiredService<IRegistration>().CheckAsync(draft, Given.Day, default));

    [Theory, OnEachDatabase]
    public async Task Check_OfAGoodDraft_ShowsEachRuleWithItsBasis(DatabaseKind kind)
    {
        var checks = await CheckAsync(TestApp.Shared(kind), Given.SoleTrader());
        Assert.InRange(checks.Count, 15, 20);
        Assert.DoesNotContain(checks, c => c.Outcome == CheckOutcome.Fail);
        Assert.All(checks, c => Assert.NotEqual("", c.Basis));
        Assert.Contains("名称须带“（个体工商户）”＝是，2024-01-01起", checks.Single(c => c.Id == "R-3.40").Basis, StringComparison.Ordinal);
        Assert.InRange((await CheckAsync(TestApp.Shared(kind), Given.Company())).Count, 20, 26);
    }

    [Theory, OnEachDatabase]
    public async Task T_11_6_SecondEntityInTheSameRoom_NeedsAPerson(DatabaseKind kind)
    {
        var draft = Given.SoleTrader();
        var made = await Given.EstablishedAsync(TestApp.Shared(kind), draft);
        var spaced = Given.SoleTrader(d => d with { Premises = draft.Premises with { Detail = draft.Premises.Detail.Replace("街", "街 ", StringComparison.Ordinal) } });
        var check = (await CheckAsync(TestApp.Shared(kind), spaced)).Single(c => c.Id == "R-11.8");
        Assert.Equal((CheckOutcome.NeedsPerson, $"/entities/{made.Uscc}"), (check.Outcome, check.Url));
    }

    [Theory, OnEachDatabase]
    public async Task SelfBuiltHouseWithoutDeed_IsANote(DatabaseKind kind)
    {
        var checks = await CheckAsync(TestApp.Shared(kind), Given.SoleTrader(d => d with { Premises = d.Premises with { Proof = PremisesProof.Alternative, SelfBuiltFloors = 4 } }));
        Assert.All(checks.Where(c => c.Id is "R-11.4" or "R-11.6"), c => Assert.Equal(CheckOutcome.Note, c.Outcome));
    }

    [Fact]
    public async Task Gate_ThatBlocks_FailsTheCheck()
    {
        await using var app = new TestApp(DatabaseKind.Sqlite, configure: s => s.AddScoped<IGate, CourtList>());
        var check = (await CheckAsync(app, Given.Company()))[0];
        Assert.Equal((CheckOutcome.Fail, "R-1.20", "court list"), (check.Outcome, check.Id, check.Basis));
        // T-8.2: the list bars legal representatives, not the operator of a sole trader's business.
        Assert.DoesNotContain(await CheckAsync(app, Given.SoleTrader()), c => c.Outcome == CheckOutcome.Fail);
    }

    private sealed class CourtList : IGate
    {
        public string Name => "court";

        public Task<IReadOnlyList<GateAnswer>> AskAsync(GateQuestion question, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<GateAnswer>>(question is { Act: "registration.establish", PersonKeys.Count: > 0 } ? [new(GateVerdict.Blocked, "法定代表人是失信被执行人", "court list", null)] : []);
    }
}
