using Microsoft.AspNetCore.Http.Extensions;

namespace Qishi.Platform.Web;

/// <summary>How the reader wants pages: size of text, contrast, line spacing, pointer, density of lists. Kept in cookies for a year; works without script.</summary>
public sealed record ReadingSettings(string? Text, string? Contrast, string Density, string? Cursor, string Back)
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["text"] = ["standard", "large", "xlarge"],
        ["contrast"] = ["standard", "high"],
        ["density"] = ["tight", "standard", "loose"],
        ["cursor"] = ["standard", "large"],
    };

    public static IReadOnlyList<(string Value, string Word)> Densities { get; } = [("tight", "紧凑"), ("standard", "标准"), ("loose", "宽松")];

    public static ReadingSettings Of(HttpContext http)
    {
        string? Read(string name) => http.Request.Cookies["q-" + name] is { } v && Allowed[name].Contains(v) && v != "standard" ? v : null;
        var back = http.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodeReExecuteFeature>() is { } original
            ? original.OriginalPath + original.OriginalQueryString
            : http.Request.Path + http.Request.QueryString.Value;
        return new(Read("text"), Read("contrast"), Read("density") ?? "standard", Read("cursor"), back);
    }

    /// <summary>A plain link that changes one setting and comes back here.</summary>
    public string Link(string name, string value) => "/reading" + new QueryBuilder { { name, value }, { "back", LocalUrl.Safe(Back) } }.ToQueryString();

    public static IResult Change(HttpContext http, string? back)
    {
        foreach (var (name, values) in Allowed)
            if (http.Request.Query[name].ToString() is var value && values.Contains(value))
                http.Response.Cookies.Append("q-" + name, value, new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/", IsEssential = true });
        return Results.LocalRedirect(LocalUrl.Safe(back));
    }
}
