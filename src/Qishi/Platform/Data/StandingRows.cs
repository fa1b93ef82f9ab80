using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Qishi.Platform.Data;

/// <summary>A row of a small table that people change a few times a year and every case asks for: kept in memory by <see cref="StandingRows"/>.</summary>
internal interface IStanding;

/// <summary>
/// Whole small tables in memory. A save here forgets them at its commit; another copy of the program sees the change within fifteen seconds, as with rules. They are read
/// apart from the caller's transaction: what that has changed and not committed is not seen.
/// </summary>
internal sealed class StandingRows(IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly TimeSpan TrustFor = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<Type, Kept> kept = new();
    private int turn;

    /// <summary>Every row of the table, in no order. Shared by all readers: nobody changes them.</summary>
    public async ValueTask<IReadOnlyList<T>> AllAsync<T>(CancellationToken ct) where T : class, IStanding
    {
        if (kept.TryGetValue(typeof(T), out var known) && clock.GetElapsedTime(known.ReadAt) < TrustFor)
            return (IReadOnlyList<T>)known.Rows;
        var (begun, readAt) = (Volatile.Read(ref turn), clock.GetTimestamp());
        await using var scope = scopes.CreateAsyncScope();
        IReadOnlyList<T> rows = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<T>().AsNoTracking().ToListAsync(ct);
        // Of a reading that a change has overtaken nothing is kept.
        if (begun == Volatile.Read(ref turn))
            kept[typeof(T)] = new(rows, readAt);
        return rows;
    }

    public void Forget(IEnumerable<Type> tables)
    {
        Interlocked.Increment(ref turn);
        foreach (var table in tables)
            kept.TryRemove(table, out _);
    }

    private sealed record Kept(object Rows, long ReadAt);
}
