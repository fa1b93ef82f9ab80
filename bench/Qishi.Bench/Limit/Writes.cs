using System.Data.Common;
using System.Globalization;
using Qishi.Bench.Under;
using Qishi.Platform.Data;

namespace Qishi.Bench.Limit;

/// <summary>Rows written again per table, and write transactions, of one lifecycle.</summary>
internal sealed record WritesPerLifecycle(IReadOnlyDictionary<string, double> Updates, double WriteTransactions)
{
    public int Transactions => (int)Math.Round(WriteTransactions);

    public int UpdatesOf(string table) => (int)Math.Round(Updates.GetValueOrDefault(table));
}

/// <summary>
/// Counts what the program writes while it is under load. PostgreSQL counts by itself. On SQLite triggers count rows for a while before the measured time, and are
/// taken away again; its transactions are what the use cases ask for, since SQLite does not number them.
/// </summary>
internal sealed class Writes : IAsyncDisposable
{
    /// <summary>Draft, form, submit, approval; two for delivery, two of receipts, seals and followers, six matters sharing them; messages.</summary>
    private const double SqliteTransactions = 14;

    private readonly OwnDatabase database;
    private readonly DbConnection connection;
    private Dictionary<string, long> updates = [];
    private long transactions;

    private Writes(OwnDatabase database, DbConnection connection) => (this.database, this.connection) = (database, connection);

    public static async Task<Writes> BeginAsync(OwnDatabase database, CancellationToken ct)
    {
        var writes = new Writes(database, await database.OpenAsync(ct));
        if (database.Kind == DatabaseKind.Sqlite)
            await writes.AddTriggersAsync(ct);
        (writes.updates, writes.transactions) = await writes.ReadAsync(ct);
        return writes;
    }

    public async Task<WritesPerLifecycle> EndAsync(int lifecycles, CancellationToken ct)
    {
        var (now, last) = await ReadAsync(ct);
        if (database.Kind == DatabaseKind.Sqlite)
            foreach (var table in now.Keys)
                await OwnDatabase.RunAsync(connection, $"drop trigger bench_{table}", ct);
        var n = Math.Max(1, lifecycles);
        return new(
            now.ToDictionary(u => u.Key, u => (u.Value - updates.GetValueOrDefault(u.Key)) / (double)n),
            database.Kind == DatabaseKind.Sqlite ? SqliteTransactions : (last - transactions) / (double)n);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task AddTriggersAsync(CancellationToken ct)
    {
        await OwnDatabase.RunAsync(connection, "create table bench_count (name text primary key, n integer not null)", ct);
        foreach (var (table, _) in await PairsAsync("select name, 0 from sqlite_master where type = 'table' and name not like 'sqlite_%' and name <> 'bench_count'", ct))
        {
            await OwnDatabase.RunAsync(connection, $"insert into bench_count values ('{table}', 0)", ct);
            await OwnDatabase.RunAsync(connection, $"create trigger bench_{table} after update on {table} begin update bench_count set n = n + 1 where name = '{table}'; end", ct);
        }
    }

    private async Task<(Dictionary<string, long>, long)> ReadAsync(CancellationToken ct) => database.Kind == DatabaseKind.Sqlite
        ? ((await PairsAsync("select name, n from bench_count", ct)).ToDictionary(), 0)
        : ((await PairsAsync("select relname::text, n_tup_upd from pg_stat_user_tables", ct)).ToDictionary(),
            (await PairsAsync("select '', txid_snapshot_xmax(txid_current_snapshot())", ct))[0].Value);

    private async Task<List<KeyValuePair<string, long>>> PairsAsync(string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(ct);
        var pairs = new List<KeyValuePair<string, long>>();
        while (await reader.ReadAsync(ct))
            pairs.Add(new(reader.GetString(0), Convert.ToInt64(reader.GetValue(1), CultureInfo.InvariantCulture)));
        return pairs;
    }
}
