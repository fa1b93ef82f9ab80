using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Npgsql;
using Qishi.Platform.Data;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Qishi.Tests.Support;

/// <summary>
/// Runs the test once per database. SQLite always; PostgreSQL when <c>QISHI_TEST_POSTGRES</c> holds an administrator's connection string,
/// else the row is shown as skipped, never silently absent.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEachDatabaseAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([
            new TheoryDataRow<DatabaseKind>(DatabaseKind.Sqlite),
            new TheoryDataRow<DatabaseKind>(DatabaseKind.Postgres) { Skip = Databases.PostgresAdmin is null ? "PostgreSQL is not configured (QISHI_TEST_POSTGRES)" : null },
        ]);

    public override bool SupportsDiscoveryEnumeration() => true;
}

/// <summary>Databases of their own for tests; dropped when the last test is done.</summary>
public static class Databases
{
    public static string? PostgresAdmin { get; } = Environment.GetEnvironmentVariable("QISHI_TEST_POSTGRES") is { Length: > 0 } value ? value : null;

    private static readonly ConcurrentBag<string> Created = [];

    /// <summary>Settings for the program: a fresh database of the kind and a fresh data folder, both empty or copies of a <paramref name="template"/> that no program uses.</summary>
    public static Dictionary<string, string?> NewSettings(DatabaseKind kind, IReadOnlyDictionary<string, string?>? template = null)
    {
        var folder = Directory.CreateTempSubdirectory("qishi-test-").FullName;
        var settings = new Dictionary<string, string?>
        {
            ["DataFolder"] = folder,
            ["Database:Kind"] = kind.ToString(),
            ["Keys:Seal"] = Convert.ToBase64String(new byte[16]),
            ["Keys:Lookup"] = Convert.ToBase64String(new byte[32]),
        };
        if (kind == DatabaseKind.Postgres)
            settings["Database:Connection"] = settings["Database:OwnerConnection"] = NewPostgres(template is null ? null : NameOf(template));
        if (template is not null)
            CopyFolder(template["DataFolder"]!, folder);
        return settings;
    }

    /// <summary>Ends what still holds the database of a stopped program, so that it can be copied.</summary>
    public static void Release(IReadOnlyDictionary<string, string?> settings)
    {
        if (settings["Database:Kind"] == nameof(DatabaseKind.Sqlite))
        {
            SqliteConnection.ClearAllPools();
            return;
        }

        using var source = NpgsqlDataSource.Create(PostgresAdmin!);
        using var end = source.CreateCommand($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{NameOf(settings)}'");
        end.ExecuteNonQuery();
    }

    /// <summary>What is in one data folder, into another that may hold files already. Fonts stay behind: whoever needs them unpacks them, and they are most of the bytes.</summary>
    public static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(Path.GetDirectoryName(f)) != "fonts"))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    /// <summary>Gives the program a role of its own on PostgreSQL, as in production; the owner is another.</summary>
    public static async Task GiveOwnRoleAsync(Dictionary<string, string?> settings)
    {
        var owner = new NpgsqlConnectionStringBuilder(settings["Database:OwnerConnection"]);
        const string role = "qishi_test_program";
        await using (var source = NpgsqlDataSource.Create(owner))
        {
            await using var create = source.CreateCommand($"do $$ begin create role {role} login password '{role}'; exception when duplicate_object or unique_violation then null; end $$");
            await create.ExecuteNonQueryAsync();
        }

        settings["Database:Connection"] = new NpgsqlConnectionStringBuilder(owner.ConnectionString) { Username = role, Password = role }.ConnectionString;
    }

    private static string NameOf(IReadOnlyDictionary<string, string?> settings) => new NpgsqlConnectionStringBuilder(settings["Database:Connection"]).Database!;

    private static string NewPostgres(string? template)
    {
        var name = "qishi_" + Guid.NewGuid().ToString("N")[..12];
        using var source = NpgsqlDataSource.Create(PostgresAdmin!);
        using (var create = source.CreateCommand($"create database {name}" + (template is null ? "" : $" template {template}")))
            create.ExecuteNonQuery();
        Created.Add(name);
        return new NpgsqlConnectionStringBuilder(PostgresAdmin) { Database = name, MaxPoolSize = 20, ConnectionIdleLifetime = 5, ConnectionPruningInterval = 2 }.ConnectionString;
    }

    /// <summary>Drops them all. Not while the process ends: that has ten seconds, and hundreds of databases take longer.</summary>
    internal static async Task DropAllAsync()
    {
        SqliteConnection.ClearAllPools();
        if (PostgresAdmin is null || Created.IsEmpty)
            return;
        NpgsqlConnection.ClearAllPools();
        await using var source = NpgsqlDataSource.Create(PostgresAdmin);
        await Parallel.ForEachAsync(Created, async (name, ct) =>
        {
            await using var drop = source.CreateCommand($"drop database if exists {name} with (force)");
            await drop.ExecuteNonQueryAsync(ct);
        });
    }
}
