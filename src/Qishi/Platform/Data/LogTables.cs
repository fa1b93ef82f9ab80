using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Platform.Events;

namespace Qishi.Platform.Data;

/// <summary>The statements on the log that differ between the two databases.</summary>
internal static class LogTables
{
    /// <summary>Adds seals in one statement. Fails on the keys when another sealer was there first.</summary>
    public static async Task AddSealsAsync(AppDb db, IReadOnlyList<SealRow> seals, CancellationToken ct)
    {
        if (db.Kind == DatabaseKind.Postgres)
        {
            var (numbers, events, hashes) = (seals.Select(s => s.No).ToArray(), seals.Select(s => s.EventSeq).ToArray(), seals.Select(s => s.Hash).ToArray());
            await db.Database.ExecuteSqlAsync($"insert into plt_seal (no, event_seq, hash) select * from unnest({numbers}, {events}, {hashes})", ct);
            return;
        }

        // In a transaction, so that it queues with the other writers.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var json = JsonSerializer.Serialize(seals.Select(s => new object[] { s.No, s.EventSeq, s.Hash }));
        await db.Database.ExecuteSqlAsync($"insert into plt_seal (no, event_seq, hash) select value->>0, value->>1, value->>2 from json_each({json})", ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>
    /// Transactions in progress in this database, each by a name that is never used twice while the server runs. A transaction that has drawn a sequence
    /// number but not yet written has no transaction number, so the virtual ones are taken. SQLite has one writer: nothing is ever in progress beside us.
    /// </summary>
    public static async Task<HashSet<string>> RunningTransactionsAsync(AppDb db, CancellationToken ct) =>
        db.Kind == DatabaseKind.Sqlite ? [] : [.. await db.Database.SqlQuery<string>(
            $"""
             select l.virtualxid as "Value" from pg_locks l join pg_stat_activity a on a.pid = l.pid
             where l.locktype = 'virtualxid' and l.mode = 'ExclusiveLock' and l.granted and a.pid <> pg_backend_pid()
               and a.datid = (select oid from pg_database where datname = current_database())
             """).ToListAsync(ct)];

}
