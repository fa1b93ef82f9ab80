using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.StartUp.DeliverLicence;
using Qishi.Modules.StartUp.ApproveStartUp;
using Qishi.Modules.StartUp.ExtendReview;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.RefuseStartUp;
using Qishi.Modules.StartUp.ReturnStartUp;
using Qishi.Modules.StartUp.ReviewCase;
using Qishi.Modules.StartUp.SecondReview;
using Qishi.Modules.Worklist.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Messaging;
using Qishi.Platform.Rules;
using Qishi.Tests.Modules.Registration;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.StartUp.Office;

public sealed class ReturnStartUpTests
{
    private static Task<Result<string>?> ReturnAsync(TestApp app, Actor actor, string caseNo, params ReturnLine[] lines) =>
        OfficeCases.AsAsync<ReturnStartUpHandler, Result<string>?>(app, actor, h => h.HandleAsync(caseNo, new() { Lines = [.. lines] }, OfficeCases.Key(), default));

    private static ReturnLine Mark(string key, string sentence = "请改正") => new() { Key = key, Marked = true, Sentence = sentence };

    private static void AssertOk(Result<string>? result) => Assert.True(result is { Ok: true }, result is null ? "not found" : string.Join(';', result.Value.Problems.Select(p => p.Sentence)));

    [Theory, OnEachDatabase]
    public async Task Return_ListsAllDefectsOnce_StopsTheClock_TellsTheApplicant(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (caseNo, registrar) = (await OfficeCases.SubmittedAsync(app), await app.ActorAsync("registrar1"));
        var result = await ReturnAsync(app, registrar, caseNo, Mark("field:Detail", "门牌号写到房号"), Mark("file:missing", "请补租赁合同"));
        AssertOk(result);
        Assert.Equal("已退回补正，共2处，已短信告知申请人，计时停止", result!.Value.Value);
        var c = await OfficeCases.ReadAsync(app, caseNo);
        Assert.Equal(StartUpState.Returned, c.State);
        Assert.Equal(["Detail", "Files"], await app.WithDbAsync(db => db.Set<Defect>().Where(d => d.CaseId == c.Id).OrderBy(d => d.Order).Select(d => d.Field!).ToListAsync()));
        var (papers, messages) = await app.AsAsync(null, async s => (await s.GetRequiredService<IDocuments>().OfAsync(c.Subject, default), await s.GetRequiredService<AppDb>().Set<MessageRow>().Where(m => m.Subject == c.Subject).ToListAsync()));
        Assert.Equal("一次性补正告知书", Assert.Single(papers).Title);
        Assert.Contains("有2处需补正", Assert.Single(messages).Text, StringComparison.Ordinal);
        Assert.Equal("applicant", (await app.WithDbAsync(db => db.Set<WorkItem>().SingleAsync(i => i.OpenKey == "startup.review:" + caseNo))).Role);
    }

    [Theory, OnEachDatabase]
    public async Task Return_FailedRuleLeftOut_NeedsAReason(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var registrar = await app.ActorAsync("registrar1");
        var caseNo = await OfficeCases.SubmittedAsync(app, OfficeCases.SnackShop(a => OfficeCases.Set(a, "P1.IdNumber", Given.Id(age: 12))));
        var problems = (await ReturnAsync(app, registrar, caseNo, Mark("field:Detail")))!.Value.Problems;
        Assert.Contains(problems, p => p.Code == "reason-missing");
        var rules = await OfficeCases.AsAsync<CaseFiles, List<string>>(app, registrar, async f => [.. ReturnSheet.Of((await f.FindAsync(caseNo, default))!).Where(l => l.IsRule).Select(l => l.Key)]);
        Assert.Equal(problems.Count, rules.Count);
        AssertOk(await ReturnAsync(app, registrar, caseNo, [.. rules.Select(r => new ReturnLine { Key = r, Why = "另案处理" }), Mark("field:Detail")]));
        Assert.Equal(rules.Count, await app.WithDbAsync(db => db.Set<LeftOut>().CountAsync(l => db.Set<StartUpCase>().Any(c => c.Id == l.CaseId && c.CaseNo == caseNo))));
    }

