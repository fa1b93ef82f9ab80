using System.Buffers;
using System.Text;

namespace Qishi.Platform.Web;

/// <summary>
/// Refuses U+0000 and broken UTF-8 in addresses before anything reads them: PostgreSQL refuses the one, SQLite stores it, and two readers could understand
/// the other differently.
/// </summary>
internal sealed class CleanText(RequestDelegate next)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public Task InvokeAsync(HttpContext http)
    {
        if (IsClean(http.Request.QueryString.Value) && IsClean(http.Request.Path.Value))
            return next(http);
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }

    /// <summary>True when the percent-encoded bytes are UTF-8 without U+0000.</summary>
    internal static bool IsClean(string? encoded)
    {
        if (string.IsNullOrEmpty(encoded))
            return true;
        if (encoded.Contains('\0', StringComparison.Ordinal) || encoded.Contains('\uFFFD', StringComparison.Ordinal))
            return false;
        if (!encoded.Contains('%', StringComparison.Ordinal))
            return true;
        var bytes = ArrayPool<byte>.Shared.Rent(encoded.Length * 3);
        try
        {
            var length = 0;
            for (var i = 0; i < encoded.Length; i++)
            {
                if (encoded[i] == '%' && i + 2 < encoded.Length && byte.TryParse(encoded.AsSpan(i + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var b))
                {
                    if (b == 0)
                        return false;
                    bytes[length++] = b;
                    i += 2;
                }
                else if (encoded[i] < 0x80)
                {
                    bytes[length++] = (byte)encoded[i];
                }
                else
                {
                    length += Encoding.UTF8.GetBytes(encoded, i, char.IsHighSurrogate(encoded[i]) && i + 1 < encoded.Length ? 2 : 1, bytes, length);
                    i += char.IsHighSurrogate(encoded[i]) ? 1 : 0;
                }
            }

            Strict.GetCharCount(bytes, 0, length);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
