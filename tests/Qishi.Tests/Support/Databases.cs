using System.Collections.Concurrent;
using System.Reflection;
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

/// <summary>Databases of their own for tests; dropped when the process ends.</summary>
public static class Databases
{
    public static string? PostgresAdmin { get; } = Environment.GetEnvironmentVariable("QISHI_TEST_POSTGRES") is { Length: > 0 } value ? value : null;

    private static readonly ConcurrentBag<string> Created = [];

    static Databases() => AppDomain.CurrentDomain.ProcessExit += (_, _) => DropAll();

    /// <summary>Settings for the program: a fresh database of the kind and a fresh data folder.</summary>
    public static Dictionary<string, string?> NewSettings(DatabaseKind kind)
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
            settings["Database:Connection"] = settings["Database:OwnerConnection"] = NewPostgres();
        return settings;
    }

    private static string NewPostgres()
    {
        var name = "qishi_" + Guid.NewGuid().ToString("N")[..12];
        using var source = NpgsqlDataSource.Create(PostgresAdmin!);
        using (var create = source.CreateCommand($"create database {name}"))
            create.ExecuteNonQuery();
        Created.Add(name);
        return new NpgsqlConnectionStringBuilder(PostgresAdmin) { Database = name, MaxPoolSize = 20 }.ConnectionString;
    }

    private static void DropAll()
    {
        if (PostgresAdmin is null || Created.IsEmpty)
            return;
        NpgsqlConnection.ClearAllPools();
        using var source = NpgsqlDataSource.Create(PostgresAdmin);
        foreach (var name in Created)
        {
            using var drop = source.CreateCommand($"drop database if exists {name} with (force)");
            drop.ExecuteNonQuery();
        }
    }
}
