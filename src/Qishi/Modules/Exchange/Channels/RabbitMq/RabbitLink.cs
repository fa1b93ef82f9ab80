using RabbitMQ.Client.Exceptions;
using Amqp = RabbitMQ.Client;

namespace Qishi.Modules.Exchange.Channels.RabbitMq;

/// <summary>
/// The connection to the broker and one AMQP channel per use. Nothing recovers behind our back: what breaks is thrown away and made anew at the next call, and what was
/// not confirmed counts as not sent.
/// </summary>
internal sealed class RabbitLink(Uri? address, string name) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim gate = new(1);
    private readonly Dictionary<string, Amqp.IChannel> open = [];
    private Amqp.IConnection? connection;

    public bool IsConfigured => address is not null;

    /// <summary>An open channel with publisher confirms; the quorum queue of this name exists then.</summary>
    public async Task<Amqp.IChannel> ChannelAsync(string queue, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            if (open.TryGetValue(queue, out var known) && known.IsOpen)
                return known;
            if (connection is not { IsOpen: true })
                await ConnectAsync(ct);
            var channel = await connection!.CreateChannelAsync(new Amqp.CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), ct);
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments: new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: ct);
            return open[queue] = channel;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Throws a channel away after a fault; what it had taken and not acknowledged goes back to the queue.</summary>
    public async Task DropAsync(string queue)
    {
        await gate.WaitAsync();
        try
        {
            if (open.Remove(queue, out var channel))
                await CloseAsync(channel);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>True for everything a broken, missing or silent broker can bring; the client's own time limits come as cancellations that nobody asked for.</summary>
    public static bool IsFault(Exception e, CancellationToken ct) => !ct.IsCancellationRequested && (e is OperationCanceledException || IsFault(e));

    private static bool IsFault(Exception e) =>
        e is OperationInterruptedException or BrokerUnreachableException or PublishException or ConnectFailureException or ChannelAllocationException or Amqp.Exceptions.RabbitMQClientException
            or System.Net.Sockets.SocketException or IOException or TimeoutException or ObjectDisposedException;

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in open.Values)
            await CloseAsync(channel);
        open.Clear();
        if (connection is not null)
            await CloseAsync(connection);
        gate.Dispose();
    }

    private async Task ConnectAsync(CancellationToken ct)
    {
        open.Clear();
        if (connection is not null)
            await CloseAsync(connection);
        var factory = new Amqp.ConnectionFactory
        {
            Uri = address ?? throw new InvalidOperationException("No broker is configured."),
            ClientProvidedName = name,
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedHeartbeat = TimeSpan.FromSeconds(15),
            RequestedConnectionTimeout = Patience,
            ContinuationTimeout = Patience,
        };
        connection = await factory.CreateConnectionAsync(ct);
    }

    private static async Task CloseAsync(IAsyncDisposable what)
    {
        try
        {
            await what.DisposeAsync();
        }
        catch (Exception e) when (IsFault(e) || e is OperationCanceledException)
        {
            // It was broken already.
        }
    }
}
