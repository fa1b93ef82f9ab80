using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Deliver;
using Qishi.Modules.Exchange.Model;
using Amqp = RabbitMQ.Client;

namespace Qishi.Modules.Exchange.Channels.RabbitMq;

/// <summary>
/// A quorum queue for hand-overs and one for receipts per department. Sent means: the broker confirmed it. A receipt is acknowledged to the broker only after it is
/// saved here, so a crash in between brings it again.
/// </summary>
internal sealed class QueueChannel(RabbitLink link, StoredReceipts intake, TimeProvider clock) : IChannel
{
    private const int AtOnce = 200;
    private const string NoBroker = "还没有登记消息队列的地址";

    public RouteKind Kind => RouteKind.Queue;

    public async Task<PushOutcome> SendAsync(Parcel parcel, TimeSpan limit, CancellationToken ct)
    {
        if (!link.IsConfigured)
            return clock.Outcome(AttemptOutcome.Unreachable, NoBroker);
        var started = clock.GetTimestamp();
        var queue = WirePlaces.HandOversQueue(parcel.Department.Code);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(limit);
        try
        {
            var channel = await link.ChannelAsync(queue, limited.Token);
            if (WasSentHere(parcel.Row) && await BacklogAsync(channel, queue, limited.Token) is { } backlog)
                return backlog.Outcome(clock);
            var signature = WireSignature.Sign(parcel.Department.SecretBytes, parcel.Department.Code, "POST", WirePlaces.HandOversPath, parcel.Key, parcel.Body, clock.UtcNow());
            await channel.BasicPublishAsync("", queue, mandatory: true, RabbitMessages.Properties(signature, parcel.Key), parcel.Body, limited.Token);
            return clock.Outcome(AttemptOutcome.Delivered, "消息队列已确认收下", parcel.Body, started);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            await link.DropAsync(queue);
            return clock.Outcome(AttemptOutcome.TimedOut, "消息队列没有在限时内确认", parcel.Body, started);
        }
        catch (Exception e) when (RabbitLink.IsFault(e, ct))
        {
            await link.DropAsync(queue);
            return clock.Outcome(AttemptOutcome.Unreachable, "连不上消息队列，或者没有得到确认", parcel.Body, started);
        }
    }

    public async Task<string?> ProbeAsync(Department department, TimeSpan limit, CancellationToken ct)
    {
        if (!link.IsConfigured)
            return NoBroker;
        var queue = WirePlaces.HandOversQueue(department.Code);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(limit);
        try
        {
            var state = await (await link.ChannelAsync(queue, limited.Token)).QueueDeclarePassiveAsync(queue, limited.Token);
            return state is { MessageCount: > 0, ConsumerCount: 0 } ? $"队列里有{state.MessageCount}条，对方没有在收" : null;
        }
        catch (Exception e) when (RabbitLink.IsFault(e, ct))
        {
            await link.DropAsync(queue);
            return "连不上消息队列";
        }
    }

    private static bool WasSentHere(HandOver row) => row is { PushedAt: not null, Route: RouteKind.Queue };

    /// <summary>
    /// What the broker still holds is neither lost nor forgotten: as long as the department has not emptied its queue nothing is put in a second time. Otherwise a
    /// department that is slower than the repeats would never see the end of them.
    /// </summary>
    private static async Task<Backlog?> BacklogAsync(Amqp.IChannel channel, string queue, CancellationToken ct) =>
        await channel.QueueDeclarePassiveAsync(queue, ct) is { MessageCount: > 0 } state ? new(state.MessageCount, state.ConsumerCount > 0) : null;

    private sealed record Backlog(uint Messages, bool IsFetched)
    {
        public PushOutcome Outcome(TimeProvider clock) => IsFetched
            ? clock.Outcome(AttemptOutcome.Delivered, $"还排在消息队列里（{Messages}条），对方正在收，没有重复发送")
            : clock.Outcome(AttemptOutcome.NotFetched, $"消息队列里还有{Messages}条，对方没有在收，没有重复发送");
    }

    public async Task<int> ReceiveAsync(Department department, CancellationToken ct)
    {
        if (!link.IsConfigured)
            return 0;
        var queue = WirePlaces.ReceiptsQueue(department.Code);
        var taken = 0;
        try
        {
            var channel = await link.ChannelAsync(queue, ct);
            while (taken < AtOnce && await channel.BasicGetAsync(queue, autoAck: false, ct) is { } message)
            {
                // Refused or not, it is kept before the broker may forget it.
                await intake.TakeAsync(RabbitMessages.Signature(message.BasicProperties), message.Body.ToArray(), ct);
                await channel.BasicAckAsync(message.DeliveryTag, multiple: false, ct);
                taken++;
            }
        }
        catch (Exception e)
        {
            await link.DropAsync(queue);
            if (!RabbitLink.IsFault(e, ct))
                throw;
        }

        return taken;
    }
}
