using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Platform.Data;

/// <summary>Acknowledged means on the disk, deleted means gone; read from the connections the program itself uses.</summary>
public sealed class DurabilityTests
{
    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("secure_delete", "1")]
    [InlineData("foreign_keys", "1")]
    public async Task Sqlite_IsToldEverySetting(string pragma, string expected)
    {
        var value = await TestApp.Shared(DatabaseKind.Sqlite).WithDbAsync(async db =>
        {
            await db.Database.OpenConnectionAsync();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "PRAGMA " + pragma;
            return (await command.ExecuteScalarAsync())?.ToString();
        });
        Assert.Equal(expected, value);
    }

    [Fact]
    public async Task Postgres_CommitsToTheDisk()
    {
        Assert.SkipWhen(Databases.PostgresAdmin is null, "PostgreSQL is not configured (QISHI_TEST_POSTGRES)");
        var value = await TestApp.Shared(DatabaseKind.Postgres).WithDbAsync(db => db.Database.SqlQueryRaw<string>("select current_setting('synchronous_commit') as \"Value\"").SingleAsync());
        Assert.Equal("on", value);
    }

    /// <summary>The control shows that the probe finds what was not wiped.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void DeletedText_IsNoLongerInTheFile(bool wiped)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("qishi-residue-").FullName, "t.db");
        using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            connection.Open();
            foreach (var sql in new[] { wiped ? SqlitePragmas.Text : "PRAGMA journal_mode=WAL; PRAGMA secure_delete=OFF;", "create table t(x text)", "insert into t values('residue-451521')", "delete from t", "PRAGMA wal_checkpoint(TRUNCATE)" })
            {
                using var command = connection.CreateCommand();
                command.CommandText = sql;
                command.ExecuteNonQuery();
            }
        }

        Assert.Equal(!wiped, File.ReadAllBytes(file).AsSpan().IndexOf("residue-451521"u8) >= 0);
    }
}
