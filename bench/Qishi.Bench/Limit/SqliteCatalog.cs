using System.Data.Common;
using System.Globalization;

namespace Qishi.Bench.Limit;

internal sealed class SqliteCatalog(DbConnection connection) : Catalog(connection)
{
    public override async Task<IReadOnlyList<string>> TablesAsync(CancellationToken ct)
    {
        var tables = (await ListAsync("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by 1", ct)).ConvertAll(r => (string)r[0]!);
        var references = new List<(string, string)>();
        foreach (var table in tables)
            references.AddRange((await ListAsync($"select \"table\" from pragma_foreign_key_list('{table}')", ct)).Select(r => (table, (string)r[0]!)));
        return Order(tables, references.ToLookup(r => r.Item1, r => r.Item2));
    }

    public override async Task<Mark> MarkAsync(IReadOnlyList<string> tables, CancellationToken ct)
    {
        var places = new Dictionary<string, long>();
        foreach (var table in tables)
            places[table] = Convert.ToInt64((await ListAsync($"select coalesce(max(rowid), 0) from {table}", ct))[0][0], CultureInfo.InvariantCulture);
        return new(await CountsAsync(tables, ct), places);
    }

    public override async Task<List<RowShape>> AddedAsync(string table, Mark since, CancellationToken ct)
    {
        var info = await ListAsync($"select name, type, pk from pragma_table_info('{table}') order by cid", ct);
        var keys = info.Where(c => Convert.ToInt64(c[2], CultureInfo.InvariantCulture) > 0).Select(c => (string)c[0]!).ToList();
        // A single whole-number key is the row's own number, which the database gives.
        var own = keys.Count == 1 && (string)info.First(c => (string)c[0]! == keys[0])[1]! == "INTEGER" ? keys[0] : null;
        var columns = info.Where(c => (string)c[0]! != own).Select(c => ((string)c[0]!, (string)c[1]!)).ToList();
        var uniques = new List<IReadOnlyList<string>> { keys };
        foreach (var index in await ListAsync($"select name from pragma_index_list('{table}') where \"unique\" = 1", ct))
            uniques.Add([.. (await ListAsync($"select name from pragma_index_info('{index[0]}')", ct)).Select(r => (string)r[0]!)]);
        var names = columns.ConvertAll(c => c.Item1);
        var shape = new TableShape(table, names, columns.ConvertAll(c => c.Item2), Unique(names, uniques), Key(names, keys));
        var list = string.Join(", ", names.Select(n => $"\"{n}\""));
        var mark = since.Places[table].ToString(CultureInfo.InvariantCulture);
        return (await ListAsync($"select {list} from {table} where rowid > {mark} order by rowid", ct)).ConvertAll(r => new RowShape(shape, r));
    }
}
