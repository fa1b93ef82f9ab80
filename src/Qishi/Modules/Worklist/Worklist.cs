using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Modules.Worklist.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Worklist;

/// <summary>Items join the caller's unit of work, so a task exists exactly when the change that asks for it does.</summary>
internal sealed class Worklist(AppDb db, IRules rules, TimeProvider clock) : IWorklist
{
    public async Task OpenAsync(NewWorkItem item, CancellationToken ct)
    {
        await CloseAsync(item.Key, ct);
        var turns = item.DueUtc is { } due ? await TurningPointsAsync(item.StartUtc, due, ct) : null;
        db.Add(WorkItem.Open(item, Guid.CreateVersion7(clock.GetUtcNow()), clock.UtcNow(), turns));
    }

    public async Task OpenAllAsync(IReadOnlyList<NewWorkItem> items, CancellationToken ct)
    {
        foreach (var keys in items.Select(i => i.Key).Chunk(500))
            foreach (var open in await db.Set<WorkItem>().Where(i => keys.Contains(i.OpenKey)).ToListAsync(ct))
                open.Close(clock.UtcNow());
        // Items opened in this very unit of work are not in the database yet.
        var own = db.Set<WorkItem>().Local.Where(i => i.OpenKey is not null).ToDictionary(i => i.OpenKey!, StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (own.Remove(item.Key, out var replaced))
                replaced.Close(clock.UtcNow());
            var turns = item.DueUtc is { } due ? await TurningPointsAsync(item.StartUtc, due, ct) : null;
            db.Add(WorkItem.Open(item, Guid.CreateVersion7(clock.GetUtcNow()), clock.UtcNow(), turns));
        }
    }

    public async Task CloseAsync(string key, CancellationToken ct) => (await FindOpenAsync(key, ct))?.Close(clock.UtcNow());

    public async Task MoveDueAsync(string key, DateTime dueUtc, bool provisional, CancellationToken ct)
    {
        if (await FindOpenAsync(key, ct) is { } item)
            item.MoveDue(dueUtc, provisional, await TurningPointsAsync(item.StartUtc, dueUtc, ct));
    }

    public async Task AssignAsync(string key, Guid accountId, CancellationToken ct)
    {
        if (await FindOpenAsync(key, ct) is { } item)
            item.Person = accountId;
    }

    public Task<int> CountAsync(string role, string? unit, CancellationToken ct) =>
        db.Set<WorkItem>().CountAsync(i => i.ClosedAt == null && i.Role == role && (unit == null || i.Unit == null || i.Unit == unit), ct);

    private async Task<TurningPoints> TurningPointsAsync(DateTime start, DateTime due, CancellationToken ct)
    {
        var (book, days, today) = (await rules.BookAsync(ct), await rules.WorkingDaysAsync(ct), clock.Today());
        return TurningPoints.Of(start, due, days, book.Int("clock.amberPercent", today), book.Int("clock.redPercent", today));
    }

    // An item opened in this very unit of work is not in the database yet.
    private async Task<WorkItem?> FindOpenAsync(string key, CancellationToken ct) =>
        db.Set<WorkItem>().Local.FirstOrDefault(i => i.OpenKey == key) ?? await db.Set<WorkItem>().SingleOrDefaultAsync(i => i.OpenKey == key, ct);
}
