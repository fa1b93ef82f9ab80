using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.StartUp;

public sealed class FillFormTests
{
    [Theory, OnEachDatabase]
    public async Task Journey_OfASoleTrader_EndsSubmitted(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var client = await app.SignedInAsync("applicant1");
        var caseNo = await Stage.SubmittedAsync(client);

        var page = await client.GetPageAsync($"/startup/{caseNo}/submitted");
        Assert.Contains("已提交", page.Text(), StringComparison.Ordinal);
        Assert.Contains("138****0001", page.Text(), StringComparison.Ordinal);
        var progress = await client.GetPageAsync($"/progress/{caseNo}");
        Assert.Equal(7, progress.QuerySelectorAll("main .q-matters > li").Length);
        Assert.Contains("已收到，正在看材料", progress.Text(), StringComparison.Ordinal);
    }

    /// <summary>R-5.4 b: over all steps every input name occurs on one page only.</summary>
    [Fact]
    public async Task Fields_OverAllSteps_AreAskedOnce()
    {
        using var client = await TestApp.Shared(DatabaseKind.Sqlite).SignedInAsync("applicant1");
        var answers = Stage.SoleTrader();
        answers["matters"]["Matters"] = null;
        var caseNo = await Stage.FilledAsync(client, answers);
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var topic in Stage.Topics)
        {
            var page = await client.GetPageAsync($"/startup/{caseNo}/{topic}");
            var names = page.QuerySelectorAll("main form input, main form select, main form textarea")
                .Where(e => e.GetAttribute("type") is not ("hidden" or "submit"))
                .Select(e => e.GetAttribute("name")!).Distinct().ToList();
            Assert.NotEmpty(names);
            foreach (var name in names)
                Assert.True(seen.TryAdd(name, topic), $"{name} is asked in {topic} and in {seen[name]}");
        }

