using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration;

/// <summary>Reads <see cref="EntityFacts"/>.</summary>
internal sealed class FactsOfEntities(AppDb db) : IEntityFacts
{
    private const PersonRoles Heads = PersonRoles.Operator | PersonRoles.LegalRepresentative;

    public async Task<EntityFacts?> FindAsync(string uscc, CancellationToken ct)
    {
        if (await db.Set<Entity>().AsNoTracking().SingleOrDefaultAsync(e => e.Uscc == uscc, ct) is not { } e)
            return null;
        var people = await db.Set<Person>().AsNoTracking().Where(p => p.EntityId == e.Id).OrderBy(p => p.Place).Select(p => new { p.Roles, p.Mobile }).ToListAsync(ct);
        var items = await db.Set<ScopeLine>().Where(s => s.EntityId == e.Id).OrderBy(s => s.Place).Select(s => s.ItemCode).ToListAsync(ct);
        return new(e.Uscc, e.Name, e.Kind, e.HeadName, people.FirstOrDefault(p => (p.Roles & Heads) != 0)?.Mobile ?? "", e.Address, e.Station, e.ScopeText, e.EstablishedOn, items);
    }
}
