using System.Net;
using System.Net.Sockets;

namespace Qishi.Modules.Exchange.Deliver;

/// <summary>
/// The one gate for calls to departments: only hosts on the list, and only when the address they resolve to is one a department can have. The check is made on
/// the address that is then connected to, so a name that changes its mind between check and call gains nothing; redirects and proxies are off.
/// </summary>
internal sealed class OutboundAllowList(ExchangeOptions options) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri!;
        if (uri.Scheme is not ("http" or "https") || !options.AllowedHosts.Contains(uri.Authority, StringComparer.OrdinalIgnoreCase))
            throw new HttpRequestException($"对方地址“{uri.Authority}”不在允许访问的名单里。请运行管理员核对部门地址");
        return base.SendAsync(request, cancellationToken);
    }

    public static SocketsHttpHandler Connections(ExchangeOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxConnectionsPerServer = 64,
        ConnectCallback = async (context, ct) =>
        {
            var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
            var address = addresses.FirstOrDefault(a => IsAllowed(a, options.AllowLoopback))
                ?? throw new HttpRequestException($"“{context.DnsEndPoint.Host}”的网络地址不允许访问");
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), ct);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    /// <summary>Departments live on the government network (private ranges too); this machine, link-local, multicast and unset addresses are never one.</summary>
    public static bool IsAllowed(IPAddress address, bool allowLoopback)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address))
            return allowLoopback;
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return !address.IsIPv6LinkLocal && !address.IsIPv6Multicast && !address.IsIPv6SiteLocal && !address.Equals(IPAddress.IPv6Any)
                // Addresses that carry an IPv4 address inside (6to4, NAT64) could hide one of those below.
                && !address.IsIPv6Teredo && address.GetAddressBytes() is not ([0x20, 0x02, ..] or [0x00, 0x64, 0xff, 0x9b, ..] or [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ..]);
        return address.GetAddressBytes() is not ([0, ..] or [127, ..] or [169, 254, ..] or [>= 224, ..]);
    }
}
