using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.StartUp.ApproveStartUp;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.ReviewCase;
using Qishi.Modules.StartUp.SecondReview;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Modules.Registration;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.StartUp.Office;

public sealed class ApproveStartUpTests
{
    private static Task<Result<string>?> ApproveAsync(TestApp app, Actor actor, string caseNo, ApproveStartUpForm? form = null, string? key = null) =>
        OfficeCases.AsAsync<ApproveStartUpHandler, Result<string>?>(app, actor, h => h.HandleAsync(caseNo, form ?? new(), key ?? OfficeCases.Key(), default));

    private static Task<Result<string>?> ConfirmAsync(TestApp app, Actor actor, string caseNo, string verdict, string? text = null) =>
        OfficeCases.AsAsync<ConfirmDecisionHandler, Result<string>?>(app, actor, h => h.HandleAsync(caseNo, new() { Verdict = verdict, Text = text }, OfficeCases.Key(), default));

    private static void AssertOk(Result<string>? result) => Assert.True(result is { Ok: true }, result is null ? "not found" : string.Join(';', result.Value.Problems.Select(p => p.Sentence)));

    [Theory, OnEachDatabase]
    public async Task Approve_SoleTrader_IssuesTheLicenceWithEverythingInOneTransaction(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (caseNo, registrar) = (await OfficeCases.SubmittedAsync(app), await app.ActorAsync("registrar1"));
        var result = await ApproveAsync(app, registrar, caseNo);
        AssertOk(result);
        Assert.Equal("已准予登记，执照已生成，其他1个事项正在推送", result!.Value.Value);
        var c = await OfficeCases.ReadAsync(app, caseNo);
        Assert.Equal(StartUpState.Issued, c.State);
        Assert.True(Uscc.TryParse(c.Uscc, out _));
        Assert.Equal((registrar.AccountId, registrar.Name, null), (c.DecidedBy, c.DecidedByName, c.ConfirmedBy));
        Assert.NotNull(c.AcceptedAt);
        Assert.NotNull(c.LicenceMinutes);
        var types = await app.WithDbAsync(db => db.Set<EventRow>().Where(e => e.Subject == "case:" + caseNo).OrderBy(e => e.Seq).Select(e => e.Type).ToListAsync());
        Assert.True(types.IndexOf("StartUp.StartUpAccepted") >= 0 && types.IndexOf("StartUp.StartUpAccepted") < types.IndexOf("StartUp.StartUpApproved"), string.Join(',', types));
    }

