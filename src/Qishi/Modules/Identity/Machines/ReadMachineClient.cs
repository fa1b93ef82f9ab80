using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Validation;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using static OpenIddict.Validation.OpenIddictValidationEvents;

namespace Qishi.Modules.Identity.Machines;

/// <summary>A token says who it was issued to; the row says what that client may do today. A stopped client is refused with its next call.</summary>
internal sealed class ReadMachineClient(AppDb db) : IOpenIddictValidationHandler<ProcessAuthenticationContext>
{
    public async ValueTask HandleAsync(ProcessAuthenticationContext context)
    {
        if (context.IsRejected || context.AccessTokenPrincipal is not { Identity: ClaimsIdentity identity } principal)
            return;
        var clientId = principal.GetClaim(OpenIddictConstants.Claims.Subject);
        var client = await db.Set<MachineClient>().AsNoTracking().SingleOrDefaultAsync(c => c.ClientId == clientId, context.CancellationToken);
        if (client is null || client.Disabled)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidToken, "这个客户端已停用");
            return;
        }

        identity.AddClaim(new Claim(ActorClaims.Account, client.Id.ToString()));
        identity.AddClaim(new Claim(ActorClaims.Kind, nameof(ActorKind.Machine)));
        identity.AddClaim(new Claim(ActorClaims.Name, client.Name));
        identity.AddClaim(new Claim(ActorClaims.Role, Roles.MachineClient));
        if (client.Department is { } department)
            identity.AddClaim(new Claim(ActorClaims.Department, department));
        identity.AddClaims(principal.GetScopes().Intersect(client.ScopeList).Select(s => new Claim(ActorClaims.Scope, s)));
    }
}
