using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Messaging;
using Qishi.Tests.Modules.Registration;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.StartUp;

public sealed partial class CompanyAndCounterTests
{
    /// <summary>A company with two shareholders: list of tasks, a page per person, each signs once on their own phone.</summary>
    [Theory, OnEachDatabase]
    public async Task Journey_OfACompany_NeedsBothSignatures(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var client = await app.SignedInAsync("applicant2");
        var caseNo = await Stage.DraftAsync(client, "Llc");
        Assert.Contains("要填的内容", (await client.GetPageAsync($"/startup/{caseNo}")).Text(), StringComparison.Ordinal);
        using (var added = await Stage.SaveAsync(client, caseNo, "people", new Dictionary<string, string?> { ["Capital"] = "100" }, "add-person"))
            Assert.EndsWith("/people/2", added.Headers.Location!.ToString(), StringComparison.Ordinal);

        await PersonAsync(client, caseNo, 1, [], ["Shareholder", "LegalRepresentative", "Director", "Manager"], "60");
        await PersonAsync(client, caseNo, 2, new() { ["P2.Name"] = "覃小兰", ["P2.IdNumber"] = Given.Id(), ["P2.Mobile"] = "13900000077" }, ["Shareholder", "Supervisor"], "30");
        using (var wrong = await Stage.SaveAsync(client, caseNo, "people", new Dictionary<string, string?>()))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
            Assert.Contains((await wrong.PageAsync()).Errors(), e => e.Contains("90万元", StringComparison.Ordinal) && e.Contains("100万元", StringComparison.Ordinal));
        }

        await PersonAsync(client, caseNo, 2, [], ["Shareholder", "Supervisor"], "40");
        var answers = Stage.SoleTrader();
        answers["people"].Clear();
        answers["name"] = new() { ["TradeName"] = Given.TradeName(), ["Industry"] = "食品", ["NameForm"] = "有限公司" };
        foreach (var topic in Stage.Topics)
        {
            using var response = await Stage.SaveAsync(client, caseNo, topic, answers[topic]);
            Assert.True(Stage.Redirected(response) == HttpStatusCode.SeeOther, $"{topic}: {string.Join(" | ", (await response.PageAsync()).Errors())}");
        }