    [Theory, OnEachDatabase]
    public async Task Return_NothingMarkedOrNoSentence_IsRefused(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (caseNo, registrar) = (await OfficeCases.SubmittedAsync(app), await app.ActorAsync("registrar1"));
        Assert.Equal("nothing-marked", (await ReturnAsync(app, registrar, caseNo))!.Value.Problems[0].Code);
        Assert.Equal(("sentence-missing", "Lines[0].Sentence"), (await ReturnAsync(app, registrar, caseNo, Mark("field:Detail", " "))) is { } r ? (r.Problems[0].Code, r.Problems[0].Field!) : default);
        Assert.Equal("not-permitted", (await ReturnAsync(app, await app.ActorAsync("leader1"), caseNo, Mark("field:Detail")))!.Value.Problems[0].Code);
        Assert.Null(await ReturnAsync(app, registrar, "KB1", Mark("field:Detail")));
    }

    [Theory, OnEachDatabase]
    public async Task SecondReturn_OfADefectThatWasVisible_NeedsTheSupervisor(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (caseNo, registrar) = (await OfficeCases.SubmittedAsync(app), await app.ActorAsync("registrar1"));
        AssertOk(await ReturnAsync(app, registrar, caseNo, Mark("field:Detail")));
        await OfficeCases.ResubmittedAsync(app, caseNo, a => OfficeCases.Set(a, "Area", "50"));
        // Named the first time and not mended: the registrar may return it again. New since then: too.
        var refused = (await ReturnAsync(app, registrar, caseNo, Mark("field:Detail"), Mark("field:Area"), Mark("field:TradeName")))!.Value.Problems;
        Assert.Equal("visible-before", Assert.Single(refused).Code);
        Assert.Contains("字号", refused[0].Sentence, StringComparison.Ordinal);
        AssertOk(await ReturnAsync(app, await app.ActorAsync("supervisor1"), caseNo, Mark("field:TradeName")));
        await OfficeCases.ResubmittedAsync(app, caseNo, a => OfficeCases.Set(a, "Area", "51"));
        AssertOk(await ReturnAsync(app, registrar, caseNo, Mark("field:Area")));
    }

