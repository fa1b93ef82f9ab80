using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Qishi.Modules.StartUp.ListCases;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Web;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.StartUp.Office;

public sealed class ListCasesTests
{
    private static Task<Paged<CaseRow>> ListAsync(TestApp app, params (string Name, string Value)[] filters) => app.AsAsync(null, s =>
    {
        var http = new DefaultHttpContext();
        http.Request.Path = "/desk/startups";
        http.Request.Query = new QueryCollection(filters.ToDictionary(f => f.Name, f => new StringValues(f.Value)));
        return s.GetRequiredService<ListCasesHandler>().ReadAsync(ListQuery.From(http), default);
    });

    [Theory, OnEachDatabase]
    public async Task List_FindsByNumberNameCodeAndWholePhoneOrId_NotByPartsOfThem(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var answers = OfficeCases.SnackShop(a => OfficeCases.Set(a, "P1.Mobile", "1390000" + Random.Shared.Next(1000, 9999)));
        var caseNo = await OfficeCases.SubmittedAsync(app, answers, change: c => c.Uscc = "92451521MACX" + Random.Shared.Next(100000, 999999));
        var uscc = (await OfficeCases.ReadAsync(app, caseNo)).Uscc!;
        foreach (var words in new[] { caseNo, caseNo[2..].Insert(0, "kb"), "望溪县" + answers["TradeName"], answers["TradeName"], uscc, answers["P1.Mobile"], answers["P1.IdNumber"] })
            Assert.Contains((await ListAsync(app, ("q", words))).Rows, r => r.CaseNo == caseNo);
        foreach (var words in new[] { answers["P1.Mobile"][..8], answers["P1.IdNumber"][..14], "梁小河" })
            Assert.DoesNotContain((await ListAsync(app, ("q", words))).Rows, r => r.CaseNo == caseNo);
    }

    [Theory, OnEachDatabase]
    public async Task List_FiltersByStateClockChannelRegistrar_AndNeverShowsDrafts(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var registrar = Guid.NewGuid();
        var late = await OfficeCases.SubmittedAsync(app, channel: Channel.Counter, at: DateTime.UtcNow.AddDays(-20), change: c => c.DecidedBy = registrar);
        var fresh = await OfficeCases.SubmittedAsync(app, channel: Channel.Outlet, change: c => c.DecidedBy = registrar);
        var draft = await OfficeCases.SubmittedAsync(app, change: c => { c.Move(StartUpFlow.Withdraw); c.Move(StartUpFlow.Reopen); c.DecidedBy = registrar; });
        async Task<string[]> Numbers(params (string, string)[] more) => [.. (await ListAsync(app, [("registrar", registrar.ToString()), .. more])).Rows.Select(r => r.CaseNo)];
        Assert.Equal([fresh, late], await Numbers());
        Assert.Equal([late], await Numbers(("clock", "over")));
        Assert.Equal([fresh], await Numbers(("clock", "running")));
        Assert.Equal([late], await Numbers(("channel", "Counter")));
        Assert.Equal([late, fresh], await Numbers(("sort", "due")));
        Assert.Equal([late, fresh], await Numbers(("state", "Received"), ("sort", "submitted")));
        Assert.Empty(await Numbers(("state", "Issued")));
        Assert.Empty(await Numbers(("from", "2026-11-24")));
        Assert.DoesNotContain(draft, await Numbers());
    }

    [Theory, OnEachDatabase]
    public async Task List_PagesInTheDatabase(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var registrar = Guid.NewGuid();
        for (var i = 0; i < 23; i++)
            await OfficeCases.SubmittedAsync(app, change: c => c.DecidedBy = registrar);
        var first = await ListAsync(app, ("registrar", registrar.ToString()), ("size", "20"), ("sort", "number"));
        var second = await ListAsync(app, ("registrar", registrar.ToString()), ("size", "20"), ("sort", "number"), ("page", "2"));
        Assert.Equal((23, 20, 3), (first.Total, first.Rows.Count, second.Rows.Count));
        Assert.Empty(first.Rows.Select(r => r.CaseNo).Intersect(second.Rows.Select(r => r.CaseNo)));
    }

