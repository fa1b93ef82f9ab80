using Microsoft.EntityFrameworkCore;
using Qishi.Platform.Data;

namespace Qishi.Platform.Events;

/// <summary>The last sealed events in memory, so that subscribers that keep up cost no query; older ones are read from the database.</summary>
internal sealed class SealedTail(IServiceScopeFactory scopes)
{
    private const int Keep = 10_000;
    public const int Page = 500;

    private readonly Lock guard = new();
    private readonly List<SealedEvent> events = [];
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Number of the last sealed event.</summary>
    public long Head { get; private set; }

    public void Begin(long head)
    {
        lock (guard)
        {
            events.Clear();
            Head = head;
        }
    }

    public void Add(IReadOnlyList<SealedEvent> sealedNow)
    {
        if (sealedNow.Count == 0)
            return;
        TaskCompletionSource waiting;
        lock (guard)
        {
            events.AddRange(sealedNow);
            if (events.Count > Keep * 2)
                events.RemoveRange(0, events.Count - Keep);
            Head = sealedNow[^1].No;
            (waiting, more) = (more, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        waiting.SetResult();
    }

    /// <summary>The next events after a position, without gaps; waits until there are any.</summary>
    public async Task<IReadOnlyList<SealedEvent>> ReadAfterAsync(long position, CancellationToken ct)
    {
        while (true)
        {
            Task wait;
            lock (guard)
            {
                if (position < Head && events.Count > 0 && events[0].No <= position + 1)
                {
                    var from = (int)(position + 1 - events[0].No);
                    return events.GetRange(from, Math.Min(Page, events.Count - from));
                }

                wait = position < Head ? Task.CompletedTask : more.Task;
            }

            if (wait.IsCompleted)
                return await ReadStoredAsync(position, ct);
            await wait.WaitAsync(ct);
        }
    }

    private async Task<IReadOnlyList<SealedEvent>> ReadStoredAsync(long position, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var rows = await db.Set<SealRow>().AsNoTracking().Where(s => s.No > position).OrderBy(s => s.No).Take(Page)
            .Join(db.Set<EventRow>(), s => s.EventSeq, e => e.Seq, (s, e) => new { s.No, Event = e }).OrderBy(x => x.No).ToListAsync(ct);
        // An event row that someone has taken away is a matter for verify-log; the subscribers go on with the rest.
        return [.. rows.Select(r => new SealedEvent(r.No, r.Event))];
    }
}
