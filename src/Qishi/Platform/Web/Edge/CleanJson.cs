namespace Qishi.Platform.Web;

/// <summary>Refuses U+0000 in JSON, written out or escaped, before a handler or a database sees it: one database refuses it late, the other stores it.</summary>
internal sealed class CleanJson(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Request.ContentLength is not 0 && http.Request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true)
        {
            http.Request.EnableBuffering();
            using var copy = new MemoryStream();
            await http.Request.Body.CopyToAsync(copy, http.RequestAborted);
            http.Request.Body.Position = 0;
            if (HasNul(copy.GetBuffer().AsSpan(0, (int)copy.Length)))
            {
                http.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }
        }

        await next(http);
    }

    /// <summary>A zero byte, or <c>\u0000</c> whose backslash is not itself escaped.</summary>
    internal static bool HasNul(ReadOnlySpan<byte> json)
    {
        if (json.Contains((byte)0))
            return true;
        for (var at = 0; json[at..].IndexOf("\\u0000"u8) is >= 0 and var found; at += found + 1)
        {
            var (start, slashes) = (at + found, 0);
            while (start - slashes - 1 >= 0 && json[start - slashes - 1] == (byte)'\\')
                slashes++;
            if (slashes % 2 == 0)
                return true;
        }

        return false;
    }
}
