using Qishi.Kernel;
using Qishi.Modules.Exchange.Deliver;
using Qishi.Modules.Exchange.Model;

namespace Qishi.Modules.Exchange.Channels.HttpPull;

/// <summary>The department comes for its queue (<see cref="FetchQueueHandler"/>). What lies ready and is not fetched in time counts as a failed attempt, like a push nobody answered.</summary>
internal sealed class PullChannel(ExchangeOptions options, TimeProvider clock) : IChannel
{
    public RouteKind Kind => RouteKind.Pull;

    public Task<PushOutcome> SendAsync(Parcel parcel, TimeSpan limit, CancellationToken ct) => Task.FromResult(parcel.Row.OfferedAt is null
        ? clock.Outcome(AttemptOutcome.Offered, "已放入对方的待取队列", parcel.Body)
        : clock.Outcome(AttemptOutcome.NotFetched, "对方没有按约定来取"));

    public Task<string?> ProbeAsync(Department department, TimeSpan limit, CancellationToken ct) => Task.FromResult(
        department.LastFetchAt is { } last && clock.UtcNow() - last <= 2 * options.ProbeEvery ? null : "对方没有来取");
}
