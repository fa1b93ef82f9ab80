using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Jobs;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Exchange.Jobs;

/// <summary>
/// What waits for people has a date too: when it comes, they get a to-do item, and the next date is the morning of the next working day, until they have done it.
/// Liaisons are reminded of what is with their department, registrars of what was sent back.
/// </summary>
internal sealed class RemindPeople(AppDb db, IWorklist worklist, IRules rules, TimeProvider clock) : IJob
{
    private const int AtOnce = 500;

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        var days = await rules.WorkingDaysAsync(ct);
        var next = days.NextOpening(ChinaTime.ToUtc(ChinaTime.DayOf(now).AddDays(1), TimeOnly.MinValue));
        while (await Due(now).OrderBy(h => h.NextActionAt).Take(AtOnce).ToListAsync(ct) is { Count: > 0 } rows)
        {
            foreach (var row in rows)
                row.NextActionAt = next;
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Somebody did something meanwhile: the next run sees what is left.
                db.ChangeTracker.Clear();
                break;
            }

            db.ChangeTracker.Clear();
        }

        await ItemsAsync(now, ct);
    }

    private IQueryable<HandOver> Due(DateTime now) => Waiting().Where(h => h.NextActionAt <= now);

    private IQueryable<HandOver> Waiting() => db.Set<HandOver>().Where(h => h.Current
        && (h.Status == HandOverStatus.Acked || h.Status == HandOverStatus.Processing || h.Status == HandOverStatus.Rejected || h.Status == HandOverStatus.ManualUnconfirmed
            || (h.Status == HandOverStatus.Pushed && (h.AtDesk || h.Route == RouteKind.Desk))));

    private async Task ItemsAsync(DateTime now, CancellationToken ct)
    {
        // What lies on a desk of another module is reminded of by that module.
        var over = await Waiting().Where(h => !h.AtDesk && h.DueAt < now).GroupBy(h => new { h.Department, Back = h.Status == HandOverStatus.Rejected }).Select(g => new { g.Key.Department, g.Key.Back, Count = g.Count(), Oldest = g.Min(h => h.DueAt) }).ToListAsync(ct);
        foreach (var department in await db.Set<Department>().AsNoTracking().ToListAsync(ct))
        {
            var (with, back) = (over.FirstOrDefault(o => o.Department == department.Code && !o.Back), over.FirstOrDefault(o => o.Department == department.Code && o.Back));
            if (with is null)
                await worklist.CloseAsync($"exchange.remind:{department.Code}", ct);
            else
                await worklist.OpenAsync(new NewWorkItem($"exchange.remind:{department.Code}", "部门数据交换", department.ShortName, $"办结{with.Count}件超过时限的", Urls.Liaison + "?tab=work", Roles.Liaison, department.Code, null, with.Oldest, with.Oldest), ct);
            if (back is null)
                await worklist.CloseAsync($"exchange.correct:{department.Code}", ct);
            else
                await worklist.OpenAsync(new NewWorkItem($"exchange.correct:{department.Code}", "部门数据交换", department.ShortName, $"更正{back.Count}件退回后超过时限的", Urls.DeadLetters, Roles.Registrar, null, null, back.Oldest, back.Oldest), ct);
        }

        await db.SaveChangesAsync(ct);
    }
}
