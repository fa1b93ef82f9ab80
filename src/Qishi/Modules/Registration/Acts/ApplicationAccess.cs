using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Acts;

/// <summary>
/// Whose application and whose entity it is. An applicant acts for entities in which the real-name verified number is the head's, the manager's or the liaison's;
/// clerks fill what they began themselves; for everybody else it does not exist.
/// </summary>
internal sealed class ApplicationAccess(AppDb db, Actor actor, IApplicants applicants, FieldCipher cipher)
{
    /// <summary>Who may speak for an entity: its head, its manager, its liaison. Shareholders, partners, members, directors and supervisors alone may not.</summary>
    private const PersonRoles Speakers = PersonRoles.Operator | PersonRoles.LegalRepresentative | PersonRoles.Investor | PersonRoles.ManagingPartner | PersonRoles.Delegate | PersonRoles.PersonInCharge
        | PersonRoles.Manager | PersonRoles.Liaison;

    public async Task<IQueryable<Entity>> MyEntitiesAsync(CancellationToken ct)
    {
        if (actor.AccountId is not { } account || await applicants.FindAsync(account, ct) is not { IdNumber: { } number, Level: RealNameLevel.RealName })
            return db.Set<Entity>().Where(e => false);
        var key = cipher.LookupKey(number, Person.IdPurpose);
        return db.Set<Entity>().Where(e => db.Set<Person>().Any(p => p.EntityId == e.Id && p.IdKey == key && (p.Roles & Speakers) != 0));
    }

    /// <summary>Applications the reader may fill and withdraw.</summary>
    public IQueryable<RegistrationApplication> Mine()
    {
        var me = actor.AccountId;
        return actor.May(ActPermissions.Counter) ? db.Set<RegistrationApplication>().Where(a => a.ClerkId != null && a.ClerkId == me)
            : actor.May(ActPermissions.Apply) ? db.Set<RegistrationApplication>().Where(a => a.AccountId != null && a.AccountId == me)
            : db.Set<RegistrationApplication>().Where(a => false);
    }

    /// <summary>The entity the reader may act for.</summary>
    public async Task<Entity?> EntityAsync(string? uscc, CancellationToken ct) => uscc is null ? null
        : await (actor.May(ActPermissions.Counter) ? db.Set<Entity>() : await MyEntitiesAsync(ct)).SingleOrDefaultAsync(e => e.Uscc == uscc, ct);
}

/// <summary>Papers of an application are read by who applied, or by the clerk who entered it.</summary>
internal sealed class ApplicationDocumentAccess(AppDb db) : IDocumentAccess
{
    public string SubjectKind => "application";

    public Task<bool> MaySeeAsync(DocumentViewer viewer, string subject, CancellationToken ct)
    {
        var number = subject["application:".Length..];
        return viewer.AccountId is { } me
            ? db.Set<RegistrationApplication>().AnyAsync(a => a.Number == number && (a.AccountId == me || a.ClerkId == me), ct)
            : Task.FromResult(false);
    }
}

/// <summary>Licences and decisions of an entity are read by who may speak for it.</summary>
internal sealed class EntityDocumentAccess(ApplicationAccess access) : IDocumentAccess
{
    public string SubjectKind => "entity";

    public async Task<bool> MaySeeAsync(DocumentViewer viewer, string subject, CancellationToken ct)
    {
        var uscc = subject["entity:".Length..];
        return !viewer.IsStaff && await (await access.MyEntitiesAsync(ct)).AnyAsync(e => e.Uscc == uscc, ct);
    }
}
