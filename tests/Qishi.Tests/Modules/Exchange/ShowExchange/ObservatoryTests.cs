using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Figures;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Exchange.ReconcileDepartments;
using Qishi.Modules.Exchange.RetryHandOver;
using Qishi.Modules.Exchange.SteerDepartments;
using Qishi.Platform.Data;
using Qishi.Platform.Metrics;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Exchange.ShowExchange;

public sealed class ObservatoryTests
{
    [Theory, OnEachDatabase]
    public async Task Board_ShowsFailureOwnerAndNext_RetryNowBringsItForward_MetricsAgree(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var app = stage.App;
        stage.Steer("MEDINS", s => s with { FailNext = 1 });
        var caseNo = await stage.OrderAsync("MEDINS");
        var fine = await stage.OrderAsync("HRSS");
        await stage.DeliverAsync();
        await stage.Departments.RoundAsync();
        var row = await stage.RowAsync(caseNo);
        Assert.Equal(HandOverStatus.Failed, row.Status);
        var actor = await app.ActorAsync("operator1");
        var retried = await app.AsAsync(actor, s => s.GetRequiredService<RetryHandOverHandler>().HandleAsync(new() { Id = row.Id.ToString() }, default));
        Assert.True(retried.Ok);
        await stage.DeliverAsync();
        Assert.Equal(HandOverStatus.Pushed, (await stage.RowAsync(caseNo)).Status);

        // Nobody looks at it for an hour: it is stuck until the worker sees to it.
        stage.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await stage.App.WithDbAsync(db => db.Stuck(stage.Now).CountAsync()));
        await stage.DeliverAsync();
        await stage.DeliverEachMinuteAsync(1);
        Assert.Equal(0, await stage.App.WithDbAsync(db => db.Stuck(stage.Now).CountAsync()));

        var stuck = ExchangeMetrics.All.Single(m => m.Code == "exchange.stuck");
        var day = DateOnly.FromDateTime(stage.Now);
        Assert.Equal(0, (await app.AsAsync(null, s => stuck.ReadAsync(s, new MetricWindow(day, day), default))).Number);
        var punctual = await app.AsAsync(null, s => ExchangeMetrics.All.Single(m => m.Code == "exchange.punctuality").ReadAsync(s, new MetricWindow(day, day), default));
        Assert.Equal("50", punctual.Text);
        var complete = await app.AsAsync(null, s => ExchangeMetrics.All.Single(m => m.Code == "exchange.completeness").ReadAsync(s, new MetricWindow(day, day), default));
        Assert.Equal("100", complete.Text);
        Assert.Equal(HandOverStatus.Done, (await stage.RowAsync(fine)).Status);
    }

    [Theory, OnEachDatabase]
    public async Task Reconciliation_FindsWhatDiffers_AndNothingWhenAllIsWell(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var (good, lost, altered) = (await stage.OrderAsync("HRSS"), await stage.OrderAsync("HRSS"), await stage.OrderAsync("HRSS"));
        await stage.DeliverAsync();
        await stage.Departments.RoundAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, await ReconcileAsync(stage));

        await using (var theirs = new Qishi.Departments.DepartmentsDb(stage.Departments.Options.File))
        {
            await theirs.Received.Where(r => r.CaseNo == lost).ExecuteDeleteAsync();
            var fields = (await theirs.Received.SingleAsync(r => r.CaseNo == altered)).Fields;
            var changed = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(fields)!;
            changed["legalRep.mobile"] = new string('0', 64);
            var text = System.Text.Json.JsonSerializer.Serialize(changed);
            await theirs.Received.Where(r => r.CaseNo == altered).ExecuteUpdateAsync(s => s.SetProperty(r => r.Fields, text).SetProperty(r => r.Effects, 2));
        }

        Assert.Equal(3, await ReconcileAsync(stage));
        var found = await stage.App.WithDbAsync(db => db.Set<Difference>().AsNoTracking().ToListAsync());
        Assert.Contains(found, d => d.Kind == DifferenceKind.MissingThere && d.HandOverKey.StartsWith(ExchangeStage.Uscc(lost), StringComparison.Ordinal));
        Assert.Contains(found, d => d is { Kind: DifferenceKind.Field, Field: "legalRep.mobile" });
        Assert.Contains(found, d => d.Kind == DifferenceKind.DoneTwice);
        Assert.DoesNotContain(found, d => d.HandOverKey.StartsWith(ExchangeStage.Uscc(good), StringComparison.Ordinal));
    }

    [Theory, OnEachDatabase]
    public async Task Steering_GoesOverTheSimulatorsOwnHttp(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var actor = await stage.App.ActorAsync("operator1");
        var result = await stage.App.AsAsync(actor, s => s.GetRequiredService<SteerDepartmentsHandler>().HandleAsync(new() { Department = "MEDINS", Act = "down" }, default));
        Assert.True(result.Ok);
        Assert.True(stage.Departments.Steering["MEDINS"].IsDown(stage.Now));
        var cards = await stage.App.AsAsync(actor, s => s.GetRequiredService<SteerDepartmentsHandler>().AllAsync(default));
        Assert.Equal(6, cards.Count(c => c.State is not null));
    }

    [Theory, OnEachDatabase]
    public async Task Pages_Answer(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var client = await app.SignedInAsync("operator1");
        Assert.Contains("医保局", (await client.GetPageAsync("/exchange")).Text(), StringComparison.Ordinal);
        await client.GetPageAsync("/exchange?department=MEDINS");
        await client.GetPageAsync("/exchange?stuck=1");
        await client.GetPageAsync("/exchange/quality");
        using var excel = await client.GetAsync("/exchange/excel?stuck=1");
        Assert.Equal(System.Net.HttpStatusCode.OK, excel.StatusCode);
        Assert.Contains("模拟系统没有运行", (await client.GetPageAsync("/demo/departments")).Text(), StringComparison.Ordinal);
    }

    private static async Task<int> ReconcileAsync(ExchangeStage stage) => (await stage.App.AsAsync(null, s => s.GetRequiredService<ReconcileDepartmentsHandler>().RunAsync(default))).Value;
}
