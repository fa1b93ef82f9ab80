using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Qishi.Platform.Data;

/// <summary>Brings the database to the program's schema, under the owner's role where one is configured, and protects the log in it.</summary>
public static class SchemaSetup
{
    private const long LockNumber = 20_220_601;

    public static async Task PrepareAsync(IServiceProvider services, CancellationToken ct)
    {
        var options = services.GetRequiredService<DatabaseOptions>();
        if (options.Kind == DatabaseKind.Sqlite)
        {
            var db = services.GetRequiredService<AppDb>();
            await PrepareAsync(db, ct);
            await LogProtection.AddTriggersAsync(db, ct);
            return;
        }

        await using var owner = AsOwner(services, options);
        await LockedAsync(owner, async () =>
        {
            await PrepareAsync(owner, ct);
            await LogProtection.GrantAsync(owner, options, ct);
        }, ct);
    }

    public static Task PrepareAsync(AppDb db, CancellationToken ct) => db.Database.MigrateAsync(ct);

    /// <summary>True when the database is not there, is empty, or has not seen a migration the program brings.</summary>
    public static async Task<bool> IsBehindAsync(AppDb db, CancellationToken ct)
    {
        var database = db.GetService<IRelationalDatabaseCreator>();
        return !await database.ExistsAsync(ct) || !await database.HasTablesAsync(ct) || (await db.Database.GetPendingMigrationsAsync(ct)).Any();
    }

    // The owner's connection is used for this only; the running program never holds it.
    private static PostgresAppDb AsOwner(IServiceProvider services, DatabaseOptions options)
    {
        var builder = new DbContextOptionsBuilder<PostgresAppDb>().UseApplicationServiceProvider(services);
        DataSetup.UsePostgres(builder, options.OwnerConnectionString);
        return new((DbContextOptions<PostgresAppDb>)builder.Options);
    }

    // Two copies that start at once must not both create the tables.
    private static async Task LockedAsync(AppDb db, Func<Task> work, CancellationToken ct)
    {
        if (!await db.GetService<IRelationalDatabaseCreator>().ExistsAsync(ct))
        {
            await work();
            return;
        }

        await db.Database.OpenConnectionAsync(ct);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_lock({LockNumber})", ct);
        try
        {
            await work();
        }
        finally
        {
            await db.Database.ExecuteSqlAsync($"select pg_advisory_unlock({LockNumber})", CancellationToken.None);
            await db.Database.CloseConnectionAsync();
        }
    }
}
