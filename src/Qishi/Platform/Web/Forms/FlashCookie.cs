using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Qishi.Platform.Web;

/// <summary>One sentence for the next page, in a short encrypted cookie (an open one would let a page on a sister host put words in our mouth).</summary>
internal static class FlashCookie
{
    public const string Name = "q-flash";
    private static readonly object Taken = new();

    public static void Write(HttpContext http, string sentence)
    {
        var text = WebEncoders.Base64UrlEncode(Protector(http).Protect(Encoding.UTF8.GetBytes(sentence)));
        http.Response.Cookies.Append(Name, text, new CookieOptions { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromMinutes(2), Path = "/" });
    }

    /// <summary>The sentence left by the last page, once.</summary>
    public static string? Take(HttpContext http)
    {
        if (http.Items.TryGetValue(Taken, out var seen))
            return seen as string;
        string? sentence = null;
        if (http.Request.Cookies[Name] is { Length: > 0 } cookie)
        {
            try
            {
                sentence = Encoding.UTF8.GetString(Protector(http).Unprotect(WebEncoders.Base64UrlDecode(cookie)));
            }
            catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or FormatException)
            {
                // Not ours or an old key: no sentence.
            }

            if (!http.Response.HasStarted)
                http.Response.Cookies.Delete(Name, new CookieOptions { Path = "/", Secure = http.Request.IsHttps });
        }

        http.Items[Taken] = sentence;
        return sentence;
    }

    private static IDataProtector Protector(HttpContext http) => http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("flash");
}
