using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.AutoApproval;

/// <summary>The demo county's first version of the rules. Nobody is on duty until a registrar takes it, so nothing is approved automatically by itself.</summary>
internal static class AutoRulesSeed
{
    public static async Task RunAsync(AppDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Set<AutoRules>().AnyAsync(ct))
            return;
        db.Add(new AutoRules
        {
            No = 1,
            From = new(2026, 1, 1),
            Content = JsonSerializer.Serialize(new AutoPolicy([EntityKind.Individual], true, true, [], ["change"])),
            Reason = "首次启用：只限个体工商户设立和变更",
            State = AutoRulesState.InForce,
            ProposedBy = "系统",
            ProposedAt = clock.UtcNow(),
            DecidedBy = "系统",
            DecidedAt = clock.UtcNow(),
        });
        await db.SaveChangesAsync(ct);
    }
}
