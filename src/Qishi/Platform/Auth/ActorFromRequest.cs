using System.Security.Claims;
using Qishi.Platform.Web;

namespace Qishi.Platform.Auth;

/// <summary>The actor of a request, from its authenticated principal.</summary>
internal sealed class ActorFromRequest(RolePermissions permissions) : IActorReader
{
    public ValueTask<Actor?> ReadAsync(HttpContext http) => new(Read(http.User));

    /// <summary>Address of the true peer; forwarded headers count only where the pipeline was told which proxies to believe.</summary>
    public static string SourceOf(HttpContext context) => context.Connection.RemoteIpAddress is { } address
        ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
        : "local";

    private Actor? Read(ClaimsPrincipal user)
    {
        if (user.Identity?.IsAuthenticated != true || !Enum.TryParse<ActorKind>(user.FindFirstValue(ActorClaims.Kind), out var kind))
            return null;
        return new Actor
        {
            AccountId = Guid.TryParse(user.FindFirstValue(ActorClaims.Account), out var id) ? id : null,
            Kind = kind,
            Name = user.FindFirstValue(ActorClaims.Name) ?? "",
            Roles = user.FindAll(ActorClaims.Role).Select(c => c.Value).ToHashSet(),
            Permissions = permissions.Of(user),
            Unit = user.FindFirstValue(ActorClaims.Unit),
            Department = user.FindFirstValue(ActorClaims.Department),
        };
    }
}
