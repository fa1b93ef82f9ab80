using Qishi.Modules.Exchange.Deliver;
using Qishi.Modules.Exchange.Model;

namespace Qishi.Modules.Exchange.Channels.HttpPush;

/// <summary>We call the department's own interface; its receipts come by ours.</summary>
internal sealed class PushChannel(DepartmentClient client) : IChannel
{
    public RouteKind Kind => RouteKind.Push;

    public Task<PushOutcome> SendAsync(Parcel parcel, TimeSpan limit, CancellationToken ct) => client.PushAsync(parcel, limit, ct);

    public Task<string?> ProbeAsync(Department department, TimeSpan limit, CancellationToken ct) => client.ProbeAsync(department, limit, ct);
}
