using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Mvc;

namespace Qishi.Platform.Auth;

/// <summary>
/// What a refused request hears. A page: sign in, confirm the password, or 403. The API: problem+json with 401 or 403. A route without a permission is
/// refused to everybody; for a visitor it is simply not there. A request that met no route, or only routing’s own 405, goes on to that ordinary answer.
/// </summary>
internal sealed class AuthorizationAnswers : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded || context.GetEndpoint() is not RouteEndpoint)
        {
            await next(context);
            return;
        }

        var signedIn = context.User.Identity?.IsAuthenticated == true;
        if (AuthSchemes.IsApi(context.Request))
            await AnswerApiAsync(context, signedIn);
        else if (!signedIn && policy.Requirements.Any(r => r is PermissionRequirement))
            await context.ChallengeAsync(new AuthenticationProperties { RedirectUri = SignInAddresses.Here(context.Request) });
        else if (!signedIn)
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (authorizeResult.AuthorizationFailure?.FailedRequirements.All(r => r is FreshSignInRequirement) == true)
            context.Response.Redirect(SignInAddresses.WithReturn(SignInAddresses.Confirm, SignInAddresses.Here(context.Request)));
        else
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
    }

    private static async Task AnswerApiAsync(HttpContext context, bool signedIn)
    {
        context.Response.StatusCode = signedIn ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized;
        if (!signedIn)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        var code = signedIn ? "permission-missing" : "token-missing";
        var problem = new ProblemDetails
        {
            Type = "urn:qishi:problem:" + code,
            Status = context.Response.StatusCode,
            Title = signedIn ? "没有权限" : "没有有效的访问令牌",
            Detail = signedIn ? "这个访问令牌没有办理本操作的权限或范围。请联系本局安全管理员" : "请先用客户端凭据在 /connect/token 取得访问令牌，放在 Authorization 头里再试",
            Instance = context.Request.Path,
            Extensions = { ["code"] = code },
        };
        await context.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json");
    }
}

/// <summary>Addresses of the steps of signing in, as the platform needs to know them.</summary>
internal static class SignInAddresses
{
    public const string Staff = "/signin", Applicant = "/signin/person", Confirm = "/signin/confirm";

    /// <summary>Where to come back to: the page itself after a GET; nothing that would repeat a post.</summary>
    public static string? Here(HttpRequest request) => HttpMethods.IsGet(request.Method) ? request.PathBase + request.Path + request.QueryString : null;

    public static string WithReturn(string path, string? returnUrl) => returnUrl is null or "/" ? path : $"{path}?returnUrl={Uri.EscapeDataString(returnUrl)}";

    /// <summary>Applicants and staff sign in at different pages: who may open the page decides which.</summary>
    public static string For(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<NeedsAttribute>() is { } needs
        && context.RequestServices.GetRequiredService<RolePermissions>().Find(needs.Permission)?.Roles is { } roles && roles.Contains(Roles.Applicant)
        && !(context.Request.Cookies.ContainsKey(StaffHint))
            ? Applicant
            : Staff;

    /// <summary>A cookie without a secret that says: the last sign-in here was a staff member's.</summary>
    public const string StaffHint = "q-staff";
}
