using System.Diagnostics;

namespace Qishi.Platform.Web;

/// <summary>Six characters a person can read out; the log line of the error carries the same trace.</summary>
internal static class ErrorNumber
{
    public static string Of(HttpContext http)
    {
        var id = Activity.Current?.TraceId.ToString() is { Length: 32 } trace ? trace : http.TraceIdentifier.Replace(":", "", StringComparison.Ordinal);
        return id[^Math.Min(6, id.Length)..].ToUpperInvariant();
    }
}
