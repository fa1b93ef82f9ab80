using Qishi.Kernel;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Premises;
using Qishi.Modules.Registration.Reference;
using Qishi.Modules.Registration.Scope;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.EstablishEntity;

/// <summary>What an older register knew that has no place in a draft: the 15-digit number, a scope that is not in standard items, the main class.</summary>
internal sealed record OldRegister(string? LegacyNo, string? ScopeText, string? MainClass);

/// <summary>All rows of a new entity, made from a checked draft. Pure: the same draft, code and moment give the same items.</summary>
internal sealed record NewEntity(
    Entity Entity, IReadOnlyList<Person> People, IReadOnlyList<Organisation> Organisations, IReadOnlyList<Shareholder> Shareholders, IReadOnlyList<BeneficialOwner> Owners,
    IReadOnlyList<ScopeLine> Scope, IReadOnlyList<NameGram> Grams, NameRecord? Record, IReadOnlyList<NameKey> Keys)
{
    public IEnumerable<object> Rows => [Entity, .. People, .. Organisations, .. Shareholders, .. Owners, .. Scope, .. Grams, .. Record is null ? [] : (object[])[Record], .. Keys];

    public static NewEntity From(EntityDraft draft, string uscc, string caseNo, DateTime at, Ground ground, FieldCipher cipher, OldRegister? old = null)
    {
        var name = draft.Name is null ? null : NameRules.Clean(draft.Name);
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
            HeadName = Heads.Name(draft),
            CapitalFen = draft.CapitalFen,
            Currency = draft.Currency,
            ScopeText = old?.ScopeText ?? ScopeText.Of(items, approvals, ground),
            MainClass = items.Count > 0 ? items[0].Class4 : old?.MainClass ?? "",
            TermYears = draft.TermYears,
            LegacyNo = old?.LegacyNo,
            ParentUscc = draft.Parent is null ? null : NormalisedText.Codes(draft.Parent.Code),
            Proof = draft.Premises.Proof,
            SquareMetres = draft.Premises.AreaSquareMetres,
            SelfBuiltFloors = draft.Premises.SelfBuiltFloors,
            Residential = draft.Premises.Residential,
            Consent = draft.Premises.Residential ? draft.Premises.Consent : null,
            HostUscc = HostReader.CodeOf(draft.Premises),
            Employees = draft.Employees,
            CaseNo = caseNo,
            EstablishedOn = ChinaTime.DayOf(at),
        };
        entity.Rename(name, name is null ? "" : NameRules.IndustryKey(name, ground.Catalogue), LockOf(name, draft.Kind, ground));
        entity.Retype(EntityTypes.Of(draft, ground.Catalogue));
        entity.Parent(draft.Parent is null ? null : NormalisedText.Text(draft.Parent.Name));
        BeneficialOwners(entity, draft, ground);
        Place(entity, draft.Premises, ground);
        entity.Begin(at);
        var people = draft.People.Select((p, i) => PersonOf(p, i, id, ground, cipher)).ToList();
        var organisations = draft.Organisations.Select((o, i) => OrganisationOf(o, i, id, people)).ToList();
        var owners = draft.BeneficialOwner is { Way: BeneficialOwnerWay.File } filing
            ? filing.Owners.Select(o => new BeneficialOwner
            {
                Id = Guid.CreateVersion7(new DateTimeOffset(at)),
                EntityId = id,
                PersonId = people[o.Person].Id,
                Basis = o.Basis,
                Share = o.Percent is { } percent ? (int)(percent * 100) : null,
                FiledOn = ChinaTime.DayOf(at),
            }) : [];
        var shares = draft.Shareholders.Select((s, i) => new Shareholder
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(at)),
            EntityId = id,
            PersonId = s.Organisation is null ? people[s.Person].Id : null,
            OrganisationId = s.Organisation is { } o ? organisations[o].Id : null,
            Place = i,
            AmountFen = s.AmountFen,
            Form = s.Form,
            DueOn = s.DueOn,
            PaidFen = s.PaidFen,
            Liability = s.Liability,
            Farmer = s.Farmer,
        });
        var record = NameBook.RecordOf(entity, ground);
        return new(entity, people, organisations, [.. shares], [.. owners], [.. draft.ScopeItems.Select((c, i) => Line(c, i, id, draft))], [.. NameGram.Of(entity)], record, record is null ? [] : [.. NameBook.KeysOf(record)]);
    }

    public static void Place(Entity entity, PremisesDraft premises, Ground ground)
    {
        var (code, detail) = (NormalisedText.Codes(premises.AreaCode), NormalisedText.Text(premises.Detail));
        entity.Place(code, ground.Catalogue.Area(code)?.Station, detail, Address(code, detail, ground), PremisesRules.Key(code, detail));
    }

    /// <summary>County, town, village, detail; what is unknown is left out.</summary>
    public static string Address(string areaCode, string detail, Ground ground) =>
        ground.County.Name + ground.Catalogue.Area(areaCode.Length >= 9 ? areaCode[..9] : areaCode)?.Name + (areaCode.Length > 9 ? ground.Catalogue.Area(areaCode)?.Name : "") + NormalisedText.Text(detail);

    /// <summary>A branch bears its parent's name, which is no trade name of its own: only its whole name is locked.</summary>
    public static string? LockOf(NameParts? name, EntityKind kind, Ground ground) =>
        name is null ? null : KindBook.Of(kind).IsBranch ? $"B|{name.Full}" : NameLibrary.LockOf(name, kind, ground.County, ground.Catalogue);

    private static void BeneficialOwners(Entity entity, EntityDraft draft, Ground ground)
    {
        if (!KindBook.Of(draft.Kind).Has(KindItem.BeneficialOwner) || ground.On < ground.Rules.Day("beneficial.from", ground.On))
            return;
        switch (draft.BeneficialOwner?.Way)
        {
            case BeneficialOwnerWay.File:
                entity.BeneficialOwners(BeneficialState.Filed, null);
                break;
            case BeneficialOwnerWay.Commit:
                entity.BeneficialOwners(BeneficialState.Exempt, null);
                break;
            default:
                entity.BeneficialOwners(BeneficialState.Due, ground.On.AddDays(ground.Rules.Int("beneficial.fileCD", ground.On)));
                break;
        }
    }

    public static Organisation OrganisationOf(OrganisationDraft organisation, int place, Guid entity, IReadOnlyList<Person> people) => new()
    {
        Id = Guid.CreateVersion7(),
        EntityId = entity,
        Place = place,
        Name = NormalisedText.Text(organisation.Name),
        Code = NormalisedText.Codes(organisation.Code),
        Kind = organisation.Kind,
        Level = organisation.Level,
        Nationality = organisation.Nationality,
        Address = string.IsNullOrWhiteSpace(organisation.Address) ? null : NormalisedText.Text(organisation.Address),
        ManagingPartner = organisation.ManagingPartner,
        DelegateId = organisation.Delegate is { } d && d >= 0 && d < people.Count ? people[d].Id : null,
    };

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
            IdKind = person.IdKind,
            Nationality = person.Nationality,
        };
    }

    private static ScopeLine Line(string code, int place, Guid entity, EntityDraft draft)
    {
        var approval = draft.PriorApprovals.FirstOrDefault(a => a.ItemCode == code);
        return new() { EntityId = entity, Place = place, ItemCode = code, ApprovalNo = approval?.DocumentNo, ApprovedOn = approval?.IssuedOn, ApprovalUntil = approval?.ValidUntil };
    }
}
