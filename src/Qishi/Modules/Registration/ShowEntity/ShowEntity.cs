using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Premises;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Subjects;

namespace Qishi.Modules.Registration.ShowEntity;

/// <summary>An entity's page: the items the law publishes, and for staff the persons, editions, open proposals and the panels of other modules.</summary>
internal sealed record EntityView(Entity Entity, ItemsOnDay Items, IReadOnlyList<ShareView> Shares, IReadOnlyList<EntityPast> Past, StaffView? Staff)
{
    /// <summary>Further places under the licence on the day asked for .</summary>
    public IReadOnlyList<string> Places { get; init; } = [];
}

/// <summary>The items as they were on the day asked for.</summary>
internal sealed record ItemsOnDay(string Name, EntityStatus Status, string HeadName, string Address, string ScopeText, long? CapitalFen);

internal sealed record ShareView(string Name, long AmountFen, ContributionForm Form, DateOnly DueOn, long PaidFen, PartnerLiability? Liability);

internal sealed record StaffView(
    IReadOnlyList<PersonView> People, IReadOnlyList<Licence> Licences, IReadOnlyList<Proposal> Open, string? Town, string? Station, IReadOnlyList<ShownPanel> Panels);

/// <summary>A person with number and mobile masked before they leave the handler (ux.md 4.4).</summary>
internal sealed record PersonView(string Name, PersonRoles Roles, string IdMasked, string MobileMasked);

internal sealed class ShowEntityHandler(AppDb db, Actor actor, CatalogueCache catalogues, IDirectory directory, SubjectFile file, TimeProvider clock)
{
    public async Task<EntityView?> HandleAsync(string uscc, DateOnly? asOf, CancellationToken ct)
    {
        if (await db.Set<Entity>().AsNoTracking().SingleOrDefaultAsync(e => e.Uscc == uscc, ct) is not { } e)
            return null;
        var past = await db.Set<EntityPast>().AsNoTracking().Where(p => p.EntityId == e.Id).OrderByDescending(p => p.Edition).ToListAsync(ct);
        var shares = await (from s in db.Set<Shareholder>()
                            join p in db.Set<Person>() on s.PersonId equals p.Id into persons
                            from p in persons.DefaultIfEmpty()
                            join o in db.Set<Organisation>() on s.OrganisationId equals o.Id into organisations
                            from o in organisations.DefaultIfEmpty()
                            where s.EntityId == e.Id
                            orderby s.Place
                            select new ShareView(p != null ? p.Name : o.Name, s.AmountFen, s.Form, s.DueOn, s.PaidFen, s.Liability)).ToListAsync(ct);
        var day = asOf ?? clock.Today();
        return new(e, OnDay(e, past, asOf), shares, past, actor.May(Permissions.Read) ? await ForStaffAsync(e, day, ct) : null)
        {
            Places = await db.Set<ExtraPlace>().AsNoTracking().Where(p => p.EntityId == e.Id && p.FiledOn <= day && (p.EndedOn == null || p.EndedOn > day)).OrderBy(p => p.FiledOn).ThenBy(p => p.Id).Select(p => p.Address).ToListAsync(ct),
        };
    }

    internal static ItemsOnDay OnDay(Entity e, IReadOnlyList<EntityPast> past, DateOnly? asOf)
    {
        var end = asOf is { } day ? ChinaTime.ToUtc(day.AddDays(1), TimeOnly.MinValue) : DateTime.MaxValue;
        return end > e.Since || past.Count == 0 || past.Where(p => p.From < end).MaxBy(p => p.Edition) is not { } then
            ? new(e.Name, e.Status, e.HeadName, e.Address, e.ScopeText, e.CapitalFen)
            : new(then.Name, then.Status, then.HeadName, then.Address, then.ScopeText, then.CapitalFen);
    }

    private async Task<StaffView> ForStaffAsync(Entity e, DateOnly asOf, CancellationToken ct)
    {
        var people = await db.Set<Person>().AsNoTracking().Where(p => p.EntityId == e.Id).OrderBy(p => p.Place).ToListAsync(ct);
        var shown = await file.ShowAsync(e.Uscc, asOf, holder: false, ct);
        var catalogue = await catalogues.GetAsync(ct);
        return new(
            [.. people.Select(p => new PersonView(p.Name, p.Roles, Masked.Id(p.IdNumber), Masked.Phone(p.Mobile)))],
            await db.Set<Licence>().AsNoTracking().Where(l => l.EntityId == e.Id).OrderByDescending(l => l.No).ToListAsync(ct),
            await db.Set<Proposal>().AsNoTracking().Where(p => p.EntityId == e.Id && p.DecidedAt == null).ToListAsync(ct),
            catalogue.Area(e.TownCode)?.Name, e.Station is null ? null : (await directory.UnitAsync(e.Station, asOf, ct))?.Name ?? e.Station, shown);
    }
}
