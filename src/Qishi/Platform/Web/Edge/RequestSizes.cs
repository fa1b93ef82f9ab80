using Microsoft.AspNetCore.Http.Features;

namespace Qishi.Platform.Web;

/// <summary>
/// How much a request may carry. A file has 20 MB; the whole upload may be larger, so that a file that is too big is refused by name beside its field
/// and everything else that was typed stays.
/// </summary>
internal sealed class RequestSizes(RequestDelegate next)
{
    public const long WithFiles = 105L * 1024 * 1024;
    public const long WithoutFiles = 2L * 1024 * 1024;

    public static void Configure(FormOptions o)
    {
        o.MultipartBodyLengthLimit = WithFiles;
        o.ValueLengthLimit = 1024 * 1024;
        o.ValueCountLimit = 2000;
        o.KeyLengthLimit = 512;
        o.MultipartHeadersLengthLimit = 8 * 1024;
    }

    public Task InvokeAsync(HttpContext http)
    {
        var most = http.Request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true && http.User.Identity?.IsAuthenticated == true ? WithFiles : WithoutFiles;
        if (http.Request.ContentLength > most && !ApiAnswers.IsErrorPage(http))
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return Task.CompletedTask;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = most;
        return next(http);
    }
}