        // What the account knows is not asked at all.
        Assert.DoesNotContain("P1.Name", seen.Keys);
        Assert.DoesNotContain("P1.IdNumber", seen.Keys);
    }

    [Theory, OnEachDatabase]
    public async Task R_11_4_Dwelling_AsksHowTheNeighboursAgreed_AndTakesThePaper(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var client = await app.SignedInAsync("applicant1");
        var caseNo = await Stage.DraftAsync(client);
        var url = $"/startup/{caseNo}/premises";
        Dictionary<string, string?> With(string consent, string proof = "Commitment") => new(Stage.SoleTrader()["premises"]) { ["Proof"] = proof, ["Consent"] = consent };

        // A promise is believed only where everything is promised and looked at afterwards.
        var premises = With("Committed", "Lease");
        using (var promised = await Stage.SaveAsync(client, caseNo, "premises", premises))
            Assert.Contains((await promised.PageAsync()).Errors(), e => e.StartsWith("以申报承诺登记的，才可以承诺已取得业主同意", StringComparison.Ordinal));
        using (var sole = await Stage.SaveAsync(client, caseNo, "premises", With("NoOtherOwners")))
            Assert.Contains((await sole.PageAsync()).Errors(), e => e.StartsWith("整栋属于自己的自建房才不用", StringComparison.Ordinal));
        using (var written = await Stage.SaveAsync(client, caseNo, "premises", With("Written")))
            Assert.Contains("请上传邻居签字的同意书", (await written.PageAsync()).Errors());
        using (var given = await client.PostFormAsync(url, new Dictionary<string, string?>(With("Written")) { ["act"] = "next" }, "topic", ("ConsentFiles", "同意书.png", Qishi.Tests.Modules.Documents.Files.Png(30, 20), "image/png")))
            Assert.True(Stage.Redirected(given) == HttpStatusCode.SeeOther, string.Join(" | ", (await given.PageAsync()).Errors()));
        var kinds = await app.AsAsync(null, s => s.GetRequiredService<Qishi.Modules.Documents.Contracts.IDocuments>().MaterialsOfAsync("case:" + caseNo, default));
        Assert.Equal(["owners-consent"], kinds.Select(m => m.Kind));
        using (var promised = await Stage.SaveAsync(client, caseNo, "premises", With("Committed")))
            Assert.Equal(HttpStatusCode.SeeOther, Stage.Redirected(promised));
    }

    [Theory, OnEachDatabase]
    public async Task R_11_9_HostedPlace_IsChosenFromTheHosts_AtTheirAddress_WithTheAgreement(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var host = await Registration.Given.EstablishedAsync(app, Registration.Given.Company());
        await app.AsAsync(await app.ActorAsync("supervisor1"), s => s.GetRequiredService<Qishi.Modules.Registration.Premises.KeepHostsHandler>().HandleAsync(new() { Act = "enter", Uscc = host.Uscc, Contact = "覃小兰，0000-1234567" }, Guid.NewGuid().ToString("N"), default));
        var at = await app.WithDbAsync(db => db.Set<Qishi.Modules.Registration.Model.Entity>().Where(e => e.Uscc == host.Uscc).Select(e => e.AddressDetail).SingleAsync());
        using var client = await app.SignedInAsync("applicant1");
        var caseNo = await Stage.DraftAsync(client);
        var url = $"/startup/{caseNo}/premises";
        Dictionary<string, string?> With(string? code, string detail) => new(Stage.SoleTrader()["premises"]) { ["Proof"] = "Hosted", ["Host"] = code, ["Detail"] = detail };
        using (var none = await Stage.SaveAsync(client, caseNo, "premises", With(null, at)))
        {
            var page = await none.PageAsync();
            Assert.Contains("请上传与托管企业签订的托管协议", page.Errors());
            Assert.Contains("用集群注册地址的，请选择托管企业", page.Errors());
            Assert.Contains(page.QuerySelectorAll("select[name=Host] option"), o => o.GetAttribute("value") == host.Uscc);
        }

        using (var elsewhere = await Stage.SaveAsync(client, caseNo, "premises", With(host.Uscc, "别的街1号")))
            Assert.Contains((await elsewhere.PageAsync()).Errors(), e => e.StartsWith("地址应是托管企业的托管地址", StringComparison.Ordinal));
        using (var given = await client.PostFormAsync(url, new Dictionary<string, string?>(With(host.Uscc, at + "A12工位")) { ["act"] = "next" }, "topic", ("Files", "托管协议.png", Qishi.Tests.Modules.Documents.Files.Png(30, 20), "image/png")))
            Assert.True(Stage.Redirected(given) == HttpStatusCode.SeeOther, string.Join(" | ", (await given.PageAsync()).Errors()));
        Assert.Contains(host.Name, (await client.GetPageAsync($"/startup/{caseNo}/check")).Text(), StringComparison.Ordinal);

        // Business that needs rooms of its own is not hosted.
        using (var scope = await Stage.SaveAsync(client, caseNo, "scope", new Dictionary<string, string?> { ["ScopeItems"] = "H001", ["Employees"] = "2", ["PermitCommitment"] = "1" }))
            Assert.Contains((await scope.PageAsync()).Errors(), e => e.Contains("不能用集群注册的托管地址登记", StringComparison.Ordinal));
    }

    [Theory, OnEachDatabase]
    public async Task R_11_1_NetworkPlace_IsForSoleTradersOnly_WithTheCertificateOfThePlatform(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var client = await app.SignedInAsync("applicant1");
        var caseNo = await Stage.DraftAsync(client);
        Dictionary<string, string?> premises = new(Stage.SoleTrader()["premises"]) { ["Proof"] = "Network" };
        using (var none = await Stage.SaveAsync(client, caseNo, "premises", premises))
            Assert.Contains("请上传网络交易平台出具的网络经营场所证明", (await none.PageAsync()).Errors());
        using (var given = await client.PostFormAsync($"/startup/{caseNo}/premises", new Dictionary<string, string?>(premises) { ["act"] = "next" }, "topic", ("Files", "平台证明.png", Qishi.Tests.Modules.Documents.Files.Png(30, 20), "image/png")))
            Assert.True(Stage.Redirected(given) == HttpStatusCode.SeeOther, string.Join(" | ", (await given.PageAsync()).Errors()));
        using (var scope = await Stage.SaveAsync(client, caseNo, "scope", new Dictionary<string, string?> { ["ScopeItems"] = "H001", ["Employees"] = "2", ["PermitCommitment"] = "1" }))
            Assert.Contains((await scope.PageAsync()).Errors(), e => e.Contains("不能只在网上经营", StringComparison.Ordinal));

        var company = await Stage.DraftAsync(client, "Llc");
        Assert.Null((await client.GetPageAsync($"/startup/{company}/premises")).QuerySelector("input[name=Proof][value=Network]"));
        using var refused = await Stage.SaveAsync(client, company, "premises", premises);
        Assert.Contains("请选择用什么证明可以在这里经营", (await refused.PageAsync()).Errors());
    }

    [Fact]
    public async Task Address_IsSuggested_FromTheTree_ByTheForm()
    {
        using var client = await TestApp.Shared(DatabaseKind.Sqlite).SignedInAsync("applicant1");
        var page = await client.GetPageAsync($"/startup/{await Stage.DraftAsync(client)}/premises");
        var box = page.QuerySelector("[data-address-suggest]")!;
        Assert.NotNull(box.QuerySelector("input[name=Detail]"));
        Assert.NotNull(page.QuerySelector($"select[name={box.GetAttribute("data-area")}]"));
        Assert.Contains(page.QuerySelectorAll("script"), s => s.GetAttribute("src")!.Contains("addresses", StringComparison.Ordinal));
    }

    [Theory, OnEachDatabase]
    public async Task Save_WithErrors_KeepsEverythingAndTellsAllAtOnce(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var client = await app.SignedInAsync("applicant1");
        var caseNo = await Stage.DraftAsync(client);
        using var response = await Stage.SaveAsync(client, caseNo, "premises", new Dictionary<string, string?> { ["Town"] = "451521101", ["Detail"] = "兴隆街36号", ["Area"] = "很大", ["Proof"] = "Alternative" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var errors = (await response.PageAsync()).Errors();
        Assert.Contains("请选择村或社区", errors);
        Assert.Contains("请上传或拍摄一种场所证明；没有产权证的，可用村委会证明代替", errors);
        Assert.Contains("面积“很大”不是平方米数。请填整数，例如48", errors);

        // Another device, the same account.
        using var phone = await app.SignedInAsync("applicant1");
        var resumed = await phone.GetPageAsync($"/startup/{caseNo}/premises");
        Assert.Equal("兴隆街36号", ((IHtmlInputElement)resumed.QuerySelector("#f-Detail")!).Value);
        Assert.Equal("很大", ((IHtmlInputElement)resumed.QuerySelector("#f-Area")!).Value);
        Assert.Contains(caseNo, (await phone.GetPageAsync("/my/cases")).Body!.InnerHtml.Replace("</span><span>", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fund_WithThirteenPercent_IsRefusedWithTheRule()
    {
        using var client = await TestApp.Shared(DatabaseKind.Sqlite).SignedInAsync("applicant1");
        var caseNo = await Stage.DraftAsync(client);
        using (await Stage.SaveAsync(client, caseNo, "matters", new Dictionary<string, string?> { ["Matters"] = "FUND" }, "next"))
        {
        }

        using var response = await Stage.SaveAsync(client, caseNo, "matters", new Dictionary<string, string?> { ["FundRatio"] = "13", ["FundFrom"] = "2026-12", ["FundPayday"] = "10", ["FundBase"] = "3000" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(["公积金缴存比例应为5%至12%，现在填的是13%。请修改"], (await response.PageAsync()).Errors());
    }

    [Fact]
    public async Task Text_WithScript_ComesOutEncodedInEveryField()
    {
        const string Script = "<script>alert(1)</script>\"'>";
        using var client = await TestApp.Shared(DatabaseKind.Sqlite).SignedInAsync("applicant1");
        var caseNo = await Stage.DraftAsync(client);
        foreach (var topic in Stage.Topics)
        {
            var page = await client.GetPageAsync($"/startup/{caseNo}/{topic}");
            var values = page.QuerySelectorAll("main form input").OfType<IHtmlInputElement>().Where(i => i.Type is "text" or "search" or "tel").ToDictionary(i => i.Name!, _ => (string?)Script);
            using var response = await Stage.SaveAsync(client, caseNo, topic, values);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
            AssertNoScript(await response.PageAsync());
        }

        foreach (var url in new[] { $"/startup/{caseNo}/check", $"/startup/{caseNo}/scope?words={Uri.EscapeDataString(Script)}", "/my/cases", "/startup" })
            AssertNoScript(await client.GetPageAsync(url));
    }

    private static void AssertNoScript(IHtmlDocument page) => Assert.DoesNotContain(page.Scripts, s => s.Text.Contains("alert(1)", StringComparison.Ordinal));

    [Fact]
    public async Task Case_OfAnother_DoesNotExist()
    {
        var app = TestApp.Shared(DatabaseKind.Sqlite);
        using var owner = await app.SignedInAsync("applicant1");
        using var other = await app.SignedInAsync("applicant2");
        var caseNo = await Stage.SubmittedAsync(owner);
        foreach (var url in new[] { "/startup/{0}", "/startup/{0}/name", "/startup/{0}/check", "/startup/{0}/submitted", "/startup/{0}/withdraw", "/progress/{0}", "/progress/{0}/rate", "/progress/{0}/correct/BANK" })
        {
            await other.GetPageAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, url, caseNo), HttpStatusCode.NotFound);
            await owner.GetPageAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, url, "KB209901010001"), HttpStatusCode.NotFound);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/startup/{caseNo}/name-check?trade=a")).StatusCode);
    }

    [Fact]
    public async Task Identity_OfTheAccount_CannotBeForged()
    {
        var app = TestApp.Shared(DatabaseKind.Sqlite);
        using var client = await app.SignedInAsync("applicant1");
        var caseNo = await Stage.DraftAsync(client);
        using (await Stage.SaveAsync(client, caseNo, "people", new Dictionary<string, string?> { ["P1.Name"] = "别人", ["P1.IdNumber"] = "451521198511020311", ["P1.HomeAddress"] = "兴隆街1号" }))
        {
        }

        Assert.Equal("梁小河", (await Stage.CaseAsync(app, caseNo)).ReadAnswers()["P1.Name"]);
    }
}
