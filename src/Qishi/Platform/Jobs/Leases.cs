using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Platform.Data;

namespace Qishi.Platform.Jobs;

/// <summary>
/// Leases over names: at most one copy of the program holds a name at a time. The clocks of the copies must agree to a second (NTP). A holder that was
/// asleep past its time may still believe: whoever writes under a lease also makes the write itself conditional (a position, a number, a version).
/// </summary>
public sealed class Leases(IServiceScopeFactory scopes, ProgramCopy copy, TimeProvider clock)
{
    /// <summary>Takes the lease when it is free, has run out or its owner is gone; null when another holds it. Dispose to give it back.</summary>
    public async Task<Lease?> TryTakeAsync(string name, TimeSpan hold, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var now = clock.UtcNow();
        var owner = copy.Id;
        var row = await db.Set<LeaseRow>().AsNoTracking().SingleOrDefaultAsync(r => r.Name == name, ct);
        if (row is null)
        {
            db.Add(new LeaseRow { Name = name, Owner = owner, Until = now + hold });
            try
            {
                await db.SaveChangesAsync(ct);
                return new Lease(this, name, owner);
            }
            catch (DbUpdateException)
            {
                return null;
            }
        }

        if (row.Until > now && !ProgramCopy.IsGone(row.Owner))
            return null;
        var taken = await db.Set<LeaseRow>().Where(r => r.Name == name && r.Owner == row.Owner && r.Until == row.Until)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.Owner, owner).SetProperty(r => r.Until, now + hold), ct);
        return taken == 1 ? new Lease(this, name, owner) : null;
    }

    internal async Task<bool> ExtendAsync(Lease lease, TimeSpan hold, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var until = clock.UtcNow() + hold;
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<LeaseRow>().Where(r => r.Name == lease.Name && r.Owner == lease.Owner)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.Until, until), ct) == 1;
    }

    internal async Task ReleaseAsync(Lease lease)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AppDb>().Set<LeaseRow>().Where(r => r.Name == lease.Name && r.Owner == lease.Owner)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.Owner, "").SetProperty(r => r.Until, DateTime.UnixEpoch));
    }
}

/// <summary>A lease that was got.</summary>
public sealed class Lease(Leases leases, string name, string owner) : IAsyncDisposable
{
    private bool released;

    public string Name => name;
    public string Owner => owner;

    /// <summary>Holds on for <paramref name="hold"/> from now; false when another has taken it meanwhile: stop at once.</summary>
    public Task<bool> ExtendAsync(TimeSpan hold, CancellationToken ct) => leases.ExtendAsync(this, hold, ct);

    public async ValueTask DisposeAsync()
    {
        if (released)
            return;
        released = true;
        await leases.ReleaseAsync(this);
    }
}

public sealed class LeaseRow
{
    public required string Name { get; init; }
    public required string Owner { get; set; }
    public DateTime Until { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<LeaseRow>
    {
        public void Configure(EntityTypeBuilder<LeaseRow> builder)
        {
            builder.ToTable("plt_lease");
            builder.HasKey(r => r.Name);
        }
    }
}
