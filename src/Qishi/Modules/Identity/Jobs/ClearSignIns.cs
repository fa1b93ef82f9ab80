using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Jobs;

namespace Qishi.Modules.Identity.Jobs;

/// <summary>Deletes sessions that ran out, counted failures and codes nobody needs any more (剩余信息保护). The event log keeps who signed in.</summary>
internal sealed class ClearSignIns(AppDb db, AuthRulesReader rulesReader, TimeProvider clock) : IJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        var (rules, now) = (await rulesReader.ReadAsync(ct), clock.UtcNow());
        var (idle, absolute, twoDays) = (now.AddMinutes(-rules.IdleMinutes), now.AddHours(-rules.AbsoluteHours), now.AddDays(-2));
        await db.Set<Session>().Where(s => s.LastSeenAt < idle || s.CreatedAt < absolute).ExecuteDeleteAsync(ct);
        await db.Set<SignInFailure>().Where(f => f.At < twoDays).ExecuteDeleteAsync(ct);
        await db.Set<OneTimeCode>().Where(c => c.ExpiresAt < twoDays).ExecuteDeleteAsync(ct);
    }
}
