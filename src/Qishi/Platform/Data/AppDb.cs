using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Qishi.Platform.Data;

/// <summary>
/// The one database context: business rows, event rows and tasks commit together. One model, one migration stream per provider.
/// Entities are found by their nested <c>Mapping : IEntityTypeConfiguration&lt;T&gt;</c>.
/// </summary>
public abstract class AppDb(DbContextOptions options) : DbContext(options)
{
    private readonly IServiceProvider? services = options.FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider;

    public abstract DatabaseKind Kind { get; }

    /// <summary>Seals and opens encrypted columns; tools that only build the model (migrations) work without keys.</summary>
    internal FieldCipher Cipher => services?.GetService<FieldCipher>() ?? FieldCipher.WithoutKeys;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AppDb).Assembly);
        Conventions.Apply(modelBuilder, Cipher);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Conventions.Configure(configurationBuilder);

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RaiseVersions();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RaiseVersions();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    private void RaiseVersions()
    {
        foreach (var entry in ChangeTracker.Entries<IVersioned>())
            if (entry.State == EntityState.Modified)
                entry.Entity.Version = checked(entry.Property(e => e.Version).OriginalValue + 1);
    }
}

public enum DatabaseKind { Sqlite, Postgres }

/// <summary>A row two people may edit at once: the version they read is compared when they save.</summary>
public interface IVersioned
{
    int Version { get; set; }
}

public sealed class SqliteAppDb(DbContextOptions<SqliteAppDb> options) : AppDb(options)
{
    public override DatabaseKind Kind => DatabaseKind.Sqlite;
}

public sealed class PostgresAppDb(DbContextOptions<PostgresAppDb> options) : AppDb(options)
{
    public override DatabaseKind Kind => DatabaseKind.Postgres;
}
