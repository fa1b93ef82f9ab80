using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Premises;

/// <summary>
/// A host of a cluster (集群注册托管企业, R-11.8, R-11.9): an enterprise on the register whose office others may use as their registered place. It receives their letters and reports who
/// can no longer be reached. Ended, never deleted.
/// </summary>
internal sealed class ClusterHost : IVersioned, IStanding
{
    public Guid Id { get; init; }
    public required string Uscc { get; init; }

    /// <summary>First and last day on which others may begin at its address.</summary>
    public DateOnly From { get; init; }
    public DateOnly? To { get; set; }

    /// <summary>Who receives letters there; shown to the office only.</summary>
    [Encrypted]
    public required string Contact { get; init; }
    public required string EnteredBy { get; init; }
    public int Version { get; set; }

    /// <summary>Whether others may begin at its address on a day.</summary>
    public bool HostsOn(DateOnly on) => From <= on && (To is null || on <= To);

    internal sealed class Mapping : IEntityTypeConfiguration<ClusterHost>
    {
        public void Configure(EntityTypeBuilder<ClusterHost> builder)
        {
            builder.ToTable("reg_cluster_host");
            builder.Property(h => h.Id).ValueGeneratedNever();
            builder.Property(h => h.Uscc).HasMaxLength(18);
            builder.HasIndex(h => h.Uscc).IsUnique();
        }
    }
}

/// <summary>A host as the rules see it: is it hosting, where, and how many are there already.</summary>
internal sealed record HostFacts(string Uscc, string Name, bool Active, string AreaCode, string Address, string AddressKey, int Hosted);

internal sealed class HostReader(AppDb db, StandingRows standing, TimeProvider clock)
{
    /// <summary>The host a place names; null for any other kind of place.</summary>
    public static string? CodeOf(PremisesDraft place) => place.Proof == PremisesProof.Hosted && NormalisedText.Codes(place.Host) is { Length: > 0 } code ? code : null;

    /// <summary>Who hosts today, by name.</summary>
    public async Task<IReadOnlyList<HostCard>> ListAsync(CancellationToken ct)
    {
        var today = clock.Today();
        string[] hosts = [.. (await standing.AllAsync<ClusterHost>(ct)).Where(h => h.HostsOn(today)).Select(h => h.Uscc)];
        return hosts.Length == 0 ? [] : await db.Set<Entity>().Where(e => hosts.Contains(e.Uscc) && e.Status == EntityStatus.Registered).OrderBy(e => e.Name)
            .Select(e => new HostCard(e.Uscc, e.Name, e.AreaCode, e.Address)).ToListAsync(ct);
    }

    /// <param name="place">Place asked about.</param>
    /// <param name="itself">Entity that does not count among those hosted: it is there already.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task<HostFacts?> FindAsync(PremisesDraft place, Guid? itself, CancellationToken ct)
    {
        if (CodeOf(place) is not { } code || await db.Set<ClusterHost>().AsNoTracking().SingleOrDefaultAsync(h => h.Uscc == code, ct) is not { } host
            || await db.Set<Entity>().AsNoTracking().SingleOrDefaultAsync(e => e.Uscc == code, ct) is not { } e)
            return null;
        var today = clock.Today();
        return new(code, e.ShownName, host.HostsOn(today) && e.Status == EntityStatus.Registered, e.AreaCode, e.Address, e.AddressKey,
            await db.Set<Entity>().CountAsync(x => x.HostUscc == code && x.EndedOn == null && x.Id != itself, ct));
    }
}
