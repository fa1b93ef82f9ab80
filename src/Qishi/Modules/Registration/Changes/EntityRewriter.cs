using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.EstablishEntity;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Modules.Registration.Scope;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Changes;

/// <summary>Brings an entity from one draft to another in the open transaction: the old state is kept, a printed item that changed makes a new licence.</summary>
internal sealed class EntityRewriter(AppDb db, LicenceReissue reissue, NameLibrary library, Addresses.AddressLibrary addresses, FieldCipher cipher)
{
    /// <summary>The event of the change.</summary>
    public async Task<EntityItemsChanged> ApplyAsync(Entity e, EntityDraft before, EntityDraft after, IReadOnlyList<ChangeLine> lines, string number, string reason, DateTime at, Ground ground, CancellationToken ct)
    {
        db.AddRange(EntityChange.Of(e.Id, number, lines, at));
        if (lines.Any(l => l.Registered))
            db.Add(e.NextEdition(at, reason));
        e.Kind = after.Kind;
        e.Composition = after.Kind == EntityKind.Individual ? after.Composition : null;
        if (after.Name != before.Name || after.Kind != before.Kind)
        {
            if (after.Name is not null && await library.TakenAsync(NameRules.Clean(after.Name), after.Kind, ground, new OwnName(e.Id, null), ct) is { } taken)
                throw new NameTakenException(taken);
            await reissue.RenameAsync(e, after.Name is null ? null : NameRules.Clean(after.Name), ground, ct);
        }

        if (after.Premises != before.Premises)
        {
            NewEntity.Place(e, after.Premises, ground);
            await addresses.PutAsync(e, ground.On, ct);
            (e.Proof, e.SquareMetres, e.SelfBuiltFloors, e.Residential) = (after.Premises.Proof, after.Premises.AreaSquareMetres, after.Premises.SelfBuiltFloors, after.Premises.Residential);
            (e.Consent, e.HostUscc) = (after.Premises.Residential ? after.Premises.Consent : null, Premises.HostReader.CodeOf(after.Premises));
        }

        (e.CapitalFen, e.TermYears, e.Employees) = (after.CapitalFen, after.TermYears, after.Employees);
        e.HeadName = Heads.Name(after) is { Length: > 0 } head ? head : e.HeadName;
        e.Retype(EntityTypes.Of(after, ground.Catalogue));
        await ScopeAsync(e, after, ground, ct);
        await PeopleAsync(e, after, ct);
        var licence = lines.Any(l => l.Printed) ? await reissue.IssueAsync(e, at, ground, ct) : (Guid?)null;
        return new(e.Uscc, e.Edition, [.. lines.Select(l => l.Item)], licence);
    }

    /// <summary>Operator or legal representative.</summary>
    public static PersonDraft? Head(EntityDraft draft) =>
        draft.People.FirstOrDefault(p => p.Roles.HasFlag(KindBook.Of(draft.Kind).Head));

    private async Task ScopeAsync(Entity e, EntityDraft after, Ground ground, CancellationToken ct)
    {
        var items = after.ScopeItems.Select(c => ground.Catalogue.Item(c)).OfType<ScopeItem>().ToList();
        var rows = await db.Set<ScopeLine>().Where(s => s.EntityId == e.Id).OrderBy(s => s.Place).ToListAsync(ct);
        if (items.Count == 0 || rows.Select(r => r.ItemCode).SequenceEqual(after.ScopeItems))
            return;
        e.ScopeText = ScopeText.Of(items, after.PriorApprovals.ToDictionary(a => a.ItemCode, a => a.DocumentNo), ground);
        e.MainClass = items[0].Class4;
        for (var i = 0; i < after.ScopeItems.Count; i++)
        {
            var approval = after.PriorApprovals.FirstOrDefault(a => a.ItemCode == after.ScopeItems[i]);
            var row = i < rows.Count ? rows[i] : db.Add(new ScopeLine { EntityId = e.Id, Place = i, ItemCode = "" }).Entity;
            (row.ItemCode, row.ApprovalNo, row.ApprovedOn, row.ApprovalUntil) = (after.ScopeItems[i], approval?.DocumentNo, approval?.IssuedOn, approval?.ValidUntil);
        }

        db.RemoveRange(rows.Skip(after.ScopeItems.Count));
    }

