using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Figures;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Jobs;

namespace Qishi.Modules.Exchange.Jobs;

/// <summary>Every night: whatever has no owner or no next date gets both, and an operator is told; the fault behind it is theirs to find.</summary>
internal sealed class LookAfterLooseEnds(AppDb db, IWorklist worklist, TimeProvider clock) : IJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        var found = await db.LooseEndsAsync(now, ct);
        foreach (var end in found)
        {
            if (end.HandOver is { } id)
                await db.Set<HandOver>().Where(h => h.Id == id && h.Current && (h.NextActionAt == null || h.NextActionAt < now)).ExecuteUpdateAsync(s => s.SetProperty(h => h.NextActionAt, now).SetProperty(h => h.Version, h => h.Version + 1), ct);
            else
                await db.Set<Department>().Where(d => d.Code == end.Department).ExecuteUpdateAsync(s => s.SetProperty(d => d.NextProbeAt, now), ct);
        }

        var counts = found.GroupBy(f => f.Department).ToDictionary(g => g.Key, g => g.Count());
        foreach (var department in await db.Set<Department>().AsNoTracking().ToListAsync(ct))
        {
            if (counts.GetValueOrDefault(department.Code) is > 0 and var n)
                await worklist.OpenAsync(new NewWorkItem($"exchange.loose:{department.Code}", "部门数据交换", department.ShortName, $"查清{n}件没有人管的原因", Urls.BoardOf(department.Code), Roles.Operator, null, null, now, null), ct);
            else
                await worklist.CloseAsync($"exchange.loose:{department.Code}", ct);
        }

        await db.SaveChangesAsync(ct);
    }
}
