using System.Collections.Concurrent;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;

namespace Qishi.Platform.Web;

/// <summary>
/// A page that is the same for every visitor: rendered once in a while and answered from memory in between. A form token in it is each visitor's own. Signed-in
/// people, and whoever brings a cookie that this class does not know to be harmless, always get their own rendering.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpenPageAttribute : Attribute
{
    /// <summary>How long a rendering is shown.</summary>
    public int Seconds { get; init; } = 30;

    /// <summary>Parameters of the address the page reads, with commas; an address with any other parameter is rendered for itself.</summary>
    public string Parameters { get; init; } = "";
}

/// <summary>
/// Stands before sign-in: what it answers has cost no session, no database, no rendering and no compression. An answer that sets any cookie but the form token's,
/// carries a form's own key or is not a whole page is never kept.
/// </summary>
internal sealed class OpenPages(RequestDelegate next, IAntiforgery antiforgery, IOptions<AntiforgeryOptions> forms, TimeProvider clock)
{
    private const long MostBytes = 32 * 1024 * 1024;
    private static readonly string[] Modes = ["q-text", "q-contrast", "q-density", "q-cursor"];

    private readonly ConcurrentDictionary<string, OpenPage> pages = new(StringComparer.Ordinal);
    private long bytes;

    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<OpenPageAttribute>() is not { } attribute || KeyOf(http, attribute) is not { } key)
            return next(http);
        if (pages.TryGetValue(key, out var page))
        {
            var (age, keep) = (clock.GetElapsedTime(page.RenderedAt), TimeSpan.FromSeconds(attribute.Seconds));
            // One visitor renders the next one; those who come meanwhile are not kept waiting for it.
            if (age < keep || (age < keep * 2 && !page.TakeRefresh()))
                return AnswerAsync(http, page);
        }

        return RenderAsync(http, key);
    }

    /// <summary>What tells this page from others; null when it is not for everybody.</summary>
    private string? KeyOf(HttpContext http, OpenPageAttribute attribute)
    {
        var request = http.Request;
        if (!HttpMethods.IsGet(request.Method) || request.Headers.Authorization.Count > 0 || ApiAnswers.IsErrorPage(http))
            return null;
        foreach (var (name, _) in request.Cookies)
            if (name != forms.Value.Cookie.Name && name != Auth.SignInAddresses.StaffHint && !Modes.Contains(name))
                return null;
        if (request.QueryString.HasValue && request.Query.Any(q => q.Value.Count != 1 || !attribute.Parameters.Split(',').Contains(q.Key)))
            return null;
        var modes = request.Cookies.Count == 0 ? "" : string.Join('|', Modes.Select(m => Known(request.Cookies[m])));
        return $"{request.Path}{request.QueryString}\n{modes}";
    }

    /// <summary>Only the values the reading modes know, so that made-up cookies cannot fill the memory.</summary>
    private static string Known(string? value) => value is "large" or "xlarge" or "high" or "tight" or "loose" ? value : "";

    private async Task RenderAsync(HttpContext http, string key)
    {
        var (response, body) = (http.Response, http.Response.Body);
        var accepted = http.Request.Headers.AcceptEncoding;
        using var rendered = new MemoryStream();
        try
        {
            // Rendered plainly, compressed once afterwards.
            http.Request.Headers.Remove("Accept-Encoding");
            response.Body = rendered;
            await next(http);
        }
        finally
        {
            response.Body = body;
            http.Request.Headers.AcceptEncoding = accepted;
        }

        var html = rendered.ToArray();
        if (IsForAll(response) && OpenPage.Of(html, response.ContentType!, clock.GetTimestamp()) is { } page)
            Keep(key, page);
        if (html.Length > 0)
            await body.WriteAsync(html, http.RequestAborted);
    }

    private bool IsForAll(HttpResponse response) =>
        response.StatusCode == StatusCodes.Status200OK && response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true && response.Headers.ContentEncoding.Count == 0
        && response.Headers.SetCookie.All(c => c?.StartsWith(forms.Value.Cookie.Name + "=", StringComparison.Ordinal) == true);

    private void Keep(string key, OpenPage page)
    {
        if (Interlocked.Read(ref bytes) > MostBytes)
        {
            pages.Clear();
            Interlocked.Exchange(ref bytes, 0);
        }

        var before = pages.TryGetValue(key, out var old) ? old.Size : 0;
        pages[key] = page;
        Interlocked.Add(ref bytes, page.Size - before);
    }

    private async Task AnswerAsync(HttpContext http, OpenPage page)
    {
        var response = http.Response;
        var encoding = Encoding(http.Request.Headers.AcceptEncoding.ToString());
        // Sets the token's cookie where the visitor has none, and headers that keep the answer out of other caches.
        var token = page.HasTokens ? antiforgery.GetAndStoreTokens(http).RequestToken! : null;
        response.ContentType = page.ContentType;
        response.Headers.Vary = "Accept-Encoding";
        if (encoding.Length > 0)
            response.Headers.ContentEncoding = encoding;
        var answer = token is null ? page.Compressed(encoding) : page.With(token, encoding);
        response.ContentLength = answer.Length;
        await response.BodyWriter.WriteAsync(answer, http.RequestAborted);
    }

    private static string Encoding(string accepted) => Accepts(accepted, "br") ? "br" : Accepts(accepted, "gzip") ? "gzip" : "";

    private static bool Accepts(string accepted, string coding)
    {
        foreach (var part in accepted.AsSpan().Split(','))
        {
            var text = accepted.AsSpan(part).Trim();
            if (text.StartsWith(coding, StringComparison.OrdinalIgnoreCase) && (text.Length == coding.Length || text[coding.Length] is ';' or ' ') && !text.EndsWith("q=0", StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
