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
    public static async Task<double> RunAsync(OwnDatabase database, RowShapes rows, int clients, TimeSpan warm, TimeSpan measured, CancellationToken ct)
    {
        var copies = new Copies(rows);
        var (from, to) = (Stopwatch.GetTimestamp() + (long)(warm.TotalSeconds * Stopwatch.Frequency), Stopwatch.GetTimestamp() + (long)((warm + measured).TotalSeconds * Stopwatch.Frequency));
        using var writer = new SemaphoreSlim(1);
        var done = 0;
        await Task.WhenAll(Enumerable.Range(0, database.Kind == DatabaseKind.Postgres ? Math.Min(clients, 48) : Math.Min(clients, 8)).Select(_ => Task.Run(async () =>
        {
            await using IPlainClient client = database.Kind == DatabaseKind.Postgres ? await PostgresClient.OpenAsync(database, rows, ct) : await SqliteClient.OpenAsync(database, rows, writer, ct);
            while (Stopwatch.GetTimestamp() < to && !ct.IsCancellationRequested)
            {
                var copy = copies.Next();
                for (var part = 0; part < rows.Parts.Count; part++)
                    await client.WriteAsync(part, copy, ct);
                if (Stopwatch.GetTimestamp() is var now && now >= from && now < to)
                    Interlocked.Increment(ref done);
            }
        }, ct)));
        return done / measured.TotalSeconds;
    }

    private static string Insert(TableShape table, Func<int, string> parameter) =>
        $"insert into {table.Name} ({string.Join(", ", table.Columns.Select(c => $"\"{c}\""))}) values ({string.Join(", ", table.Columns.Select((_, i) => parameter(i)))})";

    private interface IPlainClient : IAsyncDisposable
    {
        Task WriteAsync(int part, Copies.Copy copy, CancellationToken ct);
    }

    private sealed class PostgresClient : IPlainClient
    {
        private readonly List<(NpgsqlBatch Batch, IReadOnlyList<RowShape> Rows)> parts = [];
        private readonly NpgsqlConnection connection;

        private PostgresClient(NpgsqlConnection connection) => this.connection = connection;

        public static async Task<PostgresClient> OpenAsync(OwnDatabase database, RowShapes rows, CancellationToken ct)
        {
            var client = new PostgresClient((NpgsqlConnection)await database.OpenAsync(ct));
            foreach (var part in rows.Parts)
            {
                var batch = new NpgsqlBatch(client.connection);
                foreach (var row in part)
                {
                    var command = new NpgsqlBatchCommand(Insert(row.Table, i => "$" + (i + 1)));
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
            var (batch, rows) = parts[part];
            for (var r = 0; r < rows.Count; r++)
                for (var i = 0; i < rows[r].Values.Length; i++)
                    batch.BatchCommands[r].Parameters[i].Value = copy.Value(rows[r], i) ?? DBNull.Value;
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

    private sealed class SqliteClient(SqliteConnection connection, SemaphoreSlim writer, IReadOnlyList<IReadOnlyList<RowShape>> parts) : IPlainClient
    {
        private readonly Dictionary<TableShape, SqliteCommand> commands = [];

        public static async Task<SqliteClient> OpenAsync(OwnDatabase database, RowShapes rows, SemaphoreSlim writer, CancellationToken ct)
        {
            var connection = (SqliteConnection)await database.OpenAsync(ct);
            var client = new SqliteClient(connection, writer, rows.Parts);
            foreach (var table in rows.All.Select(r => r.Table).Distinct())
            {
                var command = connection.CreateCommand();
                command.CommandText = Insert(table, i => "$p" + i);
                for (var i = 0; i < table.Columns.Count; i++)
                    command.Parameters.Add(new SqliteParameter("$p" + i, null));
                client.commands[table] = command;
            }

            return client;
        }

        public async Task WriteAsync(int part, Copies.Copy copy, CancellationToken ct)
        {
            await writer.WaitAsync(ct);
            try
            {
                await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(ct);
                foreach (var row in parts[part])
                {
                    var command = commands[row.Table];
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
