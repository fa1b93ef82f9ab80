using System.Security.Claims;

namespace Qishi.Platform.Auth;

/// <summary>What the roles of a principal allow, as the modules declare it.</summary>
internal sealed class RolePermissions(ModuleList modules)
{
    private readonly Lazy<ILookup<string, string>> byRole = new(() =>
        modules.Permissions.SelectMany(p => p.Roles.Select(role => (role, p.Code))).ToLookup(x => x.role, x => x.Code));

    private readonly Lazy<Dictionary<string, Permission>> byCode = new(() => modules.Permissions.GroupBy(p => p.Code).ToDictionary(g => g.Key, g => g.First()));

    public Permission? Find(string code) => byCode.Value.GetValueOrDefault(code);

    public HashSet<string> Of(ClaimsPrincipal user)
    {
        var permissions = user.FindAll(ActorClaims.Role).SelectMany(r => byRole.Value[r.Value]).ToHashSet();
        if (user.HasClaim(ActorClaims.Kind, nameof(ActorKind.Machine)))
        {
            var scopes = user.FindAll(ActorClaims.Scope).Select(c => c.Value).ToList();
            permissions.RemoveWhere(p => !scopes.Any(s => ApiScopes.Opens(s, p)));
        }

        return permissions;
    }
}
