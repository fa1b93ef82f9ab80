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

    private static async Task CopyAsync(NpgsqlConnection connection, Table table, IEnumerable<object> rows, CancellationToken ct)
    {
        await using var writer = await connection.BeginBinaryImportAsync($"COPY \"{table.Name}\" ({table.ColumnList}) FROM STDIN (FORMAT BINARY)", ct);
        foreach (var row in rows)
        {
            await writer.StartRowAsync(ct);
            foreach (var column in table.Columns)
                if (column.Read(row) is { } value)
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

        public static Table Of(IEntityType type)
        {
            var store = StoreObjectIdentifier.Table(type.GetTableName()!);
            var columns = type.GetProperties().Where(p => p.ValueGenerated == ValueGenerated.Never || !p.IsPrimaryKey());
            return new(store.Name, [.. columns.Select(p => new Column(p.GetColumnName(store)!, p, p.GetRelationalTypeMapping()))]);
        }
    }

    private sealed record Column(string Name, IProperty Property, RelationalTypeMapping Mapping)
    {
        public string StoreType => Mapping.StoreTypeNameBase;

        public object? Read(object row) => Property.GetGetter().GetClrValue(row) is { } value ? Mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value : null;
    }
}