    [Theory, OnEachDatabase]
    public async Task Approve_TwoRegistrarsAtOnce_OneWinsTheOtherIsTold(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var caseNo = await OfficeCases.SubmittedAsync(app);
        var both = await Task.WhenAll(ApproveAsync(app, await app.ActorAsync("registrar1"), caseNo), ApproveAsync(app, await app.ActorAsync("registrar2"), caseNo));
        Assert.Equal(1, both.Count(b => b!.Value.Ok));
        var refused = both.Single(b => !b!.Value.Ok)!.Value.Problems[0];
        Assert.Equal("already-decided", refused.Code);
        Assert.Contains("没有重复办理", refused.Sentence, StringComparison.Ordinal);
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<EventRow>().CountAsync(e => e.Subject == "case:" + caseNo && e.Type == "StartUp.StartUpApproved")));
    }

    [Theory, OnEachDatabase]
    public async Task Approve_DoubleClick_HasOneEffectAndTheSameAnswer(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (caseNo, registrar, key) = (await OfficeCases.SubmittedAsync(app), await app.ActorAsync("registrar1"), OfficeCases.Key());
        var both = await Task.WhenAll(ApproveAsync(app, registrar, caseNo, key: key), ApproveAsync(app, registrar, caseNo, key: key));
        var third = await ApproveAsync(app, registrar, caseNo, key: key);
        Assert.All(both.Append(third), AssertOk);
        Assert.Single(both.Append(third).Select(b => b!.Value.Value).Distinct());
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<EventRow>().CountAsync(e => e.Subject == "case:" + caseNo && e.Type == "StartUp.StartUpApproved")));
    }

    [Theory, OnEachDatabase]
    public async Task Approve_ByTheAssistingClerk_IsRefused(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var registrar = await app.ActorAsync("registrar1");
        var caseNo = await OfficeCases.SubmittedAsync(app, clerk: registrar.AccountId, channel: Channel.Counter);
        var refused = Assert.Single((await ApproveAsync(app, registrar, caseNo))!.Value.Problems);
        Assert.Equal(("assisted-by-same-person", "R-14.12"), (refused.Code, refused.Rule));
        AssertOk(await ApproveAsync(app, await app.ActorAsync("registrar2"), caseNo));
    }

    [Theory, OnEachDatabase]
    public async Task Approve_WithoutPermission_NotFound_WrongState_AreRefused(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var registrar = await app.ActorAsync("registrar1");
        Assert.Null(await ApproveAsync(app, registrar, "KB209901010001"));
        var caseNo = await OfficeCases.SubmittedAsync(app);
        Assert.Equal("not-permitted", (await ApproveAsync(app, await app.ActorAsync("guide1"), caseNo))!.Value.Problems[0].Code);
        AssertOk(await ApproveAsync(app, registrar, caseNo));
        Assert.Equal("already-decided", (await ApproveAsync(app, registrar, caseNo))!.Value.Problems[0].Code);
        var draft = await OfficeCases.SubmittedAsync(app, change: c => { c.Move(StartUpFlow.Withdraw); c.Move(StartUpFlow.Reopen); });
        Assert.Null(await ApproveAsync(app, registrar, draft));
    }

    [Theory, OnEachDatabase]
    public async Task Approve_WhenARuleNeedsAPerson_AsksForAnOpinion(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var registrar = await app.ActorAsync("registrar1");
        var first = OfficeCases.SnackShop();
        AssertOk(await ApproveAsync(app, registrar, await OfficeCases.SubmittedAsync(app, first)));
        var caseNo = await OfficeCases.SubmittedAsync(app, OfficeCases.SnackShop(a => OfficeCases.Set(a, "Detail", first["Detail"])));
        var refused = (await ApproveAsync(app, registrar, caseNo))!.Value.Problems.Single(p => p.Rule == "R-11.8");
        Assert.Equal("opinion-missing", refused.Code);
        Assert.StartsWith("Opinions[", refused.Field, StringComparison.Ordinal);
        var keys = await OfficeCases.AsAsync<CaseFiles, List<string>>(app, registrar, async f => [.. (await f.FindAsync(caseNo, default))!.Checks.Where(c => c.NeedsOpinion).Select(c => c.Key)]);
        AssertOk(await ApproveAsync(app, registrar, caseNo, new() { Opinions = [.. keys.Select(k => new OpinionLine { Key = k, Text = "已核实，分隔使用" })] }));
        Assert.Equal(keys.Count, await app.WithDbAsync(db => db.Set<Opinion>().CountAsync(o => keys.Contains(o.CheckKey) && db.Set<StartUpCase>().Any(c => c.Id == o.CaseId && c.CaseNo == caseNo))));
    }

    [Theory, OnEachDatabase]
    public async Task Approve_WhenARuleFails_IsRefusedAndNothingIsWritten(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var caseNo = await OfficeCases.SubmittedAsync(app, OfficeCases.SnackShop(a => OfficeCases.Set(a, "P1.IdNumber", Given.Id(age: 12))));
        Assert.Contains((await ApproveAsync(app, await app.ActorAsync("registrar1"), caseNo))!.Value.Problems, p => p.Code == "rule-failed");
        Assert.Equal(StartUpState.Received, (await OfficeCases.ReadAsync(app, caseNo)).State);
    }

    [Theory]
    [InlineData(EntityKind.Individual, 0, true)]
    [InlineData(EntityKind.Llc, 1, true)]
    [InlineData(EntityKind.Llc, 5, true)]
    [InlineData(EntityKind.Llc, 6, false)]
    public async Task ReviewRule_OnePersonUpToFiveShareholders(EntityKind entity, int shareholders, bool onePerson)
    {
        var app = TestApp.Shared(DatabaseKind.Sqlite);
        var draft = (entity == EntityKind.Llc ? Given.Company() : Given.SoleTrader()) with { Shareholders = [.. Enumerable.Range(0, shareholders).Select(i => new ShareholderDraft(i, 1, ContributionForm.Money, Given.Day))] };
        var book = await app.AsAsync(null, s => ((Qishi.Platform.Rules.IRules)s.GetService(typeof(Qishi.Platform.Rules.IRules))!).BookAsync());
        Assert.Equal(onePerson, ReviewRule.IsSinglePerson(draft, book, Given.Day));
    }

    [Theory, OnEachDatabase]
    public async Task Approve_CompanyWithSixShareholders_NeedsASecondPerson(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (first, second) = (await app.ActorAsync("registrar1"), await app.ActorAsync("registrar2"));
        var caseNo = await OfficeCases.SubmittedAsync(app, OfficeCases.Company(6), EntityKind.Llc);
        var proposed = await ApproveAsync(app, first, caseNo, await OpinionsAsync(app, first, caseNo));
        AssertOk(proposed);
        Assert.Null((await OfficeCases.ReadAsync(app, caseNo)).Uscc);
        Assert.Equal("waits-for-second", (await ApproveAsync(app, second, caseNo))!.Value.Problems[0].Code);
        Assert.Equal("same-person", (await ConfirmAsync(app, first, caseNo, "agree"))!.Value.Problems[0].Code);
        Assert.Equal("verdict-missing", (await ConfirmAsync(app, second, caseNo, ""))!.Value.Problems[0].Code);
        Assert.Equal("opinion-missing", (await ConfirmAsync(app, second, caseNo, "send-back"))!.Value.Problems[0].Code);
        AssertOk(await ConfirmAsync(app, second, caseNo, "send-back", "出资日期请再核"));
        AssertOk(await ApproveAsync(app, first, caseNo));
        AssertOk(await ConfirmAsync(app, second, caseNo, "agree"));
        var c = await OfficeCases.ReadAsync(app, caseNo);
        Assert.Equal((StartUpState.Issued, first.AccountId, second.AccountId), (c.State, c.DecidedBy, c.ConfirmedBy));
    }

    private static async Task<ApproveStartUpForm> OpinionsAsync(TestApp app, Actor actor, string caseNo) => new()
    {
        Opinions = await OfficeCases.AsAsync<CaseFiles, List<OpinionLine>>(app, actor, async f => [.. (await f.FindAsync(caseNo, default))!.Checks.Where(c => c.NeedsOpinion).Select(c => new OpinionLine { Key = c.Key, Text = "已核实" })]),
    };
}
