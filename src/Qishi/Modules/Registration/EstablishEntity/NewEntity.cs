using Qishi.Kernel;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Modules.Registration.Scope;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.EstablishEntity;

/// <summary>All rows of a new entity, made from a checked draft. Pure: the same draft, code and moment give the same items.</summary>
internal sealed record NewEntity(Entity Entity, IReadOnlyList<Person> People, IReadOnlyList<Shareholder> Shareholders, IReadOnlyList<ScopeLine> Scope, IReadOnlyList<NameGram> Grams)
{
    public IEnumerable<object> Rows => [Entity, .. People, .. Shareholders, .. Scope, .. Grams];

    public static NewEntity From(EntityDraft draft, string uscc, string caseNo, DateTime at, Ground ground, FieldCipher cipher)
    {
        var name = draft.Name is null ? null : NameRules.Clean(draft.Name);
        var head = draft.People.First(p => p.Roles.HasFlag(draft.Kind == EntityKind.Individual ? PersonRoles.Operator : PersonRoles.LegalRepresentative));
        var items = draft.ScopeItems.Select(c => ground.Catalogue.Item(c)!).ToList();
        var approvals = draft.PriorApprovals.ToDictionary(a => a.ItemCode, a => NormalisedText.Text(a.DocumentNo));
        var id = Guid.CreateVersion7(new DateTimeOffset(at));
        var entity = new Entity
        {
            Id = id,
            Uscc = uscc,
            Kind = draft.Kind,
            Composition = draft.Kind == EntityKind.Individual ? draft.Composition : null,
            City = ground.County.City,
            HeadName = NormalisedText.Name(head.Name),
            CapitalFen = draft.CapitalFen,
            MainClass = items[0].Class4,
            ScopeText = ScopeText.Of(items, approvals),
            Proof = draft.Premises.Proof,
            SquareMetres = draft.Premises.AreaSquareMetres,
            SelfBuiltFloors = draft.Premises.SelfBuiltFloors,
            Residential = draft.Premises.Residential,
            TermYears = draft.TermYears,
            Employees = draft.Employees,
            CaseNo = caseNo,
            EstablishedOn = ChinaTime.DayOf(at),
        };
        entity.Rename(name, name is null ? "" : NameRules.IndustryKey(name, ground.Catalogue), name is null ? null : NameLibrary.LockOf(name, draft.Kind, ground.County, ground.Catalogue));
        Place(entity, draft.Premises, ground);
        entity.Begin(at);
        var people = draft.People.Select((p, i) => PersonOf(p, i, id, ground, cipher)).ToList();
        var shares = draft.Shareholders.Select((s, i) => new Shareholder
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(at)),
            EntityId = id,
            PersonId = people[s.Person].Id,
            Place = i,
            AmountFen = s.AmountFen,
            Form = s.Form,
            DueOn = s.DueOn,
        });
        return new(entity, people, [.. shares], [.. draft.ScopeItems.Select((c, i) => Line(c, i, id, draft))], [.. NameGram.Of(entity)]);
    }

    public static void Place(Entity entity, PremisesDraft premises, Ground ground)
    {
        var (code, detail) = (NormalisedText.Codes(premises.AreaCode), NormalisedText.Text(premises.Detail));
        entity.Place(code, ground.Catalogue.Area(code)?.Station, detail, Address(code, detail, ground), PremisesRules.Key(code, detail));
    }

    /// <summary>County, town, village, detail; what is unknown is left out.</summary>
    public static string Address(string areaCode, string detail, Ground ground) =>
        ground.County.Name + ground.Catalogue.Area(areaCode.Length >= 9 ? areaCode[..9] : areaCode)?.Name + (areaCode.Length > 9 ? ground.Catalogue.Area(areaCode)?.Name : "") + NormalisedText.Text(detail);

    private static Person PersonOf(PersonDraft person, int place, Guid entity, Ground ground, FieldCipher cipher)
    {
        var id = NormalisedText.Codes(person.IdNumber);
        var mobile = PhoneNumber.ParseMobile(person.Mobile) is { Ok: true } parsed ? parsed.Value.Value : "";
        return new()
        {
            Id = Guid.CreateVersion7(),
            EntityId = entity,
            Place = place,
            Name = NormalisedText.Name(person.Name),
            IdNumber = id,
            IdKey = cipher.LookupKey(id, Person.IdPurpose),
            Mobile = mobile,
            MobileKey = mobile.Length == 0 ? "" : cipher.LookupKey(mobile, Person.MobilePurpose),
            Roles = person.Roles,
            HomeAddress = string.IsNullOrWhiteSpace(person.HomeAddress) ? null : NormalisedText.Text(person.HomeAddress),
            RealNameVerified = person.RealNameVerified,
        };
    }

    private static ScopeLine Line(string code, int place, Guid entity, EntityDraft draft)
    {
        var approval = draft.PriorApprovals.FirstOrDefault(a => a.ItemCode == code);
        return new() { EntityId = entity, Place = place, ItemCode = code, ApprovalNo = approval?.DocumentNo, ApprovedOn = approval?.IssuedOn, ApprovalUntil = approval?.ValidUntil };
    }
}