    [Theory, OnEachDatabase]
    public async Task Refuse_TakesTwoPersons_AndNamesReasonsBasisAndRemedies(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (caseNo, first, second) = (await OfficeCases.SubmittedAsync(app), await app.ActorAsync("registrar1"), await app.ActorAsync("supervisor1"));
        var empty = await OfficeCases.AsAsync<RefuseStartUpHandler, Result<string>?>(app, first, h => h.HandleAsync(caseNo, new(), OfficeCases.Key(), default));
        Assert.Equal(["Reason", "Text"], empty!.Value.Problems.Select(p => p.Field!));
        AssertOk(await OfficeCases.AsAsync<RefuseStartUpHandler, Result<string>?>(app, first, h => h.HandleAsync(caseNo, new() { Reason = "unlawful", Text = "提供虚假场所证明" }, OfficeCases.Key(), default)));
        Assert.Equal(StartUpState.Received, (await OfficeCases.ReadAsync(app, caseNo)).State);
        AssertOk(await OfficeCases.AsAsync<ConfirmDecisionHandler, Result<string>?>(app, second, h => h.HandleAsync(caseNo, new() { Verdict = "agree" }, OfficeCases.Key(), default)));
        var c = await OfficeCases.ReadAsync(app, caseNo);
        Assert.Equal((StartUpState.Refused, first.AccountId, second.AccountId), (c.State, c.DecidedBy, c.ConfirmedBy));
        var content = await app.WithDbAsync(db => db.Set<Qishi.Modules.Documents.Model.Document>().Where(d => d.Subject == c.Subject).Select(d => d.Content).SingleAsync());
        foreach (var words in new[] { "违反法律", "提供虚假场所证明", "第二十条", "60日", "6个月" })
            Assert.Contains(words, content, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task NotAccept_WithoutJurisdiction_NamesTheCompetentAuthority(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (caseNo, registrar) = (await OfficeCases.SubmittedAsync(app), await app.ActorAsync("registrar1"));
        Task<Result<string>?> Do(string? authority) => OfficeCases.AsAsync<NotAcceptStartUpHandler, Result<string>?>(
            app, registrar, h => h.HandleAsync(caseNo, new() { Reason = "no-jurisdiction", Text = "场所在邻县", Authority = authority }, OfficeCases.Key(), default));
        Assert.Equal("authority-missing", (await Do(null))!.Value.Problems[0].Code);
        AssertOk(await Do("邻县市场监督管理局"));
        Assert.Equal(StartUpState.NotAccepted, (await OfficeCases.ReadAsync(app, caseNo)).State);
        Assert.Equal("already-decided", (await Do("邻县市场监督管理局"))!.Value.Problems[0].Code);
    }

    [Theory, OnEachDatabase]
    public async Task Extend_OnlyByTheSupervisor_Once_ThreeMoreWorkingDays(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var caseNo = await OfficeCases.SubmittedAsync(app);
        async Task<Result<string>?> Do(string who) => await OfficeCases.AsAsync<ExtendReviewHandler, Result<string>?>(
            app, await app.ActorAsync(who), h => h.HandleAsync(caseNo, new() { Reason = "涉及多个部门的许可" }, OfficeCases.Key(), default));
        Assert.Equal("not-permitted", (await Do("registrar1"))!.Value.Problems[0].Code);
        AssertOk(await Do("supervisor1"));
        var c = await OfficeCases.ReadAsync(app, caseNo);
        var days = await app.AsAsync(null, s => s.GetRequiredService<IRules>().WorkingDaysAsync());
        Assert.Equal((StartUpState.Extended, days.AddWorkingDays(ChinaTime.DayOf(c.AcceptedAt!.Value), 6).Date), (c.State, c.ExtendedUntil!.Value));
        Assert.Equal("extended-before", (await Do("supervisor1"))!.Value.Problems[0].Code);
        AssertOk(await OfficeCases.AsAsync<ApproveStartUpHandler, Result<string>?>(app, await app.ActorAsync("registrar1"), h => h.HandleAsync(caseNo, new(), OfficeCases.Key(), default)));
    }

    [Theory, OnEachDatabase]
    public async Task Deliver_AfterTheLicence_Once(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (caseNo, registrar) = (await OfficeCases.SubmittedAsync(app), await app.ActorAsync("registrar1"));
        Task<Result<string>?> Do(string way, string? note) => OfficeCases.AsAsync<DeliverLicenceHandler, Result<string>?>(app, registrar, h => h.HandleAsync(caseNo, new() { Way = way, Note = note }, OfficeCases.Key(), default));
        Assert.Equal("not-issued", (await Do("PickUp", "本人"))!.Value.Problems[0].Code);
        AssertOk(await OfficeCases.AsAsync<ApproveStartUpHandler, Result<string>?>(app, registrar, h => h.HandleAsync(caseNo, new(), OfficeCases.Key(), default)));
        Assert.Equal("note-missing", (await Do("Mail", ""))!.Value.Problems[0].Code);
        AssertOk(await Do("PickUp", "本人"));
        Assert.Equal(StartUpState.Delivered, (await OfficeCases.ReadAsync(app, caseNo)).State);
        Assert.Equal("delivered-before", (await Do("PickUp", "本人"))!.Value.Problems[0].Code);
    }

    [Theory, OnEachDatabase]
    public async Task Reveal_NeedsAReason_AndIsLoggedWithoutTheValue(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var answers = OfficeCases.SnackShop();
        var (caseNo, registrar) = (await OfficeCases.SubmittedAsync(app, answers), await app.ActorAsync("registrar1"));
        Task<Result<string>?> Do(string field, string? reason) => OfficeCases.AsAsync<RevealSecretHandler, Result<string>?>(app, registrar, h => h.HandleAsync(caseNo, field, reason, default));
        Assert.Equal("reason-missing", (await Do("P1.IdNumber", "想看"))!.Value.Problems[0].Code);
        Assert.Null(await Do("Detail", "compare"));
        Assert.Equal(answers["P1.IdNumber"], (await Do("P1.IdNumber", "compare"))!.Value.Value);
        var payload = await app.WithDbAsync(db => db.Set<Qishi.Platform.Events.EventRow>().Where(e => e.Subject == "case:" + caseNo && e.Type == "StartUp.StartUpSecretShown").Select(e => e.Payload).SingleAsync());
        Assert.DoesNotContain(answers["P1.IdNumber"], payload, StringComparison.Ordinal);
    }
}
