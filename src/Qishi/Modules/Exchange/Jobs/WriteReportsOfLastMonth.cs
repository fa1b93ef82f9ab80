using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Exchange.ReportMonth;
using Qishi.Platform.Data;
using Qishi.Platform.Jobs;

namespace Qishi.Modules.Exchange.Jobs;

/// <summary>Looks every morning whether last month's reports are there; writes those that are not, of departments that had something.</summary>
internal sealed class WriteReportsOfLastMonth(AppDb db, MonthReports reports, TimeProvider clock) : IJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        var today = clock.Today();
        var month = new DateOnly(today.Year, today.Month, 1).AddMonths(-1);
        var (start, end) = (ChinaTime.ToUtc(month, TimeOnly.MinValue), ChinaTime.ToUtc(month.AddMonths(1), TimeOnly.MinValue));
        var busy = await db.Set<HandOver>().Where(h => h.CreatedAt >= start && h.CreatedAt < end).Select(h => h.Department).Distinct().ToListAsync(ct);
        foreach (var department in await db.Set<Department>().AsNoTracking().Where(d => busy.Contains(d.Code)).OrderBy(d => d.Position).ToListAsync(ct))
            if (await reports.FindAsync(department.Code, month, ct) is null)
                await reports.WriteAsync(department, month, ct);
    }
}
