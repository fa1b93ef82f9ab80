namespace Qishi.Platform.Web;

/// <summary>Addresses that came from outside and are redirected to: only paths of this site.</summary>
public static class LocalUrl
{
    /// <summary>The address when it stays on this site, else <paramref name="otherwise"/>.</summary>
    public static string Safe(string? url, string otherwise = "/") => IsLocal(url) ? url! : otherwise;

    public static bool IsLocal(string? url)
    {
        if (url is not { Length: > 0 and <= 2000 } || url[0] != '/')
            return false;
        // “//host” and “/\host” are other sites for a browser; control characters could split a header or be dropped by the browser.
        return (url.Length == 1 || (url[1] != '/' && url[1] != '\\')) && !url.Any(c => char.IsControl(c) || c == '\\');
    }
}
