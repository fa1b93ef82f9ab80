using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Qishi.Platform.Web;

/// <summary>Who may not enter: people are sent to sign in or get the page 403, machines get 401 or 403 with a problem body.</summary>
internal sealed class SignInOrRefuse(IAuthenticationSchemeProvider schemes) : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next(context);
            return;
        }

        // A route without a permission is refused to everybody; for a visitor it is simply not there.
        if (context.User.Identity?.IsAuthenticated == true)
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        else if (ApiAnswers.IsApi(context) || await schemes.GetDefaultChallengeSchemeAsync() is null || !policy.Requirements.Any(r => r is Auth.PermissionRequirement))
            context.Response.StatusCode = ApiAnswers.IsApi(context) || policy.Requirements.Any(r => r is Auth.PermissionRequirement) ? StatusCodes.Status401Unauthorized : StatusCodes.Status404NotFound;
        else
            await context.ChallengeAsync(new AuthenticationProperties { RedirectUri = HttpMethods.IsGet(context.Request.Method) ? context.Request.Path + context.Request.QueryString : "/" });
    }
}
