using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Qishi.Modules.Documents;

/// <summary>
/// The address QR codes lead to: <c>Site:Address</c>, else (demo, one machine) where this program listens. Never the host a request names: whoever asks
/// first for a PDF would decide where its QR code leads for ever.
/// </summary>
internal sealed class PublicAddress(IConfiguration configuration, IServer server) : Contracts.IPublicAddress
{
    /// <summary>A path as a full address; a full address as it is; null when the public address is not known.</summary>
    public string? Of(string? path)
    {
        if (path is null || Uri.TryCreate(path, UriKind.Absolute, out var full) && full.Scheme is "https" or "http")
            return path;
        return Root()?.TrimEnd('/') + "/" + path.TrimStart('/') is { } address && !address.StartsWith('/') ? address : null;
    }

    private string? Root()
    {
        if (configuration["Site:Address"] is { Length: > 0 } set)
            return set;
        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        return listening?.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal).Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal);
    }
}
