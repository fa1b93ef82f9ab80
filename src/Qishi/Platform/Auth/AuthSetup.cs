using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Qishi.Platform.Auth;

internal static class AuthSetup
{
    /// <summary>Deny by default: a route without a permission and without a stated reason to be open answers nobody.</summary>
    public static IServiceCollection AddPermissions(this IServiceCollection services)
    {
        services.AddScoped<CurrentActor>();
        services.AddScoped(s => s.GetRequiredService<CurrentActor>().Actor);
        services.AddSingleton<RolePermissions>();
        services.AddSingleton<Web.IActorReader, ActorFromRequest>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
        services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicies>();
        services.AddSingleton<IAuthorizationHandler, PermissionCheck>();
        services.AddSingleton<IAuthorizationHandler, FreshSignInCheck>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuthorizationAnswers>();
        services.AddAuthentication(o => o.DefaultScheme = AuthSchemes.Default)
            .AddPolicyScheme(AuthSchemes.Default, null, o => o.ForwardDefaultSelector = c => AuthSchemes.IsApi(c.Request) ? AuthSchemes.Bearer : AuthSchemes.Session);
        // Without machine clients set up nobody is signed in at the API; endpoints that check callers themselves still answer.
        services.PostConfigure<Microsoft.AspNetCore.Authentication.AuthenticationOptions>(o =>
        {
            if (!o.SchemeMap.ContainsKey(AuthSchemes.Bearer))
                o.AddScheme<NoBearer>(AuthSchemes.Bearer, null);
        });
        return services;
    }
}

internal sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

/// <summary>The last password or code answer must be recent: for acts that a borrowed screen must not do.</summary>
internal sealed record FreshSignInRequirement : IAuthorizationRequirement;

/// <summary>One policy per permission, made on demand.</summary>
internal sealed class PermissionPolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    public override bool AllowsCachingPolicies => true;

    public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName)
    {
        var fresh = policyName.StartsWith(NeedsAttribute.FreshPrefix, StringComparison.Ordinal);
        if (!fresh && !policyName.StartsWith(NeedsAttribute.PolicyPrefix, StringComparison.Ordinal))
            return await base.GetPolicyAsync(policyName);
        var prefix = fresh ? NeedsAttribute.FreshPrefix : NeedsAttribute.PolicyPrefix;
        var policy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(policyName[prefix.Length..]));
        return (fresh ? policy.AddRequirements(new FreshSignInRequirement()) : policy).Build();
    }
}

internal sealed class PermissionCheck(RolePermissions permissions) : AuthorizationHandler<PermissionRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (permissions.Of(context.User).Contains(requirement.Permission))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

internal sealed class FreshSignInCheck : AuthorizationHandler<FreshSignInRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, FreshSignInRequirement requirement)
    {
        if (context.User.HasClaim(c => c.Type == ActorClaims.Fresh))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
