using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Qishi.Platform.Data;

/// <summary>
/// Keeps the program from changing what it has logged. PostgreSQL: the program's role is not the owner and has no right to update, delete or truncate the
/// log's tables. SQLite: triggers stop mistakes; they are no protection against the owner of the file, only verify-log with anchors kept elsewhere is.
/// </summary>
internal static class LogProtection
{
    private static readonly string[] Tables = ["plt_event", "plt_process", "plt_seal"];

    public static async Task AddTriggersAsync(AppDb db, CancellationToken ct)
    {
        foreach (var table in Tables)
            foreach (var act in new[] { "update", "delete" })
                await ExecuteAsync(db, $"create trigger if not exists {table}_{act} before {act} on {table} begin select raise(abort, '{table} is append-only'); end", ct);
    }

    /// <summary>Gives the program's role all it needs and takes the rights on the log away. Does nothing when owner and program are one role (demo).</summary>
    public static async Task GrantAsync(AppDb owner, DatabaseOptions options, CancellationToken ct)
    {
        var program = new NpgsqlConnectionStringBuilder(options.ConnectionString).Username;
        if (string.IsNullOrEmpty(program) || program == new NpgsqlConnectionStringBuilder(options.OwnerConnectionString).Username)
            return;
        var role = $"\"{program.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        await ExecuteAsync(owner, $"grant usage on schema public to {role}", ct);
        await ExecuteAsync(owner, $"grant select, insert, update, delete on all tables in schema public to {role}", ct);
        await ExecuteAsync(owner, $"grant usage, select on all sequences in schema public to {role}", ct);
        await ExecuteAsync(owner, $"revoke update, delete, truncate on {string.Join(", ", Tables)} from {role}, public", ct);
        await ExecuteAsync(owner, $"do $$ begin if to_regclass('public.plt_migration') is not null then revoke insert, update, delete on plt_migration from {role}; end if; end $$", ct);
    }

    /// <summary>What the connected role could do to the log, in Chinese; null when it can only read and append. SQLite has no roles: always null.</summary>
    public static async Task<string?> WeaknessAsync(AppDb db, CancellationToken ct)
    {
        if (db.Kind == DatabaseKind.Sqlite)
            return null;
        // A role that may act as the owner can give itself every right back, whatever was revoked.
        var weak = await db.Database.SqlQuery<string>(
            $"""
             select c.relname || case when pg_has_role(current_user, c.relowner, 'MEMBER') then '（所有者）' else '' end as "Value" from pg_class c
             where c.oid in (to_regclass('plt_event'), to_regclass('plt_process'), to_regclass('plt_seal'))
               and (pg_has_role(current_user, c.relowner, 'MEMBER') or has_table_privilege(current_user, c.oid, 'UPDATE,DELETE,TRUNCATE'))
             order by 1
             """).ToListAsync(ct);
        return weak.Count == 0 ? null : $"程序的数据库账号可以改动日志表{string.Join("、", weak)}。请给程序单独建一个账号（Database:Connection），表的所有者另用一个（Database:OwnerConnection），再运行 migrate";
    }

    // Names of tables and roles cannot be parameters; they come from this file and from the configuration, never from a request.
    private static async Task ExecuteAsync(AppDb db, string sql, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using DbCommand command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100
            command.CommandText = sql;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
