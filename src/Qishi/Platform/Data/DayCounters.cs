using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Qishi.Platform.Data;

/// <summary>A row of a table of running numbers, one a day.</summary>
internal interface IDayCounter
{
    /// <summary>The key.</summary>
    DateOnly Day { get; }

    /// <summary>The number given last.</summary>
    int Last { get; }
}

/// <summary>Running numbers of a day, unique and rising under concurrency on both databases.</summary>
internal static class DayCounters
{
    /// <summary>
    /// The next number of a day. One statement that commits at once: a number raised in the transaction that uses it would make everybody who needs one wait for that. A number
    /// whose use failed is left out.
    /// </summary>
    /// <exception cref="InvalidOperationException">A transaction is open.</exception>
    public static async Task<int> RaiseAsync<TCounter>(this AppDb db, DateOnly day, CancellationToken ct) where TCounter : class, IDayCounter
    {
        if (db.Database.CurrentTransaction is not null)
            throw new InvalidOperationException("The number commits by itself: take it before the transaction.");
        var table = db.Model.FindEntityType(typeof(TCounter))!.GetTableName();
        // On SQLite only transactions queue for writing.
        await using var queued = db.Kind == DatabaseKind.Sqlite ? await db.Database.BeginTransactionAsync(ct) : null;
        var raised = await db.Database.SqlQuery<int>(FormattableStringFactory.Create(
            $$"""INSERT INTO "{{table}}" (day, last) VALUES ({0}, 1) ON CONFLICT (day) DO UPDATE SET last = "{{table}}".last + 1 RETURNING last AS "Value" """, day)).ToListAsync(ct);
        if (queued is not null)
            await queued.CommitAsync(ct);
        return raised.Single();
    }
}
