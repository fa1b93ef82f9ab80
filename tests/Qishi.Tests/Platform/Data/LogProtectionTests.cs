using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Platform.Events;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Platform.Data;

public sealed class LogProtectionTests
{
    private static readonly string[] Statements =
    [
        "update plt_event set payload = '' where seq > 0", "update plt_process set kind = ''", "update plt_seal set hash = ''",
        "delete from plt_event", "delete from plt_process", "delete from plt_seal",
    ];

    [Theory, OnEachDatabase]
    public async Task Program_TriesToChangeTheLog_IsRefusedByTheDatabase(DatabaseKind kind)
    {
        await using var app = kind == DatabaseKind.Postgres ? await BareApp.WithOwnRoleAsync() : await Counted.NewAppAsync(kind);
        await app.AppendAsync("k", 2);
        await app.SealAllAsync();
        var tried = kind == DatabaseKind.Postgres
            ? [.. Statements, "truncate plt_event", "drop table plt_event", "alter table plt_event owner to current_user", "grant update on plt_event to current_user"]
            : Statements;
        foreach (var sql in tried)
            await app.WithDbAsync(async db =>
            {
                var refusal = await Record.ExceptionAsync(() => db.Database.ExecuteSqlRawAsync(sql));
                if (kind == DatabaseKind.Postgres && sql.StartsWith("grant", StringComparison.Ordinal))
                    Assert.False((await db.Database.SqlQueryRaw<bool>("select has_table_privilege('plt_event', 'UPDATE') as \"Value\"").ToListAsync()).Single());
                else
                    Assert.True(refusal is PostgresException or Microsoft.Data.Sqlite.SqliteException, sql);
                return true;
            });
        Assert.True(await SealerTests.IsWholeAsync(app));
        Assert.Equal(2, await app.WithDbAsync(db => db.Set<EventRow>().CountAsync(e => e.Payload != "")));
    }

    [Theory, OnEachDatabase]
    public async Task Weakness_ProgramOwnsTheLog_IsNamed(DatabaseKind kind)
    {
        Assert.SkipUnless(kind == DatabaseKind.Postgres, "SQLite knows no roles");
        await using var weak = await Counted.NewAppAsync(kind);
        Assert.Contains("plt_event", await weak.WithDbAsync(db => LogProtection.WeaknessAsync(db, default))!, StringComparison.Ordinal);
        await using var sound = await BareApp.WithOwnRoleAsync();
        Assert.Null(await sound.WithDbAsync(db => LogProtection.WeaknessAsync(db, default)));
        await using var source = NpgsqlDataSource.Create(sound.Services.GetRequiredService<DatabaseOptions>().OwnerConnectionString);
        await using var grant = source.CreateCommand($"grant truncate on plt_seal to {RoleOf(sound)}");
        await grant.ExecuteNonQueryAsync();
        Assert.Contains("plt_seal", await sound.WithDbAsync(db => LogProtection.WeaknessAsync(db, default))!, StringComparison.Ordinal);
    }

    private static string RoleOf(BareApp app) => new NpgsqlConnectionStringBuilder(app.Services.GetRequiredService<DatabaseOptions>().ConnectionString).Username!;
}
