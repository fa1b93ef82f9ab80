using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration;

/// <summary>Reads <see cref="IEntityRoll"/>.</summary>
internal sealed class RollOfEntities(AppDb db) : IEntityRoll
{
    public async Task<IReadOnlyList<RollLine>> AfterAsync(string? uscc, int take, CancellationToken ct)
    {
        var rows = db.Set<Entity>().AsNoTracking();
        if (uscc is not null)
#pragma warning disable CA1309 // The database compares; it knows no other form of this comparison.
            rows = rows.Where(e => string.Compare(e.Uscc, uscc) > 0);
#pragma warning restore CA1309
        return await LinesAsync(rows.OrderBy(e => e.Uscc).Take(take), ct);
    }

    public async Task<RollLine?> FindAsync(string uscc, CancellationToken ct) => (await LinesAsync(db.Set<Entity>().AsNoTracking().Where(e => e.Uscc == uscc), ct)).SingleOrDefault();

    public Task<int> CountAsync(CancellationToken ct) => db.Set<Entity>().CountAsync(ct);

    private async Task<IReadOnlyList<RollLine>> LinesAsync(IQueryable<Entity> rows, CancellationToken ct)
    {
        var found = await rows.Select(e => new { e.Id, e.Uscc, e.Name, e.Kind, e.Status, e.Address, e.Station, e.MainClass }).ToListAsync(ct);
        var ids = found.ConvertAll(e => e.Id);
        var items = (await db.Set<ScopeLine>().AsNoTracking().Where(s => ids.Contains(s.EntityId)).OrderBy(s => s.Place).Select(s => new { s.EntityId, s.ItemCode }).ToListAsync(ct))
            .ToLookup(s => s.EntityId, s => s.ItemCode);
        return [.. found.Select(e => new RollLine(e.Uscc, e.Name, e.Kind, e.Status, e.Address, e.Station, e.MainClass, [.. items[e.Id]]))];
    }
}
