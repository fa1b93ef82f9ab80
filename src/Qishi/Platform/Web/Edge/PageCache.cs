namespace Qishi.Platform.Web;

/// <summary>
/// Pages that are the same for every visitor are rendered once in half a minute: <c>[OutputCache(PolicyName = PageCache.OpenPages)]</c>. Signed-in people,
/// and whoever has a sentence waiting from the last page, always get their own. The reading modes make different pages.
/// </summary>
public static class PageCache
{
    public const string OpenPages = "open-pages";

    private static readonly string[] Modes = ["q-text", "q-contrast", "q-density", "q-cursor"];

    internal static void AddPageCache(this IServiceCollection services) => services.AddOutputCache(o =>
    {
        o.SizeLimit = 32 * 1024 * 1024;
        o.AddPolicy(OpenPages, policy => policy
            .With(c => HttpMethods.IsGet(c.HttpContext.Request.Method) && c.HttpContext.User.Identity?.IsAuthenticated != true && !c.HttpContext.Request.Cookies.ContainsKey(FlashCookie.Name))
            .Expire(TimeSpan.FromSeconds(30))
            .SetVaryByQuery([])
            .VaryByValue(c => KeyValuePair.Create("modes", string.Join('|', Modes.Select(m => Known(c.Request.Cookies[m]))))));
    });

    /// <summary>Only the values the reading modes know, so that made-up cookies cannot fill the cache.</summary>
    private static string Known(string? value) => value is "large" or "xlarge" or "high" or "tight" or "loose" ? value : "";
}
