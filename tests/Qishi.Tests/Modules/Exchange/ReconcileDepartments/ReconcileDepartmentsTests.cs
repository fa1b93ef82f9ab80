using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Exchange.ReconcileDepartments;
using Qishi.Modules.Worklist.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Exchange.ReconcileDepartments;

public sealed class ReconcileDepartmentsTests
{
    [Theory, OnEachDatabase]
    public async Task Differences_AreWorkRowByRow_StayOneEach_AndEndWhenGoneOrMended(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var (lost, twice) = (await stage.OrderAsync("HRSS"), await stage.OrderAsync("HRSS"));
        await stage.DeliverAsync();
        await stage.Departments.RoundAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(5));
        await using var theirs = new Qishi.Departments.DepartmentsDb(stage.Departments.Options.File);
        var kept = await theirs.Received.AsNoTracking().SingleAsync(r => r.CaseNo == lost);
        await theirs.Received.Where(r => r.CaseNo == lost).ExecuteDeleteAsync();
        await theirs.Received.Where(r => r.CaseNo == twice).ExecuteUpdateAsync(s => s.SetProperty(r => r.Effects, 2));

        Assert.Equal(2, await ReconcileAsync(stage));
        var run = await stage.App.WithDbAsync(db => db.Set<Reconciliation>().AsNoTracking().SingleAsync(r => r.Department == "HRSS"));
        Assert.Equal((2, 2, 2, 1, 2), (run.Recorded, run.Sent, run.Acknowledged, run.Theirs, run.Differences));
        var open = await OpenItemsAsync(stage);
        Assert.Equal(["对方办了2次", "对方给过回执，现在清单上没有"], open.Select(i => i.Act).Order(StringComparer.Ordinal));
        Assert.All(open, i => Assert.Contains("望溪县梁记米粉店", i.Title, StringComparison.Ordinal));

