using Qishi.Modules.Exchange.Deliver;
using Qishi.Modules.Exchange.Model;

namespace Qishi.Modules.Exchange.Channels;

/// <summary>
/// One way to reach a department. A channel carries a finished envelope and brings back receipts; it decides nothing about the matter. Whatever it reports is
/// recorded, retried, probed and counted by the lane, the same for every channel. It must bear being asked twice for the same envelope.
/// </summary>
internal interface IChannel
{
    RouteKind Kind { get; }

    /// <summary>Hands the envelope over, or looks whether one that lies ready was fetched. Faults of the other side are outcomes, not exceptions.</summary>
    Task<PushOutcome> SendAsync(Parcel parcel, TimeSpan limit, CancellationToken ct);

    /// <summary>Null when the department is well on this route; else what was wrong.</summary>
    Task<string?> ProbeAsync(Department department, TimeSpan limit, CancellationToken ct);

    /// <summary>Takes in the receipts that wait on this route; returns how many messages it took.</summary>
    Task<int> ReceiveAsync(Department department, CancellationToken ct) => Task.FromResult(0);
}

/// <param name="Row">The hand-over.</param>
/// <param name="Department">To whom.</param>
/// <param name="Body">The envelope's bytes; no channel looks inside.</param>
internal sealed record Parcel(HandOver Row, Department Department, byte[] Body)
{
    public string Key => Row.IdempotencyKey;
}

/// <summary>The channels by kind.</summary>
internal sealed class ChannelBook(IEnumerable<IChannel> channels)
{
    private readonly Dictionary<RouteKind, IChannel> byKind = channels.ToDictionary(c => c.Kind);

    public IChannel this[RouteKind kind] => byKind[kind];

    public IEnumerable<IChannel> All => byKind.Values;
}
