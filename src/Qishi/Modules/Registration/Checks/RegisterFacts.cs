using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;
using Qishi.Platform.Gates;

namespace Qishi.Modules.Registration.Checks;

/// <summary>What the register and the gates know about a draft.</summary>
internal sealed record RegisterFacts(
    NameVerdict? Name, int SameAddress, string? SameAddressName, string? SameAddressUscc, IReadOnlyList<SharedPhone> Phones, IReadOnlyList<GateAnswer> Gates, int GatesAsked);

/// <summary>A mobile of the draft that active entities already use; <see cref="Person"/> is an index.</summary>
internal sealed record SharedPhone(int Person, int Entities);

internal sealed class RegisterFactsReader(AppDb db, NameCheck names, IEnumerable<IGate> gates, FieldCipher cipher)
{
    /// <summary>The act the gates are asked about.</summary>
    public const string Act = "registration.establish";

    public async Task<RegisterFacts> ReadAsync(EntityDraft draft, Ground ground, CancellationToken ct)
    {
        var verdict = draft.Name is null ? null : await names.CheckAsync(draft.Name, draft.Kind, ground, null, ct);
        var key = PremisesRules.Key(draft.Premises.AreaCode, draft.Premises.Detail);
        var there = db.Set<Entity>().AsNoTracking().Where(e => e.AddressKey == key && e.EndedOn == null);
        var first = await there.OrderBy(e => e.EstablishedOn).Select(e => new { e.Name, e.Uscc }).FirstOrDefaultAsync(ct);
        var answers = await AskAsync(draft, ground, ct);
        return new(verdict, first is null ? 0 : await there.CountAsync(ct), first?.Name, first?.Uscc, await PhonesAsync(draft, ct), answers, gates.Count());
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

    private async Task<List<GateAnswer>> AskAsync(EntityDraft draft, Ground ground, CancellationToken ct)
    {
        var people = draft.People.Select(p => CitizenId.Parse(p.IdNumber, ground.On)).Where(r => r.Ok).Select(r => cipher.LookupKey(r.Value.Value, Person.IdPurpose)).Distinct().ToArray();
        var answers = new List<GateAnswer>();
        foreach (var gate in gates)
            answers.AddRange(await gate.AskAsync(new(Act, null, people, ground.On), ct));
        return answers;
    }
}
