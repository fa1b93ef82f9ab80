using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Qishi.Platform.Web;

/// <summary>Forwarded headers count only from the proxies named in <c>TrustedProxies</c> (addresses, separated by commas): anybody else could claim any address.</summary>
internal static class TrustedProxies
{
    public static void Configure(ForwardedHeadersOptions options, IConfiguration configuration)
    {
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        var proxies = (configuration["TrustedProxies"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // An empty list would mean "believe everybody"; without proxies the headers are not read at all.
        options.ForwardedHeaders = proxies.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        foreach (var proxy in proxies)
            options.KnownProxies.Add(IPAddress.Parse(proxy));
    }
}
