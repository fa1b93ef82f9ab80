using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.SignIn;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Qishi.Modules.Identity.Machines;

/// <summary>Is it the client it says it is, and may it ask for these scopes? Unknown client and wrong secret sound alike; failures count as at sign-in.</summary>
internal sealed class CheckMachineSecret(AppDb db, FieldCipher cipher, SignInLimits limits, SignInSteps steps, AuthRulesReader rulesReader, IHttpContextAccessor http)
    : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    public async ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        var (clientId, ct) = (context.ClientId ?? "", context.CancellationToken);
        var (loginKey, source, rules) = (cipher.Login("machine:" + clientId), ActorFromRequest.SourceOf(http.HttpContext!), await rulesReader.ReadAsync(ct));
        if (await limits.RefusalAsync(loginKey, source, rules, ct) is { } refusal)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidClient, refusal.Sentence);
            return;
        }

        var client = await db.Set<MachineClient>().AsNoTracking().SingleOrDefaultAsync(c => c.ClientId == clientId, ct);
        if (client?.Answers(context.ClientSecret) != true)
        {
            limits.Count(loginKey, source);
            steps.RecordRefused(loginKey, "wrong-secret");
            await db.SaveChangesAsync(ct);
            context.Reject(OpenIddictConstants.Errors.InvalidClient, "客户端编号或密钥不对，或者已停用");
        }
        else if (context.Request.GetScopes().Except(client.ScopeList).ToList() is { Count: > 0 } foreign)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidScope, $"这个客户端没有“{string.Join(' ', foreign)}”范围，有的是“{client.Scopes}”");
        }
    }
}
