using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Figures;
using Qishi.Modules.Exchange.Jobs;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Exchange.Figures;

/// <summary>Every record that is not at its end has an owner and a next date; each way to break it is planted and found.</summary>
public sealed class LooseEndsTests
{
    [Theory, OnEachDatabase]
    public async Task NoState_IsALooseEnd_EachPlantedOneIsFound_AndTheNightlyJobLooksAfterIt(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        await stage.RouteAsync("FUND", RouteKind.Desk);
        stage.Steer("MEDINS", s => s with { Mode = "down" });
        var (failing, done, back, desk) = (await stage.OrderAsync("MEDINS"), await stage.OrderAsync("HRSS"), await stage.OrderAsync("BANK", "13800000044"), await stage.OrderAsync("FUND"));
        await stage.DeliverAsync();
        await stage.Departments.RoundAsync();
        var acked = await stage.OrderAsync("TAX");
        await stage.DeliverAsync();
        await stage.ReportAsync("TAX", stage.ReceiptOf(await stage.RowAsync(acked), "ACKED"));
        Assert.Equal(
            [HandOverStatus.Failed, HandOverStatus.Done, HandOverStatus.Rejected, HandOverStatus.Pushed, HandOverStatus.Acked],
            new[] { await stage.RowAsync(failing), await stage.RowAsync(done), await stage.RowAsync(back), await stage.RowAsync(desk), await stage.RowAsync(acked) }.Select(r => r.Status));
        Assert.Empty(await EndsAsync(stage));

        // Days pass and everybody does what the dates say: still nothing loose.
        for (var hour = 0; hour < 30; hour++)
        {
            stage.Clock.Advance(TimeSpan.FromHours(1));
            await stage.DeliverAsync();
            await stage.DeliverAsync();
            await stage.RunAsync<RemindPeople>();
            Assert.Empty(await EndsAsync(stage));
        }

        Assert.Equal(HandOverStatus.Outage, (await stage.RowAsync(failing)).Status);
        Assert.Equal(1, await stage.OpenItemsAsync("exchange.remind:TAX"));
        Assert.Equal(1, await stage.OpenItemsAsync("exchange.correct:BANK"));

        async Task PlantAsync(string caseNo, Action<HandOver> spoil, string sentence)
        {
            await stage.App.WithDbAsync(async db =>
            {
                spoil(await db.Set<HandOver>().SingleAsync(h => h.CaseNo == caseNo && h.Current));
                return await db.SaveChangesAsync();
            });
            Assert.Contains(await EndsAsync(stage), e => e.CaseNo == caseNo && e.Sentence.Contains(sentence, StringComparison.Ordinal));
        }

        await PlantAsync(acked, h => h.NextActionAt = null, "没有下次行动时间");
        await PlantAsync(desk, h => h.NextActionAt = stage.Now.AddHours(-2), "没有人动");
        await stage.App.WithDbAsync(db => db.Set<Department>().Where(d => d.Code == "MEDINS").ExecuteUpdateAsync(s => s.SetProperty(d => d.NextProbeAt, (DateTime?)null)));
        Assert.Contains(await EndsAsync(stage), e => e.Sentence == "系统故障，但没有安排探测");
        await stage.RunAsync<LookAfterLooseEnds>();
        Assert.Equal(1, await stage.OpenItemsAsync("exchange.loose:TAX"));
        await stage.DeliverAsync();
        await stage.RunAsync<RemindPeople>();
        Assert.Empty(await EndsAsync(stage));
        await stage.RunAsync<LookAfterLooseEnds>();
        Assert.Equal(0, await stage.OpenItemsAsync("exchange.loose:TAX"));
    }

    private static Task<IReadOnlyList<LooseEnd>> EndsAsync(ExchangeStage stage) => stage.App.WithDbAsync(db => db.LooseEndsAsync(stage.Now, default));
}
