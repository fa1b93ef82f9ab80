using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Qishi.Platform.Data;

public static class DataSetup
{
    /// <summary>Registers <see cref="AppDb"/> for the configured database: <c>Database:Kind</c> = Sqlite (default) or Postgres.</summary>
    public static IServiceCollection AddData(this IServiceCollection services, IConfiguration configuration)
    {
        var options = DatabaseOptions.From(configuration);
        services.AddSingleton(options);
        services.AddSingleton(KeyRing.Load(configuration));
        services.AddSingleton<CommitSignal>();
        services.AddSingleton<StandingRows>();
        DataProtectionKeys.AddTo(services);
        services.AddSingleton<SqliteWriteGate>();
        if (options.Kind == DatabaseKind.Postgres)
            services.AddDbContextPool<AppDb, PostgresAppDb>((_, b) => UsePostgres(b, options.ConnectionString));
        else
            services.AddDbContextPool<AppDb, SqliteAppDb>((s, b) => UseSqlite(b, options.ConnectionString).AddInterceptors(s.GetRequiredService<SqliteWriteGate>()));
        return services;
    }

    // One statement per query: it sees one state of the database, and collections here are short.
    internal static DbContextOptionsBuilder UsePostgres(DbContextOptionsBuilder builder, string connection) =>
        builder.UseNpgsql(Tuned(connection), o => o.MigrationsHistoryTable("plt_migration").UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery))
            .ConfigureWarnings(w => NoDriftCheckAtStart(w))
            .UseSnakeCaseNamingConvention()
            .AddInterceptors(Claims.LockingReads.Instance, CommitSignal.AfterCommit.Instance);

    /// <summary>
    /// The program says the same few hundred statements again and again: prepared once per connection they cost half. There must be room for all of them; the one
    /// said longest ago makes room for the next, and of a round of more statements than there is room for none would ever be found prepared. It leaves nothing behind in a session
    /// either, so a connection need not be reset each time. What the operator has set stays.
    /// </summary>
    internal static string Tuned(string connection)
    {
        var tuned = new NpgsqlConnectionStringBuilder(connection);
        if (connection.Contains("Auto Prepare", StringComparison.OrdinalIgnoreCase) || connection.Contains("No Reset", StringComparison.OrdinalIgnoreCase))
            return connection;
        (tuned.MaxAutoPrepare, tuned.AutoPrepareMinUsages, tuned.NoResetOnClose) = (1000, 3, true);
        return tuned.ConnectionString;
    }

    // A test holds the migrations to the model; comparing them again at every start costs a second.
    private static WarningsConfigurationBuilder NoDriftCheckAtStart(WarningsConfigurationBuilder warnings) => warnings.Ignore(RelationalEventId.PendingModelChangesWarning);

    internal static DbContextOptionsBuilder UseSqlite(DbContextOptionsBuilder builder, string connection) =>
        builder.UseSqlite(connection, o => o.MigrationsHistoryTable("plt_migration").UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery))
            // Where SQLite must rebuild a table, the pragma around it cannot be in the transaction: harmless, since no key is checked meanwhile and the rebuild itself is in one.
            .ConfigureWarnings(w => NoDriftCheckAtStart(w).Log((RelationalEventId.NonTransactionalMigrationOperationWarning, LogLevel.Debug)))
            .UseSnakeCaseNamingConvention()
            .AddInterceptors(SqlitePragmas.Instance, CommitSignal.AfterCommit.Instance);
}

public sealed record DatabaseOptions(DatabaseKind Kind, string ConnectionString, string OwnerConnectionString, string DataFolder)
{
    public static DatabaseOptions From(IConfiguration configuration)
    {
        var folder = Path.GetFullPath(configuration["DataFolder"] ?? "data");
        var kind = Enum.Parse<DatabaseKind>(configuration["Database:Kind"] ?? nameof(DatabaseKind.Sqlite), ignoreCase: true);
        var connection = configuration["Database:Connection"]
            ?? (kind == DatabaseKind.Sqlite ? $"Data Source={Path.Combine(folder, "qishi.db")}" : throw new InvalidOperationException("Database:Connection is not set."));
        if (kind == DatabaseKind.Sqlite)
            Directory.CreateDirectory(folder);
        // Migrations run under another role than the program: an owner could always give itself the rights back.
        return new(kind, connection, configuration["Database:OwnerConnection"] ?? connection, folder);
    }
}
