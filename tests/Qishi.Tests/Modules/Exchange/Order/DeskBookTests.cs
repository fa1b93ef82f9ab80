using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Figures;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Exchange.Order;

public sealed class DeskBookTests
{
    [Theory, OnEachDatabase]
    public async Task OnADesk_DeliveredAtOnce_NeverSentNorStuckNorReconciled_UntilItsOwnLimit(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        const string caseNo = "KB202611249901", matter = "PERMIT-H001";
        var uscc = ExchangeStage.Uscc(caseNo);
        await DoAsync(stage, d =>
        {
            d.Lay(new HandOverOrder(caseNo, ExchangeStage.Uscc(caseNo), "望溪县梁记米粉店", matter, "HEALTH", ExchangeStage.Payload(caseNo), stage.Now, stage.Now.AddDays(30)));
            return Task.CompletedTask;
        });
        var row = await stage.RowAsync(caseNo);
        // Nothing is sent, but like every open record it has a day on which somebody looks at it: its own limit.
        Assert.Equal((HandOverStatus.Pushed, stage.Now, (DateTime?)stage.Now.AddDays(30)), (row.Status, row.PushedAt, row.NextActionAt));
        stage.Clock.Advance(TimeSpan.FromHours(5));
        await stage.DeliverAsync();
        Assert.Equal(1, (await stage.RowAsync(caseNo)).Attempts);
        Assert.Equal(0, await stage.App.WithDbAsync(db => db.Stuck(stage.Now).CountAsync()));

        await DoAsync(stage, d => d.SendBackAsync(uscc, matter, "不属于本部门", default));
        await DoAsync(stage, d => d.RedirectAsync(uscc, matter, "AGRI", stage.Now.AddDays(20), default));
        row = await stage.RowAsync(caseNo);
        Assert.Equal(("AGRI", 2, HandOverStatus.Pushed), (row.Department, row.PayloadVersion, row.Status));
        await DoAsync(stage, d => d.ReceiveAsync(uscc, matter, stage.Now, default));
        Assert.Equal(HandOverStatus.Acked, (await stage.RowAsync(caseNo)).Status);
        await DoAsync(stage, d => d.FinishAsync(uscc, matter, stage.Now, new Dictionary<string, string> { ["result"] = "NOT_NEEDED" }, default));
        Assert.Equal(HandOverStatus.Done, (await stage.RowAsync(caseNo)).Status);
        Assert.Equal(["HandOverPushed", "HandOverReturned", "HandOverPushed", "HandOverAcknowledged", "HandOverCompleted"], (await stage.EventsAsync(caseNo)).Select(t => t.Split('.')[^1]));
    }

    private static Task DoAsync(ExchangeStage stage, Func<IDeskHandOvers, Task> act) => stage.App.AsAsync(null, async s =>
    {
        await act(s.GetRequiredService<IDeskHandOvers>());
        await s.GetRequiredService<AppDb>().SaveChangesAsync();
    });
}
