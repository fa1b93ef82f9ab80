using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Qishi.Platform.Data;

namespace Qishi.Bench.Under;

/// <summary>A database and a data folder of this run's own; both go with it. The server is on this machine, so neither the program nor the limit talks TLS to it.</summary>
internal sealed class OwnDatabase : IAsyncDisposable
{
    private readonly string? server;
    private readonly string name;

    private OwnDatabase(DatabaseKind kind, string? server)
    {
        (Kind, this.server, name) = (kind, server, "qishi_bench_" + Guid.NewGuid().ToString("N")[..8]);
        Folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), name)).FullName;
        Connection = kind == DatabaseKind.Postgres
            ? new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 60, IncludeErrorDetail = true, SslMode = SslMode.Disable }.ConnectionString
            : new SqliteConnectionStringBuilder { DataSource = Path.Combine(Folder, "qishi.db") }.ConnectionString;
    }

    public DatabaseKind Kind { get; }
    public string Folder { get; }
    public string Connection { get; }

    public static async Task<OwnDatabase> CreateAsync(DatabaseKind kind)
    {
        var server = kind == DatabaseKind.Sqlite ? null
            : Environment.GetEnvironmentVariable("QISHI_TEST_POSTGRES") is { Length: > 0 } set ? set
            : throw new InvalidOperationException("Set QISHI_TEST_POSTGRES, e.g. Host=127.0.0.1;Username=…;Password=…;Database=postgres");
        var own = new OwnDatabase(kind, server);
        if (kind == DatabaseKind.Postgres)
            await own.OnServerAsync($"create database {own.name}");
        return own;
    }

    /// <summary>A plain connection, with the program's own settings on SQLite.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken ct)
    {
        DbConnection connection = Kind == DatabaseKind.Postgres ? new NpgsqlConnection(Connection) : new SqliteConnection(Connection);
        await connection.OpenAsync(ct);
        if (connection is SqliteConnection)
            await RunAsync(connection, SqlitePragmas.Text, ct);
        return connection;
    }

    /// <summary>The program's model over this database, without the program.</summary>
    public AppDb Context()
    {
        if (Kind == DatabaseKind.Postgres)
        {
            var postgres = new DbContextOptionsBuilder<PostgresAppDb>();
            DataSetup.UsePostgres(postgres, Connection);
            return new PostgresAppDb(postgres.Options);
        }

        var sqlite = new DbContextOptionsBuilder<SqliteAppDb>();
        DataSetup.UseSqlite(sqlite, Connection);
        return new SqliteAppDb(sqlite.Options);
    }

    public static async Task RunAsync(DbConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        SqliteConnection.ClearAllPools();
        if (Kind == DatabaseKind.Postgres)
            await OnServerAsync($"drop database if exists {name} with (force)");
        Directory.Delete(Folder, recursive: true);
    }

    private async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await RunAsync(connection, sql, default);
    }
}
