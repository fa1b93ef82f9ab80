using Microsoft.EntityFrameworkCore;
using Qishi.Platform.Data;
using Qishi.Platform.Jobs;

namespace Qishi.Platform.Events;

/// <summary>Writes the day's head of the chain to every anchor folder: whoever cuts the log's end off later, or makes the chain anew, no longer agrees with it.</summary>
internal sealed class AnchorLogHead(AppDb db, LogHeads heads) : IJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        if (await db.Set<SealRow>().AsNoTracking().OrderByDescending(s => s.No).FirstOrDefaultAsync(ct) is not { } last)
            return;
        var failed = await heads.WriteEverywhereAsync(last.No, last.Hash, ct);
        if (failed.Count > 0)
            throw new IOException($"链头没有写到：{string.Join("；", failed)}");
    }
}
