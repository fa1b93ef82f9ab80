using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Web;

namespace Qishi.Modules.Identity.Machines;

/// <summary>The token endpoint: the client has proven itself (<see cref="CheckMachineSecret"/>) and gets a token for the scopes it asked for, or for all it has.</summary>
internal static class IssueToken
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost(Urls.Token, HandleAsync).OpenToAll("接口客户端用自己的密钥换访问令牌").DisableAntiforgery().RequireRateLimiting(RateLimits.Api).ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(HttpContext http, AppDb db, EventLog log, CurrentActor current, CancellationToken ct)
    {
        var request = http.GetOpenIddictServerRequest();
        if (request?.IsClientCredentialsGrantType() != true)
            return Results.BadRequest();
        var client = await db.Set<MachineClient>().AsNoTracking().SingleAsync(c => c.ClientId == request.ClientId, ct);
        IReadOnlyList<string> scopes = request.GetScopes() is { Length: > 0 } asked ? asked : client.ScopeList;
        var identity = new ClaimsIdentity("token", OpenIddictConstants.Claims.Name, OpenIddictConstants.Claims.Role);
        identity.SetClaim(OpenIddictConstants.Claims.Subject, client.ClientId);
        identity.SetScopes(scopes);
        identity.SetResources(MachineAccess.Audience);
        log.Record(current.Actor with { AccountId = client.Id, Kind = ActorKind.Machine, Name = client.Name }, "MachineTokenIssuing", null, new MachineTokenIssued(client.ClientId, scopes));
        await db.SaveChangesAsync(ct);
        return Results.SignIn(new ClaimsPrincipal(identity), null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
