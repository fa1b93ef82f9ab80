using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;
using Qishi.Bench.Under;
using Qishi.Platform.Data;

namespace Qishi.Bench.Limit;

/// <summary>
/// How fast this database takes the same rows from the plain driver: prepared statements, one batch and one commit per transaction, the same durability, as many
/// clients. Nothing reads, checks, signs or seals here, so nothing built on this database can be faster.
/// </summary>
internal static class PlainWriter
{
    /// <summary>Copies of a lifecycle per second.</summary>
    public static async Task<double> RunAsync(OwnDatabase database, RowShapes rows, WritesPerLifecycle counted, int clients, TimeSpan warm, TimeSpan measured, CancellationToken ct)
    {
        var (copies, parts) = (new Copies(rows), rows.Parts(counted));
        var (from, to) = (Stopwatch.GetTimestamp() + (long)(warm.TotalSeconds * Stopwatch.Frequency), Stopwatch.GetTimestamp() + (long)((warm + measured).TotalSeconds * Stopwatch.Frequency));
        using var writer = new SemaphoreSlim(1);
        var done = 0;
        await Task.WhenAll(Enumerable.Range(0, database.Kind == DatabaseKind.Postgres ? Math.Min(clients, 48) : Math.Min(clients, 8)).Select(_ => Task.Run(async () =>
        {
            await using IPlainClient client = database.Kind == DatabaseKind.Postgres ? await PostgresClient.OpenAsync(database, parts, ct) : await SqliteClient.OpenAsync(database, parts, writer, ct);
            while (Stopwatch.GetTimestamp() < to && !ct.IsCancellationRequested)
            {
                var copy = copies.Next();
                for (var part = 0; part < parts.Count; part++)
                    await client.WriteAsync(part, copy, ct);
                if (Stopwatch.GetTimestamp() is var now && now >= from && now < to)
                    Interlocked.Increment(ref done);
            }
        }, ct)));
        return done / measured.TotalSeconds;
    }

    private static string Sql(RowWrite write, Func<int, string> parameter) => write.Again ? Update(write.Row.Table, parameter) : Insert(write.Row.Table, parameter);

    private static string Update(TableShape table, Func<int, string> parameter)
    {
        string Equal(int i) => $"\"{table.Columns[i]}\" = {parameter(i)}";
        return $"update {table.Name} set {string.Join(", ", table.Columns.Select((_, i) => i).Except(table.Key).Select(Equal))} where {string.Join(" and ", table.Key.Select(Equal))}";
    }

    private static string Insert(TableShape table, Func<int, string> parameter) =>
        $"insert into {table.Name} ({string.Join(", ", table.Columns.Select(c => $"\"{c}\""))}) values ({string.Join(", ", table.Columns.Select((_, i) => parameter(i)))})";

    private interface IPlainClient : IAsyncDisposable
    {
        Task WriteAsync(int part, Copies.Copy copy, CancellationToken ct);
    }

    private sealed class PostgresClient : IPlainClient
    {
        private readonly List<(NpgsqlBatch Batch, IReadOnlyList<RowWrite> Writes)> parts = [];
        private readonly NpgsqlConnection connection;

        private PostgresClient(NpgsqlConnection connection) => this.connection = connection;

        public static async Task<PostgresClient> OpenAsync(OwnDatabase database, IReadOnlyList<IReadOnlyList<RowWrite>> all, CancellationToken ct)
        {
            var client = new PostgresClient((NpgsqlConnection)await database.OpenAsync(ct));
            foreach (var part in all)
            {
                var batch = new NpgsqlBatch(client.connection);
                foreach (var write in part)
                {
                    var row = write.Row;
                    var command = new NpgsqlBatchCommand(Sql(write, i => "$" + (i + 1)));
                    for (var i = 0; i < row.Table.Columns.Count; i++)
                        command.Parameters.Add(new NpgsqlParameter { DataTypeName = row.Table.Types[i], Value = row.Values[i] ?? DBNull.Value });
                    batch.BatchCommands.Add(command);
                }

                await batch.PrepareAsync(ct);
                client.parts.Add((batch, part));
            }

            return client;
        }

        public async Task WriteAsync(int part, Copies.Copy copy, CancellationToken ct)
        {
            var (batch, writes) = parts[part];
            for (var r = 0; r < writes.Count; r++)
                for (var i = 0; i < writes[r].Row.Values.Length; i++)
                    batch.BatchCommands[r].Parameters[i].Value = copy.Value(writes[r].Row, i) ?? DBNull.Value;
            await using var transaction = await connection.BeginTransactionAsync(ct);
            batch.Transaction = transaction;
            await batch.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var (batch, _) in parts)
                await batch.DisposeAsync();
            await connection.DisposeAsync();
        }
    }

    private sealed class SqliteClient(SqliteConnection connection, SemaphoreSlim writer, IReadOnlyList<IReadOnlyList<RowWrite>> parts) : IPlainClient
    {
        private readonly Dictionary<(TableShape, bool Again), SqliteCommand> commands = [];

        public static async Task<SqliteClient> OpenAsync(OwnDatabase database, IReadOnlyList<IReadOnlyList<RowWrite>> parts, SemaphoreSlim writer, CancellationToken ct)
        {
            var connection = (SqliteConnection)await database.OpenAsync(ct);
            var client = new SqliteClient(connection, writer, parts);
            foreach (var write in parts.SelectMany(p => p).DistinctBy(w => (w.Row.Table, w.Again)))
            {
                var command = connection.CreateCommand();
                command.CommandText = Sql(write, i => "$p" + i);
                for (var i = 0; i < write.Row.Table.Columns.Count; i++)
                    command.Parameters.Add(new SqliteParameter("$p" + i, null));
                client.commands[(write.Row.Table, write.Again)] = command;
            }

            return client;
        }

        public async Task WriteAsync(int part, Copies.Copy copy, CancellationToken ct)
        {
            await writer.WaitAsync(ct);
            try
            {
                await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(ct);
                foreach (var (row, again) in parts[part])
                {
                    var command = commands[(row.Table, again)];
                    command.Transaction = transaction;
                    for (var i = 0; i < row.Values.Length; i++)
                        command.Parameters[i].Value = copy.Value(row, i) ?? DBNull.Value;
                    await command.ExecuteNonQueryAsync(ct);
                }

                await transaction.CommitAsync(ct);
            }
            finally
            {
                writer.Release();
            }
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var command in commands.Values)
                await command.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
