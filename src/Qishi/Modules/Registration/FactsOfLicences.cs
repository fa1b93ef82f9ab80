using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.EstablishEntity;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration;

/// <summary>Reads <see cref="LicenceFacts"/>.</summary>
internal sealed class FactsOfLicences(AppDb db, IApplicants applicants, FieldCipher cipher, GroundReader grounds) : ILicenceFacts
{
    private const int Most = 200;

    private const PersonRoles Heads = PersonRoles.Operator | PersonRoles.LegalRepresentative | PersonRoles.Investor | PersonRoles.ManagingPartner | PersonRoles.Delegate | PersonRoles.PersonInCharge;

    public async Task<LicenceFacts?> FindAsync(string uscc, CancellationToken ct)
    {
        var found = await (from e in db.Set<Entity>().AsNoTracking()
                           join l in db.Set<Licence>().AsNoTracking() on e.Id equals l.EntityId
                           where e.Uscc == uscc && l.ReplacedAt == null
                           orderby l.No descending
                           select new { Entity = e, Licence = l }).FirstOrDefaultAsync(ct);
        return found is null ? null : await FactsAsync(found.Entity, found.Licence, ct);
    }

    public async Task<IReadOnlyDictionary<string, LicenceFacts>> FindAllAsync(IReadOnlyCollection<string> usccs, CancellationToken ct)
    {
        var found = await (from e in db.Set<Entity>().AsNoTracking()
                           join l in db.Set<Licence>().AsNoTracking() on e.Id equals l.EntityId
                           where usccs.Contains(e.Uscc) && l.ReplacedAt == null
                           select new { Entity = e, Licence = l }).ToListAsync(ct);
        var facts = new Dictionary<string, LicenceFacts>(StringComparer.Ordinal);
        foreach (var last in found.GroupBy(f => f.Entity.Uscc).Select(g => g.MaxBy(f => f.Licence.No)!))
            facts[last.Entity.Uscc] = await FactsAsync(last.Entity, last.Licence, ct);
        return facts;
    }

    public async Task<IReadOnlyList<EntityOfPerson>> OfPersonAsync(Guid account, CancellationToken ct)
    {
        if (await applicants.FindAsync(account, ct) is not { IdNumber: { } number, Level: RealNameLevel.RealName })
            return [];
        var key = cipher.LookupKey(number, Person.IdPurpose);
        var rows = await (from p in db.Set<Person>().AsNoTracking()
                          join e in db.Set<Entity>().AsNoTracking() on p.EntityId equals e.Id
                          where p.IdKey == key && (p.Roles & (Heads | PersonRoles.Manager | PersonRoles.Liaison)) != 0
                          orderby e.EstablishedOn descending, e.Uscc
                          select new { e.Uscc, e.Name, e.HeadName, e.Status, p.Roles }).Take(Most).ToListAsync(ct);
        return [.. rows.GroupBy(r => r.Uscc).Select(g => new EntityOfPerson(
            g.Key, g.First().Name == Entity.NoName ? g.First().HeadName : g.First().Name, g.First().Status, Word(g.First().Status), g.Any(r => (r.Roles & Heads) != 0)))];
    }

    private async Task<LicenceFacts> FactsAsync(Entity entity, Licence licence, CancellationToken ct)
    {
        var ground = await grounds.ReadAsync(ChinaTime.DayOf(licence.IssuedAt), ct);
        return new(entity.Uscc, licence.Id, licence.No, licence.IssuedAt, licence.Digest, LicenceIssue.SlotsOf(entity, licence, ground), entity.Status, Word(entity.Status));
    }

    private static string Word(EntityStatus status) => Wording.Statuses[status].PublicWord;
}
