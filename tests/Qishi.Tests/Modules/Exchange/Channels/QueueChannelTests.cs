using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Exchange.Channels.RabbitMq;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Exchange.Channels;

[Collection(BrokerCollection.Name)]
public sealed class QueueChannelTests
{
    [Theory, OnEachDatabase]
    public async Task Queue_BringsAMatterToItsEnd_AlsoWhenTheReplyIsLostAndTheBrokerIsKilled(DatabaseKind kind)
    {
        var broker = await BrokerCollection.EmptyAsync();
        await using var stage = await ExchangeStage.OpenAsync(kind, broker: broker.Address);
        await stage.RouteAsync("HRSS", RouteKind.Queue);
        stage.Steer("HRSS", s => s with { LoseReplies = 1 });
        var caseNo = await stage.OrderAsync("HRSS");
        await stage.DeliverAsync();
        var row = await stage.RowAsync(caseNo);
        Assert.Equal((HandOverStatus.Pushed, RouteKind.Queue), (row.Status, row.Route!.Value));
        // Confirmed means kept: also by a broker that is killed now. RabbitMQ 3.10 writes the name of a quorum queue half a second after it was declared; one killed before has a queue without a leader.
        await Task.Delay(TimeSpan.FromSeconds(2));
        await broker.RestartAsync();
        for (var i = 0; i < 30 && ((await stage.RowAsync(caseNo)).Status != HandOverStatus.Done || await stage.AtDepartmentAsync(row.IdempotencyKey) is not { Deliveries: >= 2 }); i++)
        {
            await stage.Departments.RoundAsync();
            await stage.ReceiveAsync();
        }

        Assert.Equal(HandOverStatus.Done, (await stage.RowAsync(caseNo)).Status);
        var there = (await stage.AtDepartmentAsync(row.IdempotencyKey))!;
        Assert.Equal(1, there.Effects);
        Assert.True(there.Deliveries >= 2);
    }

    [Theory, OnEachDatabase]
    public async Task Queue_ReceiptNotAcknowledgedBeforeACrash_ComesAgainWithoutEffect_ForgedIsKeptAndRefused(DatabaseKind kind)
    {
        var broker = await BrokerCollection.EmptyAsync();
        await using var stage = await ExchangeStage.OpenAsync(kind, broker: broker.Address);
        await stage.RouteAsync("MEDINS", RouteKind.Queue);
        var caseNo = await stage.OrderAsync("MEDINS");
        await stage.DeliverAsync();
        await stage.Departments.RoundAsync();
        await using var link = new RabbitLink(broker.Address, "test");
        var queue = WirePlaces.ReceiptsQueue("MEDINS");
        var channel = await link.ChannelAsync(queue, default);
        var message = (await channel.BasicGetAsync(queue, autoAck: false))!;
        var body = message.Body.ToArray();
        var signature = RabbitMessages.Signature(message.BasicProperties)!;
        await channel.BasicPublishAsync("", queue, mandatory: true, RabbitMessages.Properties(signature, "again"), body);
        await channel.BasicPublishAsync("", queue, mandatory: true, RabbitMessages.Properties(signature with { Signature = new string('0', 64) }, "forged"), body);
        // This reader dies with its message unacknowledged.
        await link.DropAsync(queue);
        for (var i = 0; i < 30 && (await stage.ReceiptsAsync()).Count < 5; i++)
            await stage.ReceiveAsync();
        Assert.Equal(HandOverStatus.Done, (await stage.RowAsync(caseNo)).Status);
        Assert.Single(await stage.EventsAsync(caseNo), e => e == "Exchange.HandOverCompleted");
        Assert.Contains(await stage.ReceiptsAsync(), r => r.Verdict == ReceiptVerdict.WrongSignature);
    }

    /// <summary>A department slower than the repeats would otherwise find its queue longer every time (seen: 70,000 messages for 1,300 matters).</summary>
    [Theory, OnEachDatabase]
    public async Task Queue_NotEmptied_IsNotFilledAgain_AndWhatWasTakenWithoutAReceiptIsSentAgain(DatabaseKind kind)
    {
        var broker = await BrokerCollection.EmptyAsync();
        await using var stage = await ExchangeStage.OpenAsync(kind, broker: broker.Address);
        await stage.RouteAsync("HRSS", RouteKind.Queue);
        var caseNo = await stage.OrderAsync("HRSS");
        await stage.DeliverAsync();
        await using var link = new RabbitLink(broker.Address, "test");
        var queue = WirePlaces.HandOversQueue("HRSS");
        var channel = await link.ChannelAsync(queue, default);
        for (var i = 0; i < 4; i++)
        {
            stage.Clock.Advance(TimeSpan.FromHours(1));
            await stage.DeliverAsync();
            Assert.Equal(1u, (await channel.QueueDeclarePassiveAsync(queue)).MessageCount);
        }

        Assert.Contains(AttemptOutcome.NotFetched, await stage.App.WithDbAsync(db => db.Set<Attempt>().Select(a => a.Outcome).ToListAsync()));
        // Taken, and the department lost it.
        await channel.BasicGetAsync(queue, autoAck: true);
        for (var i = 0; i < 6 && (await channel.QueueDeclarePassiveAsync(queue)).MessageCount == 0; i++)
        {
            stage.Clock.Advance(TimeSpan.FromHours(1));
            await stage.DeliverAsync();
        }

        Assert.Equal(1u, (await channel.QueueDeclarePassiveAsync(queue)).MessageCount);
        Assert.NotEqual(HandOverStatus.Done, (await stage.RowAsync(caseNo)).Status);
    }

    [Theory, OnEachDatabase]
    public async Task NoBroker_IsAFailureLikeAnyOther_AndNothingIsLost(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind, broker: new Uri("amqp://guest:guest@127.0.0.1:1/"));
        await stage.RouteAsync("TAX", RouteKind.Queue);
        var caseNo = await stage.OrderAsync("TAX");
        await stage.DeliverAsync();
        Assert.Equal((HandOverStatus.Failed, 1), ((await stage.RowAsync(caseNo)).Status, (await stage.RowAsync(caseNo)).Failures));
        Assert.Equal(AttemptOutcome.Unreachable, await stage.App.WithDbAsync(db => db.Set<Attempt>().Select(a => a.Outcome).SingleAsync()));
    }
}
