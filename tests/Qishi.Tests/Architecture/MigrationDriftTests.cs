using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Qishi.Platform.Data;
using Xunit;

namespace Qishi.Tests.Architecture;

/// <summary>Both migration streams lead to the model, and to the same tables.</summary>
public sealed class MigrationDriftTests
{
    [Fact]
    public void Sqlite_StreamEqualsTheModel()
    {
        using var db = new SqliteDesignTime().CreateDbContext([]);
        Assert.NotEmpty(db.Database.GetMigrations());
        Assert.False(db.Database.HasPendingModelChanges(), "The model has changed: run ./dev migrate-add NAME.");
    }

    [Fact]
    public void Postgres_StreamEqualsTheModel()
    {
        using var db = new PostgresDesignTime().CreateDbContext([]);
        Assert.NotEmpty(db.Database.GetMigrations());
        Assert.False(db.Database.HasPendingModelChanges(), "The model has changed: run ./dev migrate-add NAME.");
    }

    [Fact]
    public void Streams_HaveTheSameTables()
    {
        using var sqlite = new SqliteDesignTime().CreateDbContext([]);
        using var postgres = new PostgresDesignTime().CreateDbContext([]);
        Assert.Equal(Tables(sqlite), Tables(postgres));
    }

    /// <summary>The comparison sees a planted table, so a green result above means something.</summary>
    [Fact]
    public void Comparison_FindsAPlantedTable()
    {
        using var db = new SqliteDesignTime().CreateDbContext([]);
        using var planted = new PlantedDb();
        var differ = db.GetService<IMigrationsModelDiffer>();
        Assert.True(differ.HasDifferences(
            db.GetService<IDesignTimeModel>().Model.GetRelationalModel(), planted.GetService<IDesignTimeModel>().Model.GetRelationalModel()));
    }

    private static List<string> Tables(AppDb db) => [.. db.Model.GetEntityTypes().Select(e => e.GetTableName()!).Distinct().Order(StringComparer.Ordinal)];

    private sealed class PlantedDb : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseSqlite("Data Source=:memory:");

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<PlantedRow>().ToTable("planted");
    }

    private sealed class PlantedRow
    {
        public int Id { get; set; }
    }
}
