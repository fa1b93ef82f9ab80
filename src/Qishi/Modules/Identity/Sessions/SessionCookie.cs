using System.Security.Cryptography;

namespace Qishi.Modules.Identity.Sessions;

/// <summary>
/// The cookie that names a session: 256 random bits, readable by nobody but the server's own digest. Over TLS it carries the <c>__Host-</c> prefix;
/// plain HTTP is for loopback and tests only.
/// </summary>
internal static class SessionCookie
{
    public const string PlainName = "qishi-session", SecureName = "__Host-qishi-session";

    public static string NameFor(HttpRequest request) => request.IsHttps ? SecureName : PlainName;

    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string DigestOf(string token) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(token)));

    public static string? Read(HttpContext context) => context.Request.Cookies[NameFor(context.Request)] is { Length: 64 } token ? token : null;

    public static void Write(HttpContext context, string token) => context.Response.Cookies.Append(NameFor(context.Request), token, Options(context));

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(NameFor(context.Request), Options(context));

    /// <summary>Remembers which of the two sign-in pages fits this browser; holds nothing else.</summary>
    public static void HintStaff(HttpContext context, bool staff)
    {
        var options = Options(context);
        options.MaxAge = TimeSpan.FromDays(365);
        if (staff)
            context.Response.Cookies.Append(Platform.Auth.SignInAddresses.StaffHint, "1", options);
        else if (context.Request.Cookies.ContainsKey(Platform.Auth.SignInAddresses.StaffHint))
            context.Response.Cookies.Delete(Platform.Auth.SignInAddresses.StaffHint, Options(context));
    }

    private static CookieOptions Options(HttpContext context) =>
        new() { HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
}
