using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.IssueLicenceAndHandOver;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Messaging;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.StartUp;

public sealed partial class SubmitStartUpTests
{
    [Theory, OnEachDatabase]
    public async Task Submit_TwiceAtOnce_IsOneSubmission(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var client = await app.SignedInAsync("applicant1");
        var caseNo = await Stage.SignedAsync(client);
        var page = await client.GetPageAsync($"/startup/{caseNo}/check");
        var posts = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => client.PostFormAsync(page, $"/startup/{caseNo}/check", new Dictionary<string, string?> { ["Committed"] = "1" }, "submit")));

        Assert.All(posts, p => Assert.Equal(HttpStatusCode.SeeOther, Stage.Redirected(p)));
        Assert.All(posts, p => Assert.EndsWith($"/startup/{caseNo}/submitted", p.Headers.Location!.ToString(), StringComparison.Ordinal));
        var (submissions, events, messages) = await app.AsAsync(null, async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var c = await db.Set<StartUpCase>().SingleAsync(x => x.CaseNo == caseNo);
            return (await db.Set<Submission>().CountAsync(x => x.CaseId == c.Id),
                await db.Set<EventRow>().CountAsync(e => e.Subject == c.Subject && e.Type == EventTypes.NameOf(typeof(StartUpSubmitted))),
                await db.Set<MessageRow>().CountAsync(m => m.Subject == c.Subject && m.Topic == "startup.submitted"));
        });
        Assert.Equal((1, 1, 1), (submissions, events, messages));
    }

    /// <summary>E15.</summary>
    [Fact]
    public async Task Submit_FromTheBrowsersBack_TellsItWasSubmitted()
    {
        var app = TestApp.Shared(DatabaseKind.Sqlite);
        using var client = await app.SignedInAsync("applicant1", followRedirects: true);
        var caseNo = await Stage.SignedAsync(await app.SignedInAsync("applicant1"));
        var page = await client.GetPageAsync($"/startup/{caseNo}/check");
        using (await client.PostFormAsync(page, $"/startup/{caseNo}/check", new Dictionary<string, string?> { ["Committed"] = "1" }, "submit"))
        {
        }

        using var again = await client.PostFormAsync(page, $"/startup/{caseNo}/check", new Dictionary<string, string?> { ["Committed"] = "1" }, "submit");
        Assert.Matches($"这份申请\\d+:\\d\\d已提交过，没有重复提交。办件编号{caseNo}", (await again.PageAsync()).Text());
    }

    [Fact]
    public async Task Submit_WithoutSignatureOrCommitment_TellsBoth()
    {
        using var client = await TestApp.Shared(DatabaseKind.Sqlite).SignedInAsync("applicant1");
        var caseNo = await Stage.FilledAsync(client);
        using var response = await client.PostFormAsync($"/startup/{caseNo}/check", new Dictionary<string, string?>(), "submit");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var errors = (await response.PageAsync()).Errors();
        Assert.Contains("梁小河还没有签名。可以在屏幕上签，或用短信验证码确认", errors);
        Assert.Contains("请勾选“以上内容真实、完整”后再提交", errors);
    }

    [Fact]
    public async Task Signature_AfterAChange_NoLongerCounts()
    {
        var app = TestApp.Shared(DatabaseKind.Sqlite);
        using var client = await app.SignedInAsync("applicant1");
        var caseNo = await Stage.SignedAsync(client);
        Assert.Contains("已签", (await client.GetPageAsync($"/startup/{caseNo}/check")).Text(), StringComparison.Ordinal);
        using (await Stage.SaveAsync(client, caseNo, "scope", new Dictionary<string, string?> { ["Employees"] = "4" }))
        {
        }

        using var response = await Stage.SubmitAsync(client, caseNo);
        Assert.Contains("梁小河还没有签名。可以在屏幕上签，或用短信验证码确认", (await response.PageAsync()).Errors());
    }

    [Fact]
    public async Task Sign_ByCodeToThePhone_CountsOnce()
    {
        var app = TestApp.Shared(DatabaseKind.Sqlite);
        using var client = await app.SignedInAsync("applicant3");
        var answers = Stage.SoleTrader();
        var caseNo = await Stage.FilledAsync(client, answers);
        using (var sent = await client.PostFormAsync($"/startup/{caseNo}/check", new Dictionary<string, string?>(), "send-1"))
            Assert.Equal(HttpStatusCode.SeeOther, Stage.Redirected(sent));
        var text = await app.AsAsync(null, async s => (await s.GetRequiredService<AppDb>().Set<MessageRow>().OrderByDescending(m => m.QueuedAt).Take(20).ToListAsync()).First(m => m.To == "13800000003").Text);
        var code = Digits().Match(text).Value;

        var url = $"/startup/{caseNo}/check?code=1";
        using (var wrong = await client.PostFormAsync(url, new Dictionary<string, string?> { ["Code"] = code == "000000" ? "111111" : "000000" }, "sms-1"))
            Assert.Contains("验证码不对或已过期。请重新获取，5分钟内有效", (await wrong.PageAsync()).Errors());
        using (var right = await client.PostFormAsync(url, new Dictionary<string, string?> { ["Code"] = code }, "sms-1"))
            Assert.Equal(HttpStatusCode.SeeOther, Stage.Redirected(right));
        using var submitted = await Stage.SubmitAsync(client, caseNo);
        Assert.EndsWith("/submitted", submitted.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Withdraw_BeforeTheDecision_MakesADraftAgain(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var client = await app.SignedInAsync("applicant1");
        var caseNo = await Stage.SubmittedAsync(client);
        using (var response = await client.PostFormAsync($"/startup/{caseNo}/withdraw", new Dictionary<string, string?>(), "withdraw"))
            Assert.Equal(HttpStatusCode.SeeOther, Stage.Redirected(response));
        Assert.Equal(StartUpState.Draft, (await Stage.CaseAsync(app, caseNo)).State);
        using var again = await Stage.SubmitAsync(client, caseNo);
        Assert.EndsWith("/submitted", again.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, (await Stage.CaseAsync(app, caseNo)).SubmissionNo);
    }

    [Theory, OnEachDatabase]
    public async Task Resubmit_AfterReturn_NeedsEveryDefectAnswered(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var client = await app.SignedInAsync("applicant1");
        var caseNo = await Stage.SubmittedAsync(client);
        await app.AsAsync(null, async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var c = await db.Set<StartUpCase>().SingleAsync(x => x.CaseNo == caseNo);
            c.Move(StartUpFlow.Return);
            db.Add(new Defect { Id = Guid.NewGuid(), CaseId = c.Id, SubmissionNo = 1, Order = 0, Field = "Detail", Sentence = "门牌号没有写到房号。请补上" });
            await db.SaveChangesAsync();
        });

        var page = await client.GetPageAsync($"/startup/{caseNo}/premises");
        Assert.Equal(["门牌号没有写到房号。请补上"], page.Errors());
        Assert.Contains("要您补正1处", (await client.GetPageAsync($"/progress/{caseNo}")).Text(), StringComparison.Ordinal);
        using (var early = await Stage.SubmitAsync(client, caseNo))
            Assert.Contains("门牌号没有写到房号。请补上", (await early.PageAsync()).Errors());
        using (var saved = await Stage.SaveAsync(client, caseNo, "premises", new Dictionary<string, string?> { ["Detail"] = "兴隆街36号1层101室" }))
            Assert.Equal(HttpStatusCode.SeeOther, Stage.Redirected(saved));
        Assert.Empty((await client.GetPageAsync($"/startup/{caseNo}/premises")).Errors());
    }

    /// <summary>The whole of the licence issue in one transaction, then every matter finished by the departments' answers (R-5.24).</summary>
    [Theory, OnEachDatabase]
    public async Task Issue_ThenAllMattersDone_FinishesTheCase(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var client = await app.SignedInAsync("applicant1");
        var caseNo = await Stage.SubmittedAsync(client);
        var registrar = await app.ActorAsync("registrar1");
        await app.AsAsync(registrar, async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            var c = await db.Set<StartUpCase>().Include(x => x.Matters).SingleAsync(x => x.CaseNo == caseNo);
            c.Move(StartUpFlow.Accept);
            c.AcceptedAt = DateTime.UtcNow;
            await s.GetRequiredService<IssueLicenceAndHandOverHandler>().RunAsync(c, "符合法定形式", registrar.AccountId, null, default);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        });
        var issued = await Stage.CaseAsync(app, caseNo);
        Assert.Equal(StartUpState.Issued, issued.State);
        Assert.Equal(18, issued.Uscc!.Length);
        var orders = await app.AsAsync(null, s => s.GetRequiredService<IHandOvers>().OfAsync(caseNo, default));
        Assert.Equal(["INVOICE", "MEDICAL", "SEAL", "SOCIAL"], orders.Select(o => o.Matter).Order());
        var subsidy = await app.AsAsync(null, s => s.GetRequiredService<AppDb>().Set<SubsidyEntry>().Where(e => e.CaseNo == caseNo).ToListAsync());
        Assert.Equal(("SEAL_SET", 8000L), (Assert.Single(subsidy).Item, subsidy[0].Fen));

        await app.AsAsync(null, async s =>
        {
            var (db, log) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<EventLog>());
            log.Record(Actor.Program("test"), "HandOverCompleting", null, orders.Select(o => new HandOverCompleted(o.Id, caseNo, o.Matter, DateTime.UtcNow, DateTime.UtcNow, false)));
            await db.SaveChangesAsync();
        });
        await app.SettleAsync();
        var finished = await Stage.CaseAsync(app, caseNo);
        Assert.Equal((StartUpState.Archived, true, true), (finished.State, finished.OnTime, finished.OnTimeNet));
        Assert.All(finished.Matters, m => Assert.True(m.Status.IsFinished()));

        using var rated = await client.PostFormAsync($"/progress/{caseNo}/rate", new Dictionary<string, string?> { ["Score"] = "5" }, "rate");
        Assert.Equal(HttpStatusCode.SeeOther, Stage.Redirected(rated));
        Assert.Contains("非常满意", (await client.GetPageAsync($"/progress/{caseNo}")).Text(), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\d{6}")]
    private static partial Regex Digits();
}
