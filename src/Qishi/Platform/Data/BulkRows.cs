using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Qishi.Platform.Data;

/// <summary>
/// Writes many new rows of one kind past the change tracker: COPY on PostgreSQL, one prepared insert on SQLite. Same columns and conversions (sealed fields
/// included) as the model; columns the database fills itself are left to it. For seeds and imports; joins the current transaction.
/// </summary>
public static class BulkRows
{
    public static async Task WriteAsync<T>(this AppDb db, IReadOnlyCollection<T> rows, CancellationToken ct) where T : class
    {
        if (rows.Count == 0)
            return;
        var table = Table.Of(db.Model.FindEntityType(typeof(T)) ?? throw new ArgumentException($"{typeof(T).Name} is not mapped."));
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            if (db.Kind == DatabaseKind.Postgres)
                await CopyAsync((NpgsqlConnection)db.Database.GetDbConnection(), table, rows, ct);
            else
                await InsertAsync(db, table, rows, ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Lets the database count anew, so that the plans of the next queries fit tables that just grew.</summary>
    public static Task AnalyseAsync(this AppDb db, CancellationToken ct) => db.Database.ExecuteSqlRawAsync("ANALYZE", ct);

    /// <summary>
    /// Reads with plans made for the values and for tables as large as they are now; in a transaction. A prepared plan may be of a time when the tables were nearly empty, and only
    /// their owner may have them counted anew. Writing is left out: every foreign key would be planned at every row.
    /// </summary>
    public static async Task<T> PlannedAnewAsync<T>(this AppDb db, Func<Task<T>> read, CancellationToken ct)
    {
        if (db.Kind != DatabaseKind.Postgres)
            return await read();
        await db.Database.ExecuteSqlRawAsync("SET LOCAL plan_cache_mode = force_custom_plan", ct);
        var result = await read();
        await db.Database.ExecuteSqlRawAsync("SET LOCAL plan_cache_mode = auto", ct);
        return result;
    }

    private static async Task CopyAsync(NpgsqlConnection connection, Table table, IEnumerable<object> rows, CancellationToken ct)
    {
        await using var writer = await connection.BeginBinaryImportAsync($"COPY \"{table.Name}\" ({table.ColumnList}) FROM STDIN (FORMAT BINARY)", ct);
        // Sealing a field takes longer than sending it: it goes on ahead.
        foreach (var values in rows.AsParallel().AsOrdered().WithDegreeOfParallelism(2).WithCancellation(ct).Select(table.Read))
        {
            await writer.StartRowAsync(ct);
            foreach (var (value, column) in values.Zip(table.Columns))
                if (value is not null)
                    await writer.WriteAsync(value, column.StoreType, ct);
                else
                    await writer.WriteNullAsync(ct);
        }

        await writer.CompleteAsync(ct);
    }

    private static async Task InsertAsync(AppDb db, Table table, IEnumerable<object> rows, CancellationToken ct)
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await using DbCommand command = connection.CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = $"INSERT INTO \"{table.Name}\" ({table.ColumnList}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => "$p" + i))})";
        foreach (var (_, i) in table.Columns.Select((c, i) => (c, i)))
            command.Parameters.Add(new SqliteParameter("$p" + i, null));
        foreach (var row in rows)
        {
            for (var i = 0; i < table.Columns.Count; i++)
                command.Parameters[i].Value = table.Columns[i].Read(row) ?? DBNull.Value;
            await command.ExecuteNonQueryAsync(ct);
        }

        if (own is not null)
            await own.CommitAsync(ct);
    }

    private sealed record Table(string Name, IReadOnlyList<Column> Columns)
    {
        public string ColumnList => string.Join(", ", Columns.Select(c => $"\"{c.Name}\""));

        public object?[] Read(object row) => [.. Columns.Select(c => c.Read(row))];

        public static Table Of(IEntityType type)
        {
            var store = StoreObjectIdentifier.Table(type.GetTableName()!);
            var columns = type.GetProperties().Where(p => p.ValueGenerated == ValueGenerated.Never || !p.IsPrimaryKey());
            return new(store.Name, [.. columns.Select(p => new Column(p.GetColumnName(store)!, p, p.GetRelationalTypeMapping()))]);
        }
    }

    private sealed record Column(string Name, IProperty Property, RelationalTypeMapping Mapping)
    {
        public string StoreType { get; } = Mapping.StoreTypeNameBase;

        public object? Read(object row) => Property.GetGetter().GetClrValue(row) is { } value ? Mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value : null;
    }
}
