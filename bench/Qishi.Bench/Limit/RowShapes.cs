using System.Data.Common;
using System.Globalization;
using Qishi.Bench.Under;
using Qishi.Platform.Data;

namespace Qishi.Bench.Limit;

/// <summary>A row as one lifecycle left it in a table.</summary>
internal sealed record RowShape(TableShape Table, object?[] Values);

/// <summary>A table's columns that are written, their types, which of them stand in a unique index, and which are its key (none when the database numbers the rows).</summary>
internal sealed record TableShape(string Name, IReadOnlyList<string> Columns, IReadOnlyList<string> Types, IReadOnlySet<int> Unique, IReadOnlyList<int> Key);

/// <summary>A write of the limit: a new row, or the same row written once more.</summary>
internal readonly record struct RowWrite(RowShape Row, bool Again);

/// <summary>
/// What one lifecycle writes, all tables together: the rows it adds are taken from the database by comparing it before and after one lifecycle; how often rows are
/// written again and in how many transactions is what <see cref="Writes"/> counted per lifecycle under load. Rows of tables to which a lifecycle adds nothing
/// (counters, stock of codes, checkpoints) are left out, so the limit errs on the fast side.
/// </summary>
internal sealed class RowShapes(IReadOnlyList<RowShape> rows)
{
    /// <summary>Codes are taken out of stock and stocked up in heaps by a job; neither is the work's own.</summary>
    internal static readonly string[] NotIts = ["reg_code"];

    public int Rows => rows.Count;

    public string Words => string.Join(", ", rows.GroupBy(r => r.Table.Name).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key} {g.Count()}")));

    public IEnumerable<RowShape> All => rows;

    /// <summary>The writes in as many parts as there are transactions: parents before children, rows before they are written again.</summary>
    public IReadOnlyList<IReadOnlyList<RowWrite>> Parts(WritesPerLifecycle counted)
    {
        var again = rows.Where(r => r.Table.Key.Count > 0).GroupBy(r => r.Table)
            .SelectMany(g => Enumerable.Range(0, counted.UpdatesOf(g.Key.Name)).Select(i => new RowWrite(g.ElementAt(i % g.Count()), Again: true)));
        RowWrite[] all = [.. rows.Select(r => new RowWrite(r, Again: false)), .. again];
        var parts = Math.Clamp(counted.Transactions, 1, all.Length);
        return [.. all.Chunk((all.Length + parts - 1) / parts)];
    }

    public static async Task<RowShapes> OfAsync(OwnDatabase database, Func<Task> lifecycle, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        Catalog catalog = database.Kind == DatabaseKind.Postgres ? new PostgresCatalog(connection) : new SqliteCatalog(connection);
        // Seals and checkpoints of what went before must be written first, and those of this one afterwards.
        await Task.Delay(TimeSpan.FromSeconds(6), ct);
        var tables = await catalog.TablesAsync(ct);
        var before = await catalog.MarkAsync(tables, ct);
        await lifecycle();
        await Task.Delay(TimeSpan.FromSeconds(4), ct);
        var rows = new List<RowShape>();
        foreach (var table in tables.Except(NotIts))
        {
            var added = await catalog.CountAsync(table, ct) - before.Counts[table];
            if (added > 0)
                rows.AddRange((await catalog.AddedAsync(table, before, ct)).TakeLast((int)added));
        }

        return new(rows);
    }
}

/// <summary>Where the tables stood.</summary>
internal sealed record Mark(IReadOnlyDictionary<string, long> Counts, IReadOnlyDictionary<string, long> Places);

/// <summary>What a database knows about its tables.</summary>
internal abstract class Catalog(DbConnection connection)
{
    /// <summary>All tables, referenced ones first.</summary>
    public abstract Task<IReadOnlyList<string>> TablesAsync(CancellationToken ct);

    public abstract Task<Mark> MarkAsync(IReadOnlyList<string> tables, CancellationToken ct);

    /// <summary>Rows written since the mark, oldest first.</summary>
    public abstract Task<List<RowShape>> AddedAsync(string table, Mark since, CancellationToken ct);

    public async Task<long> CountAsync(string table, CancellationToken ct) => Convert.ToInt64((await ListAsync($"select count(*) from {table}", ct))[0][0], CultureInfo.InvariantCulture);

    protected async Task<Dictionary<string, long>> CountsAsync(IReadOnlyList<string> tables, CancellationToken ct)
    {
        var counts = new Dictionary<string, long>();
        foreach (var table in tables)
            counts[table] = await CountAsync(table, ct);
        return counts;
    }

    protected async Task<List<object?[]>> ListAsync(string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<object?[]>();
        while (await reader.ReadAsync(ct))
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add([.. values.Select(v => v is DBNull ? null : v)]);
        }

        return rows;
    }

    /// <summary>Places of the key's columns; none when one of them is not written.</summary>
    protected static List<int> Key(List<string> columns, IReadOnlyList<string> key) => key.All(columns.Contains) ? [.. key.Select(k => columns.IndexOf(k))] : [];

    /// <summary>Places of the columns that stand in a unique index.</summary>
    protected static HashSet<int> Unique(List<string> columns, IEnumerable<IReadOnlyList<string>> uniques) => [.. uniques.SelectMany(u => u).Select(c => columns.IndexOf(c)).Where(p => p >= 0)];

    /// <summary>Referenced tables first.</summary>
    protected static List<string> Order(IReadOnlyList<string> tables, ILookup<string, string> references)
    {
        var ordered = new List<string>();
        foreach (var table in tables)
            Visit(table, []);
        return ordered;

        void Visit(string table, HashSet<string> path)
        {
            if (ordered.Contains(table) || !path.Add(table))
                return;
            foreach (var parent in references[table])
                Visit(parent, path);
            ordered.Add(table);
        }
    }
}
