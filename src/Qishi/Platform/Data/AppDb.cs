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

    /// <summary>Events were saved in the transaction that is open now.</summary>
    private bool savedEvents;

    /// <summary>Tables kept in memory of which rows were saved.</summary>
    private readonly HashSet<Type> savedStanding = [];

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Prepare();
        var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (Database.CurrentTransaction is null)
            TellCommitted();
        return rows;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        Prepare();
        var rows = base.SaveChanges(acceptAllChangesOnSuccess);
        if (Database.CurrentTransaction is null)
            TellCommitted();
        return rows;
    }

    internal void TellCommitted()
    {
        if (savedStanding.Count > 0)
        {
            services?.GetService<StandingRows>()?.Forget(savedStanding);
            savedStanding.Clear();
        }

        if (!savedEvents)
            return;
        savedEvents = false;
        services?.GetService<CommitSignal>()?.Raise();
    }

    private void Prepare()
    {
        if (Database.CurrentTransaction is null)
            savedEvents = false;
        foreach (var entry in ChangeTracker.Entries())
        {
            if (entry is { State: EntityState.Modified, Entity: IVersioned versioned })
                versioned.Version = checked((int)entry.Property(nameof(IVersioned.Version)).OriginalValue! + 1);
            else if (entry is { State: EntityState.Added, Entity: Events.EventRow })
                savedEvents = true;
            if (entry is { Entity: IStanding, State: EntityState.Added or EntityState.Modified or EntityState.Deleted })
                savedStanding.Add(entry.Metadata.ClrType);
        }
    }
}

public enum DatabaseKind { Sqlite, Postgres }

/// <summary>A row two people may edit at once: the version they read is compared when they save.</summary>
public interface IVersioned
{
    int Version { get; set; }
}

public sealed class SqliteAppDb : AppDb
{
    // Always in a transaction, also for one row: only transactions queue at the write gate.
    public SqliteAppDb(DbContextOptions<SqliteAppDb> options) : base(options)
    {
        Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
        Database.AutoSavepointsEnabled = false;
    }

    public override DatabaseKind Kind => DatabaseKind.Sqlite;
}

public sealed class PostgresAppDb : AppDb
{
    // A save that fails ends its whole transaction, on both databases: savepoints around each would only be two more round trips.
    public PostgresAppDb(DbContextOptions<PostgresAppDb> options) : base(options) => Database.AutoSavepointsEnabled = false;

    public override DatabaseKind Kind => DatabaseKind.Postgres;
}
