using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Addresses;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Premises;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;
using Qishi.Platform.Gates;

namespace Qishi.Modules.Registration.Checks;

/// <summary>What the register and the gates know about a draft.</summary>
internal sealed record RegisterFacts(
    NameVerdict? Name, int SameAddress, string? SameAddressName, string? SameAddressUscc, IReadOnlyList<SharedPhone> Phones, IReadOnlyList<GateAnswer> Gates, int GatesAsked)
{
    /// <summary>Lines of the negative list that the place falls under .</summary>
    public IReadOnlyList<NegativeHit> Negative { get; init; } = [];

    /// <summary>What the sources of addresses answered; null when none is connected or nobody had to ask.</summary>
    public AddressAnswer? Address { get; init; }

    /// <summary>Where the place stands in the county's own tree of addresses; null while there is no tree.</summary>
    public StandardPlace? Standard { get; init; }

    /// <summary>The host of the cluster the draft names; null for a place of its own .</summary>
    public HostFacts? Host { get; init; }
}

/// <summary>A mobile of the draft that active entities already use; <see cref="Person"/> is an index.</summary>
internal sealed record SharedPhone(int Person, int Entities);

/// <summary>The best match of all sources asked; without a match nobody knows the address, silent ones could not be asked.</summary>
internal sealed record AddressAnswer(int Asked, string? Source, AddressMatch? Best, IReadOnlyList<string> Silent);

/// <summary>The door of a place and its grid by name; all null when the tree does not know the door.</summary>
internal sealed record StandardPlace(string? Code, string? Grid, string? Station);

internal sealed class RegisterFactsReader(AppDb db, NameCheck names, IEnumerable<IGate> gates, NegativeListHandler negative, HostReader hosts, IEnumerable<IAddressSource> addresses, AddressLibrary library, ILogger<RegisterFactsReader> logger, FieldCipher cipher)
{
    /// <summary>The acts the gates are asked about: to hold an office (条例 art. 12), and to do business without one.</summary>
    public const string Act = "registration.establish";
    public const string OperateAct = "registration.operate";

    public async Task<RegisterFacts> ReadAsync(EntityDraft draft, Ground ground, Guid? itself, CancellationToken ct)
    {
        var verdict = draft.Name is null || KindBook.Of(draft.Kind).IsBranch ? null
            : await names.CheckAsync(draft.Name, draft.Kind, ground, await names.HeldAsync(draft.NameReservation, draft.Name, draft.Kind, ground.On, ct) with { Entity = itself }, ct);
        return (await PlaceAsync(draft, ground, itself, ct)) with { Name = verdict, Phones = await PhonesAsync(draft, ct), Gates = await AskAsync(draft, ground, ct), GatesAsked = gates.Count() };
    }

    /// <summary>Only what is known about the place; <paramref name="itself"/> does not count among those who are there already.</summary>
    public async Task<RegisterFacts> PlaceAsync(EntityDraft draft, Ground ground, Guid? itself, CancellationToken ct)
    {
        var key = PremisesRules.Key(draft.Premises.AreaCode, draft.Premises.Detail);
        var there = db.Set<Entity>().AsNoTracking().Where(e => e.AddressKey == key && e.EndedOn == null && e.Id != itself);
        var first = await there.OrderBy(e => e.EstablishedOn).Select(e => new { e.Name, e.Uscc }).FirstOrDefaultAsync(ct);
        return new(null, first is null ? 0 : await there.CountAsync(ct), first?.Name, first?.Uscc, [], [], 0)
        {
            Negative = await negative.FindAsync(draft.Premises, [.. draft.ScopeItems.Select(ground.Catalogue.Item).OfType<ScopeItem>()], ground.On, ct),
            Host = await hosts.FindAsync(draft.Premises, itself, ct),
            Standard = await library.ReadyAsync(ct) ? await StandardAsync(draft.Premises, ground.On, ct) : null,
            Address = PremisesLines.MustBeShared(draft, ground) ? await AddressAsync(draft.Premises, ground.On, ct) : null,
        };
    }

    private async Task<StandardPlace> StandardAsync(PremisesDraft place, DateOnly on, CancellationToken ct) =>
        await library.LocateAsync(NormalisedText.Codes(place.AreaCode), place.Detail, on, ct) is { } found
            ? new(found.Code, await db.Set<Addresses.Grid>().Where(g => g.Code == found.Grid).Select(g => g.Name).SingleAsync(ct), found.Station) : new(null, null, null);

    // A source that fails is no reason to refuse, and none to believe: a person looks.
    private async Task<AddressAnswer> AddressAsync(PremisesDraft place, DateOnly on, CancellationToken ct)
    {
        var (silent, best, from, asked) = (new List<string>(), (AddressMatch?)null, (string?)null, 0);
        foreach (var source in addresses)
        {
            asked++;
            try
            {
                if (!await source.ReadyAsync(ct))
                {
                    asked--;
                    continue;
                }

                if (await source.FindAsync(place, on, ct) is { } match && match.Score > (best?.Score ?? -1))
                    (best, from) = (match, source.Name);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                logger.LogError(e, "{Source} could not be asked about an address", source.Name);
                silent.Add(source.Name);
            }
        }

        return new(asked, from, best, silent);
    }

    private async Task<List<SharedPhone>> PhonesAsync(EntityDraft draft, CancellationToken ct)
    {
        var keys = draft.People.Select((p, i) => (Mobile: PhoneNumber.ParseMobile(p.Mobile), i)).Where(x => x.Mobile.Ok)
            .Select(x => (Key: cipher.LookupKey(x.Mobile.Value.Value, Person.MobilePurpose), x.i)).DistinctBy(x => x.Key).ToList();
        var wanted = keys.Select(k => k.Key).ToArray();
        var counts = await (from p in db.Set<Person>()
                            join e in db.Set<Entity>() on p.EntityId equals e.Id
                            where wanted.Contains(p.MobileKey) && e.EndedOn == null
                            group e.Id by p.MobileKey into g
                            select new { g.Key, Count = g.Distinct().Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, ct);
        return [.. keys.Where(k => counts.ContainsKey(k.Key)).Select(k => new SharedPhone(k.i, counts[k.Key]))];
    }

    // bars persons from being legal representative, director, supervisor or manager; an operator or partner is asked about with another act, so that a list of dishonest
    // debtors does not keep a sole trader from registering (T-8.2).
    private async Task<List<GateAnswer>> AskAsync(EntityDraft draft, Ground ground, CancellationToken ct)
    {
        var answers = new List<GateAnswer>();
        foreach (var office in draft.People.GroupBy(p => (p.Roles & InOffice) != 0))
        {
            var people = office.Select(p => CitizenId.Parse(p.IdNumber, ground.On)).Where(r => r.Ok).Select(r => cipher.LookupKey(r.Value.Value, Person.IdPurpose)).Distinct().ToArray();
            foreach (var gate in gates)
                answers.AddRange(await gate.AskAsync(new(office.Key ? Act : OperateAct, null, people, ground.On), ct));
        }

        return answers;
    }

    private const PersonRoles InOffice = PersonRoles.LegalRepresentative | PersonRoles.Director | PersonRoles.Supervisor | PersonRoles.Manager;
}