        await Stage.SignAsync(client, $"/startup/{caseNo}/check", 1);
        using (var early = await Stage.SubmitAsync(client, caseNo))
            Assert.Contains("覃小兰还没有签名。可以在屏幕上签，或用短信验证码确认", (await early.PageAsync()).Errors());
        await InvitedSignsAsync(app, client, caseNo);
        using var submitted = await Stage.SubmitAsync(client, caseNo);
        Assert.EndsWith("/submitted", submitted.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    private static async Task PersonAsync(HttpClient client, string caseNo, int n, Dictionary<string, string?> identity, string[] roles, string amount)
    {
        // Roles first: what depends on them is asked after they are saved.
        var url = $"/startup/{caseNo}/people/{n}";
        foreach (var extra in new[] { false, true })
        {
            var page = await client.GetPageAsync(url);
            var fields = new List<KeyValuePair<string, string>>();
            foreach (var input in page.QuerySelectorAll("main form input, main form select"))
                if (input is IHtmlInputElement { Type: not ("checkbox" or "submit") } i && i.Name is { } name && !identity.ContainsKey(name))
                    fields.Add(new(name, i.Value));
                else if (input is IHtmlSelectElement { Name: { } select } s)
                    fields.Add(new(select, s.Value ?? ""));
            fields.AddRange(identity.Select(p => KeyValuePair.Create(p.Key, p.Value!)));
            fields.AddRange(roles.Select(r => KeyValuePair.Create($"P{n}.Roles", r)));
            if (extra)
            {
                fields.RemoveAll(f => f.Key == $"P{n}.Amount" || f.Key == $"P{n}.DueOn");
                fields.AddRange([new($"P{n}.Amount", amount), new($"P{n}.DueOn", $"{DateTime.UtcNow.AddYears(2):yyyy-MM-dd}")]);
            }

            fields.Add(new("act", "next"));
            using var response = await client.PostAsync(url, new FormUrlEncodedContent(fields));
            if (extra)
                Assert.True(Stage.Redirected(response) == HttpStatusCode.SeeOther, string.Join(" | ", (await response.PageAsync()).Errors()));
        }
    }

    private static async Task InvitedSignsAsync(TestApp app, HttpClient client, string caseNo)
    {
        using (var asked = await client.PostFormAsync($"/startup/{caseNo}/check", new Dictionary<string, string?>(), "ask-2"))
            Assert.Equal(HttpStatusCode.SeeOther, Stage.Redirected(asked));
        var number = Number().Match(await LastMessageAsync(app, "13900000077", "startup.sign")).Groups[1].Value;
        using var visitor = app.ClientWith();
        var url = $"/startup/sign/{number}";
        var page = await visitor.GetPageAsync(url);
        Assert.DoesNotContain("韦大山", page.Text(), StringComparison.Ordinal);
        await visitor.GetPageAsync("/startup/sign/AAAAAAAAAA", HttpStatusCode.NotFound);
        using (await visitor.PostFormAsync(url, new Dictionary<string, string?>(), "send"))
        {
        }

        var code = Digits().Match(await LastMessageAsync(app, "13900000077", null)).Value;
        using var opened = await visitor.PostFormAsync(url, new Dictionary<string, string?> { ["Code"] = code }, "open");
        var reading = await opened.PageAsync();
        Assert.Contains("韦大山", reading.Text(), StringComparison.Ordinal);
        using var signed = await visitor.PostFormAsync(reading, url, new Dictionary<string, string?>(), "sign");
        Assert.Contains("已签名", (await signed.PageAsync()).Text(), StringComparison.Ordinal);
    }

    private static Task<string> LastMessageAsync(TestApp app, string to, string? topic) => app.AsAsync(null, async s =>
        (await s.GetRequiredService<AppDb>().Set<MessageRow>().OrderByDescending(m => m.QueuedAt).Take(40).ToListAsync()).First(m => m.To == to && (topic == null ? !m.Topic.StartsWith("startup.", StringComparison.Ordinal) : m.Topic == topic)).Text);

    [Theory, OnEachDatabase]
    public async Task Counter_FilledByAClerk_IsSubmittedAndInvisibleToOtherOutlets(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var clerk = await app.SignedInAsync("outlet1");
        using var started = await clerk.PostFormAsync("/desk/startup/counter", new Dictionary<string, string?> { ["Kind"] = "Individual", ["Name"] = "覃金凤", ["IdNumber"] = Given.Id(), ["Mobile"] = "13900000088" }, "counter-start");
        Assert.True(Stage.Redirected(started) == HttpStatusCode.SeeOther, string.Join(" | ", (await started.PageAsync()).Errors()));
        var url = started.Headers.Location!.ToString();
        var caseNo = url.Split('/')[^1];
        Dictionary<string, string?> all = new() { ["act"] = "save-all" };
        foreach (var (field, value) in Stage.SoleTrader().Values.SelectMany(v => v))
            all[field] = value;
        // What depends on an answer is asked after it is saved: the first save shows it, the second fills it.
        using (await clerk.PostFormAsync(url, all, "counter"))
        {
        }

        using (var saved = await clerk.PostFormAsync(url, all, "counter"))
            Assert.True(Stage.Redirected(saved) == HttpStatusCode.SeeOther, string.Join(" | ", (await saved.PageAsync()).Errors()));
        await Stage.SignAsync(clerk, url + "/check", 1);
        using (var submitted = await clerk.PostFormAsync(url + "/check", new Dictionary<string, string?> { ["Committed"] = "1" }, "submit"))
            Assert.EndsWith("/done", submitted.Headers.Location!.ToString(), StringComparison.Ordinal);

        var c = await Stage.CaseAsync(app, caseNo);
        Assert.Equal((Channel.Outlet, StartUpState.Received), (c.Channel, c.State));
        Assert.NotNull(c.ClerkId);
        using var other = await app.SignedInAsync("outlet2");
        await other.GetPageAsync(url, HttpStatusCode.NotFound);
        await other.GetPageAsync(url + "/done", HttpStatusCode.NotFound);

        using var visitor = app.ClientWith();
        using var state = await visitor.PostFormAsync("/progress", new Dictionary<string, string?> { ["CaseNo"] = caseNo, ["Mobile"] = "139 0000 0088" }, "find");
        var text = (await state.PageAsync()).Text();
        Assert.Contains("各部门办到哪了", text, StringComparison.Ordinal);
        Assert.DoesNotContain("覃金凤", text, StringComparison.Ordinal);
        // The code to the phone opens everything; no number stands in an address.
        using var sent = await visitor.PostFormAsync(await state.PageAsync(), "/progress", new Dictionary<string, string?>(), "send");
        var code = Digits().Match(await LastMessageAsync(app, "13900000088", null)).Value;
        using var full = await visitor.PostFormAsync(await sent.PageAsync(), "/progress", new Dictionary<string, string?> { ["Code"] = code }, "open");
        Assert.Contains("办理过程", (await full.PageAsync()).Text(), StringComparison.Ordinal);
        using var wrong = await visitor.PostFormAsync("/progress", new Dictionary<string, string?> { ["CaseNo"] = caseNo, ["Mobile"] = "13900000089" }, "find");
        Assert.Equal(["没有找到这个办件。请核对编号和手机号，编号应为KB加12位数字"], (await wrong.PageAsync()).Errors());
    }

    /// <summary>E16: two edit the same field from the same version; the second sees both and chooses. Other fields are merged.</summary>
    [Theory, OnEachDatabase]
    public async Task Save_OfAFieldAnotherChanged_ShowsBothAndLosesNothing(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var first = await app.SignedInAsync("applicant1");
        using var second = await app.SignedInAsync("applicant1");
        var caseNo = await Stage.DraftAsync(first);
        var url = $"/startup/{caseNo}/premises";
        var (a, b) = (await first.GetPageAsync(url), await second.GetPageAsync(url));
        using (await first.PostFormAsync(a, url, new Dictionary<string, string?> { ["Detail"] = "兴隆街1号", ["Area"] = "48", ["act"] = "later" }, "topic"))
        {
        }

        using var clash = await second.PostFormAsync(b, url, new Dictionary<string, string?> { ["Detail"] = "兴隆街2号", ["Town"] = "451521101", ["act"] = "next" }, "topic");
        Assert.Equal(HttpStatusCode.Conflict, clash.StatusCode);
        var page = await clash.PageAsync();
        Assert.Contains("兴隆街1号", page.Text(), StringComparison.Ordinal);
        Assert.Contains("兴隆街2号", page.Text(), StringComparison.Ordinal);
        using (await second.PostFormAsync(page, url, new Dictionary<string, string?> { ["Keep[Detail]"] = "theirs", ["act"] = "later" }, "topic"))
        {
        }

        var answers = (await Stage.CaseAsync(app, caseNo)).ReadAnswers();
        Assert.Equal(("兴隆街1号", "48", "451521101"), (answers["Detail"], answers["Area"], answers["Town"]));
    }

    [Theory, OnEachDatabase]
    public async Task Drafts_BegunAtOnce_GetNumbersOfTheirOwn_AndTheSecondClickAtMostLeavesOneOut(DatabaseKind kind)
    {
        using var app = new TestApp(kind);
        using var client = await app.SignedInAsync("applicant1");
        var page = await client.GetPageAsync("/startup");
        // One form posted twice is one draft; eight forms are eight drafts with eight numbers.
        var twice = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => client.PostFormAsync(page, "/startup", new Dictionary<string, string?> { ["Kind"] = "Individual" }, "start")));
        Assert.Single(twice.Select(r => r.Headers.Location!.ToString()).Distinct());
        var many = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Stage.DraftAsync(client)));
        var numbers = many.Append(twice[0].Headers.Location!.ToString().Split('/')[^1]).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(9, numbers.Distinct().Count());
        Assert.All(numbers, n => Assert.InRange(int.Parse(n[^4..], CultureInfo.InvariantCulture), 1, 10));
    }

    [Fact]
    public async Task Draft_Deleted_CanBeTakenBack()
    {
        var app = TestApp.Shared(DatabaseKind.Sqlite);
        using var client = await app.SignedInAsync("applicant5");
        var caseNo = await Stage.DraftAsync(client);
        using (await client.PostFormAsync("/my/cases", new Dictionary<string, string?>(), $"draft-{caseNo}"))
        {
        }

        Assert.NotNull((await Stage.CaseAsync(app, caseNo)).DeletedAt);
        using (await client.PostFormAsync("/my/cases?tab=deleted", new Dictionary<string, string?>(), $"draft-{caseNo}"))
        {
        }

        Assert.Null((await Stage.CaseAsync(app, caseNo)).DeletedAt);
    }

    [GeneratedRegex(@"\d{6}")]
    private static partial Regex Digits();

    [GeneratedRegex(@"编号([2-9A-Z]{10})")]
    private static partial Regex Number();
}
