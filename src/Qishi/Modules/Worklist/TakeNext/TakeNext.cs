using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Modules.Worklist.Model;
using Qishi.Modules.Worklist.ShowDesk;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Worklist.TakeNext;

/// <summary>The button has nothing to fill in.</summary>
public sealed class TakeNextForm
{
    public string? Act { get; set; }
}

/// <summary>
/// Hands out the next item by: those about to be late first, then whoever has waited longer than <c>queue.maxWaitMin</c> working minutes, then the green
/// channel, then in order of arrival. Two people never get the same item.
/// </summary>
internal sealed class TakeNextHandler(AppDb db, Desk desk, EventLog log, Once once, IRules rules, Actor actor, TimeProvider clock)
{
    /// <returns>Address of the item.</returns>
    public async Task<Result<string>> HandleAsync(string key, CancellationToken ct)
    {
        if (actor.AccountId is not { } account || !actor.May(Permissions.TakeNext))
            return new Problem("not-permitted", "您的账号没有“领下一件”权限。需要办理的，请联系本科室负责人");
        if (await once.FindAsync(key, ct) is { } first)
            return first;
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (await InOrder(desk.Free, clock.UtcNow(), await WaitedSinceAsync(ct)).Take(1).SkipLocked().FirstOrDefaultAsync(ct) is not { } item)
                return new Problem("nothing-waits", "没有等候的事项了。稍后再看");
            item.Person = account;
            once.Remember(key, item.Url);
            log.Record(actor, "WorkItemTaking", null, new WorkItemTaken(item.Id, item.Key, account));
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return item.Url;
        }
        catch (DbUpdateException e) when (Once.IsRepeat(e))
        {
            db.ChangeTracker.Clear();
            return await once.FindAsync(key, ct) is { } result ? result : new Problem("taken", "刚才已经领过一件，请从待办中打开");
        }
    }

    internal static IQueryable<WorkItem> InOrder(IQueryable<WorkItem> items, DateTime now, DateTime waitedSince) => items
        .OrderBy(i => i.RedAt <= now ? 0 : i.OpenedAt <= waitedSince ? 1 : i.Priority > 0 ? 2 : 3)
        .ThenBy(i => i.RedAt <= now ? i.DueUtc : null)
        .ThenByDescending(i => i.RedAt <= now || i.OpenedAt <= waitedSince ? 0 : i.Priority)
        .ThenBy(i => i.OpenedAt)
        .ThenBy(i => i.Id);

    private async Task<DateTime> WaitedSinceAsync(CancellationToken ct) =>
        WaitedSince(clock.UtcNow(), (await rules.BookAsync(ct)).Int("queue.maxWaitMin", clock.Today()), await rules.WorkingDaysAsync(ct));

    /// <summary>The latest moment since which so many working minutes have passed: a night is no waiting time.</summary>
    internal static DateTime WaitedSince(DateTime now, int minutes, WorkingDays days)
    {
        const int Furthest = 30 * 24 * 60;
        var (near, far) = (minutes, Furthest);
        while (near < far)
        {
            var middle = (near + far) / 2;
            if (days.WorkingMinutes(now.AddMinutes(-middle), now) >= minutes)
                far = middle;
            else
                near = middle + 1;
        }

        return now.AddMinutes(-near);
    }
}