        // The same again is the same work, not more of it.
        stage.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, await ReconcileAsync(stage));
        Assert.Equal(2, await stage.App.WithDbAsync(db => db.Set<Difference>().CountAsync()));
        Assert.Equal(2, (await OpenItemsAsync(stage)).Count);

        // A week without a run that looked: the window still reaches the known ones. One is mended there, the other by a person's word.
        theirs.Add(kept);
        await theirs.SaveChangesAsync();
        stage.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(1, await ReconcileAsync(stage));
        var gone = await stage.App.WithDbAsync(db => db.Set<Difference>().AsNoTracking().SingleAsync(d => d.MendedAt != null));
        Assert.Equal((lost, "再次对账时已经一致"), (gone.CaseNo, gone.MendedHow));
        var left = await stage.App.WithDbAsync(db => db.Set<Difference>().AsNoTracking().SingleAsync(d => d.MendedAt == null));
        using var client = await stage.App.SignedInAsync("operator1");
        using var silent = await client.PostFormAsync($"/exchange/differences?id={left.Id}", new Dictionary<string, string?> { ["How"] = "" }, "mend");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
        using var mended = await client.PostFormAsync($"/exchange/differences?id={left.Id}", new Dictionary<string, string?> { ["How"] = "对方撤销了重复的一次，电话核对" }, "mend");
        // A real server: the client follows the redirect.
        Assert.Contains("已登记处理", (await mended.PageAsync()).Text(), StringComparison.Ordinal);
        Assert.Empty(await OpenItemsAsync(stage));
        Assert.Contains("欧阳亮", (await client.GetPageAsync("/exchange/differences?state=mended")).Text(), StringComparison.Ordinal);

        // It was not mended at all: found again, it is new work.
        Assert.Equal(1, await ReconcileAsync(stage));
        Assert.Single(await OpenItemsAsync(stage));
    }

    [Theory, OnEachDatabase]
    public async Task ThreeWays_NoReceiptAndNotSentHere_AreDifferences_WhatIsOnItsWayIsNot(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var (unreceipted, waiting) = (await stage.OrderAsync("HRSS"), await stage.OrderAsync("MEDINS"));
        stage.Steer("MEDINS", s => s with { FailNext = 1 });
        await stage.DeliverAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(1, await ReconcileAsync(stage));
        var found = await stage.App.WithDbAsync(db => db.Set<Difference>().AsNoTracking().SingleAsync());
        Assert.Equal((unreceipted, DifferenceKind.NoReceipt), (found.CaseNo, found.Kind));
        Assert.Equal(HandOverStatus.Failed, (await stage.RowAsync(waiting)).Status);

        // The department has it although we believe it was never sent.
        await stage.App.WithDbAsync(db => db.Set<HandOver>().Where(h => h.CaseNo == unreceipted).ExecuteUpdateAsync(s => s.SetProperty(h => h.PushedAt, (DateTime?)null)));
        await ReconcileAsync(stage);
        Assert.True(await stage.App.WithDbAsync(db => db.Set<Difference>().AnyAsync(d => d.Kind == DifferenceKind.NotSentHere && d.CaseNo == unreceipted)));
    }

    [Theory, OnEachDatabase]
    public async Task PublicPage_ShowsCountsAndNothingElse(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var caseNo = await stage.OrderAsync("HRSS");
        using var visitor = stage.App.ClientWith();
        Assert.Contains("还没有对过账", (await visitor.GetPageAsync("/public/exchange")).Text(), StringComparison.Ordinal);
        stage.Clock.Advance(TimeSpan.FromDays(2));
        await ReconcileAsync(stage);
        using var operators = await stage.App.SignedInAsync("operator1");
        var page = (await operators.GetPageAsync("/public/exchange")).Text();
        Assert.Contains("1件现在卡单", page.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("梁记", page, StringComparison.Ordinal);
        Assert.DoesNotContain(caseNo, page, StringComparison.Ordinal);
        Assert.Contains("/public/exchange", (await visitor.GetPageAsync("/")).DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Pages_Answer_AndReadersMayNotReconcile(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var client = await app.SignedInAsync("registrar1");
        Assert.DoesNotContain("现在对账", (await client.GetPageAsync("/exchange/reconciliations?result=different&department=HRSS")).Text(), StringComparison.Ordinal);
        await client.GetPageAsync("/exchange/differences?state=open&run=not-a-run");
        await client.GetPageAsync("/exchange/quality/rows?department=HRSS&figure=late&month=2026-11");
        await client.GetPageAsync("/exchange/attempts?department=HRSS&outcome=bad&from=2026-11-01&to=2026-11-30");
        foreach (var path in new[] { "/exchange/differences/excel", "/exchange/quality/excel?figure=incomplete" })
        {
            using var excel = await client.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, excel.StatusCode);
        }

        var board = await client.GetPageAsync("/exchange");
        Assert.Equal("30", board.QuerySelector("meta[http-equiv=refresh]")?.GetAttribute("content"));
        Assert.Null((await client.GetPageAsync("/exchange?department=HRSS")).QuerySelector("meta[http-equiv=refresh]"));
        Assert.Null((await client.GetPageAsync("/exchange?live=0")).QuerySelector("meta[http-equiv=refresh]"));
        using var liaison = await app.SignedInAsync("liaison:HRSS");
        await liaison.GetPageAsync("/exchange/reconciliations", HttpStatusCode.Forbidden);
    }

    private static Task<List<WorkItem>> OpenItemsAsync(ExchangeStage stage) =>
        stage.App.WithDbAsync(db => db.Set<WorkItem>().AsNoTracking().Where(i => i.ClosedAt == null && i.Kind == "部门对账").ToListAsync());

    private static async Task<int> ReconcileAsync(ExchangeStage stage) => (await stage.App.AsAsync(null, s => s.GetRequiredService<ReconcileDepartmentsHandler>().RunAsync(default))).Value;
}
