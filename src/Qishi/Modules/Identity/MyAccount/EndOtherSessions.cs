using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Sessions;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Identity.MyAccount;

/// <summary>Ends all sessions of the own account except the one in hand.</summary>
internal sealed class EndOtherSessionsHandler(AppDb db, EventLog log, SessionStore sessions, CurrentActor current)
{
    public async Task<int> HandleAsync(string? keepDigest, CancellationToken ct)
    {
        var account = current.Actor.AccountId!.Value;
        var count = await sessions.EndOthersAsync(account, keepDigest, ct);
        if (count > 0)
            log.Record(current.Actor, "SessionsEnding", null, new SessionsEnded(account, count));
        await db.SaveChangesAsync(ct);
        return count;
    }
}