    [Theory, OnEachDatabase]
    public async Task Pages_DeskListReviewAndExport_AnswerForARegistrar(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var answers = OfficeCases.SnackShop();
        var caseNo = await OfficeCases.SubmittedAsync(app, answers);
        using var client = await app.SignedInAsync("registrar1");
        Assert.Contains("我的待办", (await client.GetPageAsync("/desk")).Text(), StringComparison.Ordinal);
        var list = await client.GetPageAsync($"/desk/startups?q={caseNo}");
        Assert.NotNull(list.QuerySelector($"a[href='/desk/startups/{caseNo}']"));
        var review = await client.GetPageAsync($"/desk/startups/{caseNo}");
        Assert.Contains("规则核查", review.Text(), StringComparison.Ordinal);
        Assert.Contains("准予登记", review.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(answers["P1.IdNumber"], review.Source.Text, StringComparison.Ordinal);
        foreach (var page in new[] { "approve", "return", "refuse", "not-accept", "second", "deliver", "reveal/P1.IdNumber" })
            await client.GetPageAsync($"/desk/startups/{caseNo}/{page}");
        await client.GetPageAsync($"/desk/startups/{caseNo}/extend", HttpStatusCode.Forbidden);
        await client.GetPageAsync("/desk/startups/KB209912310001", HttpStatusCode.NotFound);
        await client.GetPageAsync("/desk/rechecks");
        using var file = await client.GetAsync($"/desk/startups/excel?q={caseNo}");
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file.Content.Headers.ContentType?.MediaType);
        using var zip = new ZipArchive(await file.Content.ReadAsStreamAsync());
        var text = string.Concat(zip.Entries.Where(e => e.FullName.EndsWith(".xml", StringComparison.Ordinal)).Select(e => new StreamReader(e.Open(), Encoding.UTF8).ReadToEnd()));
        Assert.Contains(caseNo, text, StringComparison.Ordinal);
        Assert.Contains("导出人", text, StringComparison.Ordinal);
        Assert.DoesNotContain(answers["P1.Mobile"], text, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Pages_ReviewToApproval_ThroughTheForms(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var caseNo = await OfficeCases.SubmittedAsync(app);
        using var client = await app.SignedInAsync("registrar2");
        using var returned = await client.PostFormAsync($"/desk/startups/{caseNo}/return", new Dictionary<string, string?>(), "return");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, returned.StatusCode);
        Assert.Contains("还没有勾选要补正的内容", (await returned.PageAsync()).Text(), StringComparison.Ordinal);
        using var revealed = await client.PostFormAsync($"/desk/startups/{caseNo}/reveal/P1.IdNumber", new Dictionary<string, string?> { ["Reason"] = "compare" }, "reveal");
        Assert.Contains("只在这一页显示一次", (await revealed.PageAsync()).Text(), StringComparison.Ordinal);
        using var approved = await client.PostFormAsync($"/desk/startups/{caseNo}/approve", new Dictionary<string, string?>(), "approve");
        Assert.True(approved.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther, (await approved.PageAsync()).Text());
        Assert.Equal(StartUpState.Issued, (await OfficeCases.ReadAsync(app, caseNo)).State);
        Assert.Contains("已准予登记", (await client.GetPageAsync($"/desk/startups/{caseNo}")).Text(), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Pages_LeaderStuckAndSubsidies_AnswerForTheLeader_NotForApplicants(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var leader = await app.SignedInAsync("leader1");
        foreach (var page in new[] { "/leader", "/leader?period=week", "/leader?period=year", "/leader/stuck", "/desk/subsidies", "/desk/startups" })
            await leader.GetPageAsync(page);
        using var applicant = await app.SignedInAsync("applicant1");
        foreach (var page in new[] { "/leader", "/desk", "/desk/startups", "/desk/startups/excel", "/desk/subsidies" })
        {
            using var response = await applicant.GetAsync(page);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }
    }
}
