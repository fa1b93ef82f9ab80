using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Codes;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Jobs;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Registration.Jobs;

/// <summary>Keeps codes ready: enough for a minute of the busiest day, so that approvals never queue for the segment.</summary>
internal sealed class DeliverCodes(AppDb db, CodePool pool, IRules rules, TimeProvider clock) : IJob
{
    internal const int Ready = 5_000;

    public async Task RunAsync(CancellationToken ct)
    {
        var division = DivisionCode.Parse((await rules.BookAsync(ct)).Text("bureau.divisionCode", clock.Today())).Value;
        foreach (var prefix in await db.Set<CodeSegment>().Select(s => s.Prefix).OrderBy(p => p).ToListAsync(ct))
            await pool.DeliverAsync(prefix, division, Ready, ct);
    }
}
