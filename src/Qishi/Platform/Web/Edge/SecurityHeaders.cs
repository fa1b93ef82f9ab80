namespace Qishi.Platform.Web;

/// <summary>Headers of every answer. No script or style is inline, so the policy needs neither nonce nor hash.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; media-src 'self'; manifest-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(static state => Write((HttpContext)state), http);
        return next(http);
    }

    private static Task Write(HttpContext http)
    {
        var headers = http.Response.Headers;
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(self), microphone=(self), geolocation=(self), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // Whatever a signed-in person sees may be personal: nothing of it stays in a cache of a shared computer.
        if (http.User.Identity?.IsAuthenticated == true && !IsAsset(http))
            headers.CacheControl = "no-store";
        else if (headers.CacheControl.Count == 0 && http.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true)
            headers.CacheControl = "private, no-cache";
        // A form post that succeeds is answered with 303: the browser asks the next page with GET and Back never posts again.
        if (http.Response.StatusCode == StatusCodes.Status302Found && HttpMethods.IsPost(http.Request.Method))
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
        return Task.CompletedTask;
    }

    private static bool IsAsset(HttpContext http) => http.Request.Path.StartsWithSegments("/css") || http.Request.Path.StartsWithSegments("/js") || http.Request.Path.StartsWithSegments("/img");
}
