using System.Data.Common;
using System.Globalization;

namespace Qishi.Bench.Limit;

internal sealed class PostgresCatalog(DbConnection connection) : Catalog(connection)
{
    public override async Task<IReadOnlyList<string>> TablesAsync(CancellationToken ct)
    {
        var tables = (await ListAsync("select tablename::text from pg_tables where schemaname = 'public' order by 1", ct)).ConvertAll(r => (string)r[0]!);
        var references = (await ListAsync("select conrelid::regclass::text, confrelid::regclass::text from pg_constraint where contype = 'f'", ct)).ToLookup(r => (string)r[0]!, r => (string)r[1]!);
        return Order(tables, references);
    }

    public override async Task<Mark> MarkAsync(IReadOnlyList<string> tables, CancellationToken ct)
    {
        var counts = await CountsAsync(tables, ct);
        var transaction = (long)(await ListAsync("select txid_snapshot_xmax(txid_current_snapshot())", ct))[0][0]!;
        return new(counts, tables.ToDictionary(t => t, _ => transaction));
    }

    public override async Task<List<RowShape>> AddedAsync(string table, Mark since, CancellationToken ct)
    {
        var columns = (await ListAsync($"select attname::text, format_type(atttypid, null), attidentity::text from pg_attribute where attrelid = '{table}'::regclass and attnum > 0 and not attisdropped order by attnum", ct))
            // What the database numbers itself it numbers here too.
            .Where(c => (string)c[2]! == "").Select(c => ((string)c[0]!, (string)c[1]!)).ToList();
        var uniques = (await ListAsync(
            $"select i.indexrelid::text, a.attname::text from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey) where i.indrelid = '{table}'::regclass and i.indisunique", ct))
            .GroupBy(r => (string)r[0]!).Select(g => (IReadOnlyList<string>)[.. g.Select(r => (string)r[1]!)]);
        var key = (await ListAsync($"select a.attname::text from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey) where i.indrelid = '{table}'::regclass and i.indisprimary", ct)).ConvertAll(r => (string)r[0]!);
        var names = columns.ConvertAll(c => c.Item1);
        var shape = new TableShape(table, names, columns.ConvertAll(c => c.Item2), Unique(names, uniques), Key(names, key));
        var list = string.Join(", ", names.Select(n => $"\"{n}\""));
        var mark = since.Places[table].ToString(CultureInfo.InvariantCulture);
        return (await ListAsync($"select {list} from {table} where xmin::text::bigint >= {mark} order by ctid", ct)).ConvertAll(r => new RowShape(shape, r));
    }
}
