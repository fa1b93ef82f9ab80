using Microsoft.EntityFrameworkCore;
using Qishi.Platform.Data;

namespace Qishi.Departments;

/// <summary>The simulators' own memory, apart from the platform's: what each department received, how often, and what it still has to report.</summary>
internal sealed class DepartmentsDb(string file) : DbContext
{
    public DbSet<ReceivedHandOver> Received => Set<ReceivedHandOver>();
    public DbSet<OutgoingReceipt> Outgoing => Set<OutgoingReceipt>();

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
        optionsBuilder.UseSqlite($"Data Source={file}").AddInterceptors(SqlitePragmas.Instance);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Conventions.Configure(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ReceivedHandOver>().HasIndex(r => new { r.Department, r.Key }).IsUnique();
        modelBuilder.Entity<ReceivedHandOver>().HasIndex(r => r.NextStepAt);
        modelBuilder.Entity<ReceivedHandOver>().HasIndex(r => r.Uscc);
        modelBuilder.Entity<OutgoingReceipt>().HasIndex(o => o.NextAt);
        modelBuilder.Entity<OutgoingReceipt>().HasIndex(o => new { o.Department, o.Key });
    }
}

/// <summary>A hand-over as a department sees it. <see cref="Effects"/> counts how often it took effect: more than once would be the error this all exists to prevent.</summary>
internal sealed class ReceivedHandOver
{
    public int Id { get; init; }
    public required string Department { get; init; }
    public required string Key { get; init; }
    public required string CaseNo { get; init; }
    public required string Uscc { get; init; }
    public required string EntityName { get; init; }
    public required string Matter { get; init; }
    public required string PayloadDigest { get; init; }

    /// <summary>Keyed digests of the fields, by path; the fields themselves are not kept.</summary>
    public required string Fields { get; init; }

    public int Version { get; init; }

    /// <summary>The way it came last.</summary>
    public Door Door { get; set; }

    public bool MobileDiffers { get; init; }
    public DateTime OrderedAt { get; init; }
    public DateTime ReceivedAt { get; init; }
    public int Deliveries { get; set; } = 1;
    public int Effects { get; set; }

    /// <summary>RECEIVED, ACKED, PROCESSING, DONE, REJECTED; SUPERSEDED when a newer version took its place.</summary>
    public required string Status { get; set; }

    public DateTime? NextStepAt { get; set; }
}

internal sealed class OutgoingReceipt
{
    public required string Id { get; init; }
    public required string Department { get; init; }
    public required string Key { get; init; }
    public required string Json { get; init; }

    /// <summary>The way it goes back.</summary>
    public Door Door { get; set; }

    public int Attempts { get; set; }

    /// <summary>When to send it; null once it was taken in.</summary>
    public DateTime? NextAt { get; set; }
}
