using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Qishi.Bench.Limit;
using Qishi.Bench.Under;
using Qishi.Platform.Data;

namespace Qishi.Bench.Inspections;

/// <summary>Rows written once more by the plain driver into empty tables of the same shape with the same indexes, as durable as before.</summary>
internal static class AddedRows
{
    private const string Again = "_again";

    /// <returns>Seconds.</returns>
    public static async Task<double> WriteAgainAsync(OwnDatabase database, IReadOnlyList<RowShape> rows, int transactions, int clients, CancellationToken ct)
    {
        await using (var connection = await database.OpenAsync(ct))
            foreach (var table in rows.Select(r => r.Table.Name).Distinct())
                foreach (var sql in await ShapeAsync(database.Kind, connection, table, ct))
                    await OwnDatabase.RunAsync(connection, sql, ct);
        var parts = rows.Chunk(Math.Max(1, rows.Count / transactions)).ToList();
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, database.Kind == DatabaseKind.Postgres ? clients : 1).Select(_ => Task.Run(async () =>
        {
            await using var connection = await OpenAsync(database, ct);
            var commands = new Dictionary<TableShape, DbCommand>();
            for (int part; (part = Interlocked.Increment(ref next)) < parts.Count;)
                await WriteAsync(connection, parts[part], commands, ct);
        }, ct)));
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<DbConnection> OpenAsync(OwnDatabase database, CancellationToken ct)
    {
        if (database.Kind == DatabaseKind.Sqlite)
            return await database.OpenAsync(ct);
        // Statements are prepared by themselves when they come again.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.Connection) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 2 }.ConnectionString);
        await connection.OpenAsync(ct);
        return connection;
    }

    private static async Task<List<string>> ShapeAsync(DatabaseKind kind, DbConnection connection, string table, CancellationToken ct)
    {
        if (kind == DatabaseKind.Postgres)
            return [$"create table {table}{Again} (like {table} including all)"];
        await using var command = connection.CreateCommand();
        command.CommandText = $"select sql from sqlite_master where tbl_name = '{table}' and type in ('table', 'index') and sql is not null order by type desc";
        await using var reader = await command.ExecuteReaderAsync(ct);
        var statements = new List<string>();
        while (await reader.ReadAsync(ct))
            statements.Add(reader.GetString(0).Replace($"\"{table}\"", $"\"{table}{Again}\"", StringComparison.Ordinal).Replace("INDEX \"", $"INDEX \"again_{statements.Count.ToString(CultureInfo.InvariantCulture)}_", StringComparison.Ordinal));
        return statements;
    }

    private static async Task WriteAsync(DbConnection connection, IReadOnlyList<RowShape> rows, Dictionary<TableShape, DbCommand> commands, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (connection is NpgsqlConnection postgres)
        {
            await using var batch = new NpgsqlBatch(postgres, (NpgsqlTransaction)transaction);
            foreach (var row in rows)
            {
                var command = new NpgsqlBatchCommand(Sql(row.Table, i => "$" + (i + 1)));
                for (var i = 0; i < row.Values.Length; i++)
                    command.Parameters.Add(new NpgsqlParameter { DataTypeName = row.Table.Types[i], Value = row.Values[i] ?? DBNull.Value });
                batch.BatchCommands.Add(command);
            }

            await batch.ExecuteNonQueryAsync(ct);
        }
        else
        {
            foreach (var row in rows)
            {
                if (!commands.TryGetValue(row.Table, out var command))
                {
                    commands[row.Table] = command = connection.CreateCommand();
                    command.CommandText = Sql(row.Table, i => "$p" + i);
                    for (var i = 0; i < row.Values.Length; i++)
                        command.Parameters.Add(new SqliteParameter("$p" + i, null));
                }

                command.Transaction = transaction;
                for (var i = 0; i < row.Values.Length; i++)
                    command.Parameters[i].Value = row.Values[i] ?? DBNull.Value;
                await command.ExecuteNonQueryAsync(ct);
            }
        }

        await transaction.CommitAsync(ct);
    }

    private static string Sql(TableShape table, Func<int, string> parameter) =>
        $"insert into {table.Name}{Again} ({string.Join(", ", table.Columns.Select(c => $"\"{c}\""))}) values ({string.Join(", ", table.Columns.Select((_, i) => parameter(i)))})";
}
