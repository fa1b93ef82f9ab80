using Microsoft.AspNetCore.Authentication;
using Qishi.Platform.Auth;

namespace Qishi.Platform.Web;

/// <summary>A form posted after the session ended is kept and the person is asked to sign in; nothing typed is lost (ux.md I10).</summary>
internal sealed class FormsAfterSession(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, StashedForms stash, IAuthenticationSchemeProvider schemes)
    {
        var needs = http.GetEndpoint()?.Metadata.GetMetadata<NeedsAttribute>() is not null && http.GetEndpoint()?.Metadata.GetMetadata<OpenToAllAttribute>() is null;
        if (needs && HttpMethods.IsPost(http.Request.Method) && http.User.Identity?.IsAuthenticated != true && !ApiAnswers.IsApi(http)
            && http.Request.HasFormContentType && await schemes.GetDefaultChallengeSchemeAsync() is not null
            && await ReadAsync(http) is { } form && await stash.KeepAsync(http.Request, form, http.RequestAborted) is { } id)
        {
            FlashCookie.Write(http, "为保护信息，长时间没有操作已退出。刚才填的内容已保存，登录后从原处继续");
            await http.ChallengeAsync(new AuthenticationProperties { RedirectUri = StashedForms.Url(id) });
            return;
        }

        await next(http);
    }

    private static async Task<IFormCollection?> ReadAsync(HttpContext http)
    {
        try
        {
            return await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return null;
        }
    }
}
