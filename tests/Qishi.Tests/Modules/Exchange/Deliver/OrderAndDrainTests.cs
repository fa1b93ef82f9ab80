using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Departments;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Exchange.Deliver;

public sealed class OrderAndDrainTests
{
    [Theory, OnEachDatabase]
    public async Task NewVersion_WaitsWhileTheOldIsInSomebodysHands(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var caseNo = await stage.OrderAsync("BANK", mobile: "13800000044");
        await stage.DeliverAsync();
        await stage.Departments.RoundAsync();
        var first = await stage.RowAsync(caseNo);
        Assert.Equal(HandOverStatus.Rejected, first.Status);
        // A copy that was slow still holds the first version and may be sending it this moment.
        await stage.App.AsAsync(null, async s => await s.GetRequiredService<AppDb>().ClaimAsync<HandOver>(q => q.Where(h => h.Id == first.Id).OrderBy(h => h.Id), 1, TimeSpan.FromMinutes(3), stage.Clock, default));
        await stage.CorrectAsync(caseNo, "BANK");
        await stage.DeliverEachMinuteAsync(2);
        Assert.Equal((HandOverStatus.Pending, 0), ((await stage.RowAsync(caseNo)).Status, (await stage.RowAsync(caseNo)).Attempts));
        await stage.DeliverEachMinuteAsync(2);
        Assert.Equal((HandOverStatus.Pushed, 2), ((await stage.RowAsync(caseNo)).Status, (await stage.RowAsync(caseNo)).PayloadVersion));
    }

    /// <summary>An older version that a slow way brings after the newer has no effect any more.</summary>
    [Theory, OnEachDatabase]
    public async Task OldVersion_ThatArrivesLate_HasNoEffectAtTheDepartment(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        await stage.RouteAsync("TAX", RouteKind.Files);
        var caseNo = await stage.OrderAsync("TAX");
        await stage.DeliverAsync();
        var first = await stage.RowAsync(caseNo);
        await stage.ReportAsync("TAX", stage.ReceiptOf(first, "REJECTED"));
        await stage.App.WithDbAsync(async db =>
        {
            db.Add(new DepartmentRoute { Id = Guid.CreateVersion7(), Department = "TAX", Kind = RouteKind.Push, From = new DateOnly(2026, 11, 1), Reason = "测试", ProposedBy = "测试", ProposedAt = stage.Now, ApprovedAt = stage.Now });
            return await db.SaveChangesAsync();
        });
        await stage.CorrectAsync(caseNo, "INVOICE");
        await stage.DeliverAsync();
        await stage.Departments.RoundAsync();
        await stage.Departments.RoundAsync();
        Assert.Equal(HandOverStatus.Done, (await stage.RowAsync(caseNo)).Status);
        Assert.Equal(("SUPERSEDED", 0), ((await stage.AtDepartmentAsync(first.IdempotencyKey))!.Status, (await stage.AtDepartmentAsync(first.IdempotencyKey))!.Effects));
        Assert.Equal(1, (await stage.AtDepartmentAsync((await stage.RowAsync(caseNo)).IdempotencyKey))!.Effects);
    }

    /// <summary>After an outage what waited comes back spread out: peak through mean of arrivals at most 2.</summary>
    [Theory, OnEachDatabase]
    public async Task Drain_AfterAnOutage_IsSpread(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind, new() { ["Exchange:DrainPerSecond"] = "2", ["Exchange:Batch"] = "200" });
        stage.Steer("HRSS", s => s with { Mode = "down" });
        var cases = new List<string>();
        for (var i = 0; i < 120; i++)
            cases.Add(await stage.OrderAsync("HRSS"));
        await stage.App.WithDbAsync(db => db.Set<HandOver>().ExecuteUpdateAsync(s => s.SetProperty(h => h.Failures, 6)));
        await stage.LaneAsync("HRSS");
        await stage.LaneAsync("HRSS");
        stage.Clock.Advance(TimeSpan.FromMinutes(1));
        await stage.DeliverAsync();
        Assert.Equal(120, await stage.App.WithDbAsync(db => db.Set<HandOver>().CountAsync(h => h.Status == HandOverStatus.Outage)));
        stage.Steer("HRSS", s => s with { Mode = "normal" });
        for (var second = 0; second < 130 && await stage.App.WithDbAsync(db => db.Set<HandOver>().AnyAsync(h => h.PushedAt == null)); second++)
        {
            stage.Clock.Advance(TimeSpan.FromSeconds(1));
            if (second % 30 == 0)
                await stage.DeliverAsync();
            else
                await stage.LaneAsync("HRSS");
        }

        await using var theirs = new DepartmentsDb(stage.Departments.Options.File);
        var arrivals = await theirs.Received.OrderBy(r => r.ReceivedAt).Select(r => new { r.ReceivedAt, r.CaseNo }).ToListAsync();
        Assert.Equal(120, arrivals.Count);
        var buckets = arrivals.GroupBy(a => (int)(a.ReceivedAt - arrivals[0].ReceivedAt).TotalSeconds / 5).ToDictionary(g => g.Key, g => g.Count());
        var mean = arrivals.Count / (buckets.Keys.Max() + 1.0);
        Assert.True(buckets.Values.Max() / mean <= 2, string.Join(' ', buckets.Values));
    }

    [Theory, OnEachDatabase]
    public async Task ARowThatCannotBeMade_GoesToPeople_AndDoesNotStopTheLane(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var (broken, fine) = (await stage.OrderAsync("HRSS"), await stage.OrderAsync("HRSS"));
        var row = await stage.RowAsync(broken);
        await stage.App.WithDbAsync(async db =>
        {
            var entry = db.Entry(await db.Set<HandOver>().SingleAsync(h => h.Id == row.Id));
            entry.Property(nameof(HandOver.Payload)).CurrentValue = "{broken";
            return await db.SaveChangesAsync();
        });
        await stage.DeliverAsync();
        Assert.Equal((HandOverStatus.Rejected, false), ((await stage.RowAsync(broken)).Status, (await stage.RowAsync(broken)).ReturnIsApplicants));
        Assert.Equal(HandOverStatus.Pushed, (await stage.RowAsync(fine)).Status);
    }
}