    // A person is known by the identity number; who holds no office and no share any more leaves the list, the history keeps the name.
    private async Task PeopleAsync(Entity e, EntityDraft after, CancellationToken ct)
    {
        var people = await db.Set<Person>().Where(p => p.EntityId == e.Id).ToListAsync(ct);
        var shares = await db.Set<Shareholder>().Where(s => s.EntityId == e.Id).ToListAsync(ct);
        var organisations = await db.Set<Organisation>().Where(o => o.EntityId == e.Id).OrderBy(o => o.Place).ToListAsync(ct);
        var rows = new List<Person>();
        for (var i = 0; i < after.People.Count; i++)
        {
            var draft = after.People[i];
            var id = NormalisedText.Codes(draft.IdNumber);
            var row = people.FirstOrDefault(p => p.IdNumber == id) ?? db.Add(new Person
            {
                Id = Guid.CreateVersion7(),
                EntityId = e.Id,
                Name = "",
                IdNumber = id,
                IdKey = cipher.LookupKey(id, Person.IdPurpose),
                Mobile = "",
                MobileKey = "",
            }).Entity;
            var mobile = PhoneNumber.ParseMobile(draft.Mobile) is { Ok: true } parsed ? parsed.Value.Value : "";
            (row.Place, row.Name, row.Roles, row.RealNameVerified, row.HomeAddress) = (i, NormalisedText.Name(draft.Name), draft.Roles, draft.RealNameVerified, draft.HomeAddress);
            if (row.Mobile != mobile)
                (row.Mobile, row.MobileKey) = (mobile, mobile.Length == 0 ? "" : cipher.LookupKey(mobile, Person.MobilePurpose));
            rows.Add(row);
        }

        // An organisation is known by its code, or by its name where the old register had none.
        var held = new List<Organisation>();
        for (var i = 0; i < after.Organisations.Count; i++)
        {
            var draft = after.Organisations[i];
            held.Add(organisations.FirstOrDefault(o => !held.Contains(o) && (draft.Code.Length > 0 ? o.Code == NormalisedText.Codes(draft.Code) : o.Name == NormalisedText.Text(draft.Name)))
                ?? db.Add(NewEntity.OrganisationOf(draft, i, e.Id, rows)).Entity);
        }

        var kept = new List<Shareholder>();
        for (var i = 0; i < after.Shareholders.Count; i++)
        {
            var draft = after.Shareholders[i];
            var (person, organisation) = (draft.Organisation is null ? rows[draft.Person].Id : (Guid?)null, draft.Organisation is { } o ? held[o].Id : (Guid?)null);
            var row = shares.FirstOrDefault(s => s.PersonId == person && s.OrganisationId == organisation)
                ?? db.Add(new Shareholder { Id = Guid.CreateVersion7(), EntityId = e.Id, PersonId = person, OrganisationId = organisation }).Entity;
            (row.Place, row.AmountFen, row.Form, row.DueOn, row.PaidFen, row.Liability, row.Farmer) = (i, draft.AmountFen, draft.Form, draft.DueOn, draft.PaidFen, draft.Liability, draft.Farmer);
            kept.Add(row);
        }

        db.RemoveRange(shares.Where(s => !kept.Contains(s)));
        db.RemoveRange(await db.Set<BeneficialOwner>().Where(o => o.EntityId == e.Id && !rows.Select(r => r.Id).Contains(o.PersonId)).ToListAsync(ct));
        db.RemoveRange(organisations.Where(o => !held.Contains(o)));
        db.RemoveRange(people.Where(p => !rows.Contains(p)));
    }
}
