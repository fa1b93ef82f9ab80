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
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
        services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicies>();
        services.AddSingleton<IAuthorizationHandler, PermissionCheck>();
        return services;
    }
}

internal sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

/// <summary>One policy per permission, made on demand.</summary>
internal sealed class PermissionPolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
        policyName.StartsWith(NeedsAttribute.PolicyPrefix, StringComparison.Ordinal)
            ? new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(policyName[NeedsAttribute.PolicyPrefix.Length..])).Build()
            : await base.GetPolicyAsync(policyName);
}

internal sealed class PermissionCheck(ModuleList modules) : AuthorizationHandler<PermissionRequirement>
{
    private readonly Lazy<ILookup<string, string>> permissionsByRole = new(() =>
        modules.Permissions.SelectMany(p => p.Roles.Select(role => (role, p.Code))).ToLookup(x => x.role, x => x.Code));

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (context.User.FindAll(System.Security.Claims.ClaimTypes.Role).Any(r => permissionsByRole.Value[r.Value].Contains(requirement.Permission)))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
