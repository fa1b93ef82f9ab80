using System.Data.Common;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Qishi.Bench.Under;
using Qishi.Modules.Registration.Names;

namespace Qishi.Bench.Registry;

/// <summary>The candidates of a name by plain SQL over the same index, without the program: the limit the check is measured against.</summary>
internal sealed class BareQuery(DbConnection connection) : IAsyncDisposable
{
    private const string Columns = "select n.division, n.trade_name, n.industry, n.form from reg_name n where n.id in (select distinct k.name_id from reg_name_key k where ";

    public static async Task<BareQuery> OpenAsync(OwnDatabase database, CancellationToken ct) => new(await database.OpenAsync(ct));

    public async Task<int> AskAsync(NameQuestion question, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        if (command is NpgsqlCommand postgres)
        {
            postgres.CommandText = Columns + "k.key = any(@keys)" + (question.Industries is null ? ")" : " and k.industry = any(@industries))");
            postgres.Parameters.Add(new("keys", NpgsqlDbType.Array | NpgsqlDbType.Bigint) { Value = question.Keys.ToArray() });
            if (question.Industries is not null)
                postgres.Parameters.Add(new("industries", NpgsqlDbType.Array | NpgsqlDbType.Integer) { Value = question.Industries.ToArray() });
        }
        else
        {
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"{Columns}k.key in ({string.Join(',', question.Keys)}){(question.Industries is null ? "" : $" and k.industry in ({string.Join(',', question.Industries)})")})");
        }

        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = 0;
        while (await reader.ReadAsync(ct))
            rows += reader.GetString(1).Length > 0 ? 1 : 0;
        return rows;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
