using Qishi.Modules.Exchange.Deliver;
using Qishi.Modules.Exchange.Model;

namespace Qishi.Modules.Exchange.Channels.WebDesk;

/// <summary>A department without a system: the matter stands on its liaison's desk, who receives and reports there. People are reminded, not retried.</summary>
internal sealed class DeskChannel(TimeProvider clock) : IChannel
{
    public RouteKind Kind => RouteKind.Desk;

    public Task<PushOutcome> SendAsync(Parcel parcel, TimeSpan limit, CancellationToken ct) =>
        Task.FromResult(clock.Outcome(AttemptOutcome.Delivered, "已放到联络员工作台", parcel.Body));

    public Task<string?> ProbeAsync(Department department, TimeSpan limit, CancellationToken ct) => Task.FromResult<string?>(null);
}
