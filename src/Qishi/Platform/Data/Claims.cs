using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Qishi.Kernel;

namespace Qishi.Platform.Data;

/// <summary>
/// A row that workers of several program copies take turns on. Give it these two columns and nothing else: <see cref="ClaimedBy"/> is a concurrency token
/// by convention, so a worker whose claim ran out and was taken by another fails to save (<see cref="DbUpdateConcurrencyException"/>) instead of doing it twice.
/// </summary>
public interface IClaimable
{
    /// <summary>Name of the claim that holds the row; null when it is free.</summary>
    string? ClaimedBy { get; set; }

    /// <summary>When the claim runs out (UTC); after it anyone may claim the row.</summary>
    DateTime? ClaimedUntil { get; set; }
}

/// <summary>Claims of rows: two workers never get the same row, on PostgreSQL (<c>FOR UPDATE SKIP LOCKED</c>) and on SQLite (one writer at a time).</summary>
public static class Claims
{
    internal const string SkipLockedTag = "claim: skip locked";

    /// <summary>
    /// Claims up to <paramref name="count"/> rows and commits the claim at once. The rows come back tracked: do the work (no transaction is open meanwhile), change the row,
    /// <see cref="Release">release</see> it and save. A crash leaves the claim to run out.
    /// <code>
    /// var rows = await db.ClaimAsync&lt;PushRow&gt;(q => q.Where(r => r.State == Waiting &amp;&amp; r.NextAt &lt;= now).OrderBy(r => r.NextAt), 20, TimeSpan.FromMinutes(2), clock, ct);
    /// </code>
    /// </summary>
    /// <param name="db">The context; must have no transaction of its own.</param>
    /// <param name="due">Which rows, in which order; claimed rows are left out by this method.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="hold">How long the claim lasts: longer than the work can take.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="ct">Stops waiting.</param>
    public static async Task<List<TRow>> ClaimAsync<TRow>(
        this AppDb db, Func<IQueryable<TRow>, IQueryable<TRow>> due, int count, TimeSpan hold, TimeProvider clock, CancellationToken ct) where TRow : class, IClaimable
    {
        var now = clock.UtcNow();
        var claim = Guid.NewGuid().ToString("N");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var rows = await due(db.Set<TRow>()).Where(r => r.ClaimedUntil == null || r.ClaimedUntil < now).Take(count).SkipLocked().ToListAsync(ct);
        foreach (var row in rows)
            (row.ClaimedBy, row.ClaimedUntil) = (claim, now + hold);
        if (rows.Count > 0)
            await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return rows;
    }

    /// <summary>Gives the row back; takes effect with the next save.</summary>
    public static void Release(this IClaimable row) => (row.ClaimedBy, row.ClaimedUntil) = (null, null);

    /// <summary>
    /// Locks the rows of this query until the caller's transaction ends and passes over rows that others have locked. Must run inside a transaction
    /// (<c>db.Database.BeginTransactionAsync</c>). On SQLite the transaction itself keeps all other writers out. Simple queries only: no grouping, no DISTINCT.
    /// </summary>
    public static IQueryable<TRow> SkipLocked<TRow>(this IQueryable<TRow> rows) => rows.TagWith(SkipLockedTag);

    /// <summary>Adds the locking clause on PostgreSQL to queries that were tagged.</summary>
    internal sealed class LockingReads : DbCommandInterceptor
    {
        public static readonly LockingReads Instance = new();

        public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
        {
            Lock(command);
            return result;
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Lock(command);
            return new(result);
        }

        private static void Lock(DbCommand command)
        {
            if (command.CommandText.StartsWith("-- " + SkipLockedTag, StringComparison.Ordinal))
                command.CommandText += "\nFOR UPDATE SKIP LOCKED";
        }
    }
}
