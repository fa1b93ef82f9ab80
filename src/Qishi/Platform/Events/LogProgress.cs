using Microsoft.EntityFrameworkCore;
using Qishi.Platform.Data;

namespace Qishi.Platform.Events;

/// <summary>How far sealing and dispatch have come in this copy of the program; empty when another copy keeps the log.</summary>
internal sealed class LogProgress(IServiceScopeFactory scopes)
{
    private volatile State? state;

    /// <summary>True when this copy keeps the log.</summary>
    public bool Keeps => state is not null;

    /// <summary>Each subscriber with the number of sealed events it is behind and its failed attempts.</summary>
    public IReadOnlyList<(string Name, long Behind, int Attempts)> Subscribers =>
        state is { } s ? [.. s.Loops.Select(l => (l.Name, Math.Max(0, s.Tail.Head - l.Position), l.Attempts))] : [];

    /// <summary>Waits until every event committed so far is sealed and every subscriber is done with it, and with what followed from it.</summary>
    public async Task SettleAsync(CancellationToken ct)
    {
        while (true)
        {
            await using (var scope = scopes.CreateAsyncScope())
            {
                var db = scope.ServiceProvider.GetRequiredService<AppDb>();
                // In this order: a subscriber's own events are committed before its position moves, so they are either seen as open or already counted in.
                var head = await db.Set<SealRow>().MaxAsync(s => (long?)s.No, ct) ?? 0;
                if (state is { } now && now.Loops.All(l => l.Position >= head)
                    && !await db.Set<EventRow>().AnyAsync(e => !db.Set<SealRow>().Any(s => s.EventSeq == e.Seq), ct)
                    && (await db.Set<SealRow>().MaxAsync(s => (long?)s.No, ct) ?? 0) == head)
                    return;
            }

            await Task.Delay(10, ct);
        }
    }

    internal void Begin(SealedTail tail, IReadOnlyList<SubscriberLoop> loops) => state = new(tail, loops);

    internal void End() => state = null;

    private sealed record State(SealedTail Tail, IReadOnlyList<SubscriberLoop> Loops);
}
