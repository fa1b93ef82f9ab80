using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.EstablishEntity;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Premises;
using Qishi.Modules.Registration.Reference;
using Qishi.Modules.Registration.Scope;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration;

/// <summary>The register as other modules see it; each question is answered by the part that knows.</summary>
internal sealed class Register(
    AppDb db, GroundReader grounds, CatalogueCache catalogues, NameCheck names, NameIdeas ideas, RegisterFactsReader facts, EstablishEntityHandler establish,
    NegativeListHandler negative, HostReader hosts, TimeProvider clock) : IRegistration
{
    public Task<IReadOnlyList<Problem>> ValidateAsync(EntityDraft draft, DateOnly on, CancellationToken ct) => ValidateAsync(draft, on, null, ct);

    /// <summary>The same of an entity that comes back: its own old name and place do not stand in its way.</summary>
    public async Task<IReadOnlyList<Problem>> ValidateAsync(EntityDraft draft, DateOnly on, Guid? itself, CancellationToken ct)
    {
        var ground = await grounds.ReadAsync(on, ct);
        var verdict = draft.Name is null || KindBook.Of(draft.Kind).IsBranch ? null
            : await names.CheckAsync(draft.Name, draft.Kind, ground, await names.HeldAsync(draft.NameReservation, draft.Name, draft.Kind, on, ct) with { Entity = itself }, ct);
        return Problems(draft, ground, verdict, await negative.FindAsync(draft.Premises, [.. Items(ground.Catalogue, draft.ScopeItems)], on, ct), await hosts.FindAsync(draft.Premises, itself, ct));
    }

    public Task<IReadOnlyList<RuleCheck>> CheckAsync(EntityDraft draft, DateOnly on, CancellationToken ct) => CheckAsync(draft, on, null, ct);

    public async Task<IReadOnlyList<RuleCheck>> CheckAsync(EntityDraft draft, DateOnly on, Guid? itself, CancellationToken ct)
    {
        var ground = await grounds.ReadAsync(on, ct);
        var known = await facts.ReadAsync(draft, ground, itself, ct);
        return RuleLines.Judge(draft, Problems(draft, ground, known.Name, known.Negative, known.Host), known, ground);
    }

    public async Task<NameVerdict> CheckNameAsync(NameParts name, EntityKind kind, DateOnly on, CancellationToken ct) =>
        await CheckNameAsync(name, kind, on, null, ct);

    public async Task<NameVerdict> CheckNameAsync(NameParts name, EntityKind kind, DateOnly on, string? reservation, CancellationToken ct) =>
        await names.CheckAsync(name, kind, await grounds.ReadAsync(on, ct), await names.HeldAsync(reservation, name, kind, on, ct), ct);

    public async Task<IReadOnlyList<string>> ProposeTradeNamesAsync(NameParts name, EntityKind kind, DateOnly on, int take, CancellationToken ct) =>
        await ideas.ProposeAsync(name, kind, await grounds.ReadAsync(on, ct), take, ct);

    public async Task<IReadOnlyList<ReservedName>> ReservedNamesAsync(Guid accountId, CancellationToken ct)
    {
        var today = clock.Today();
        var held = await db.Set<NameReservation>().AsNoTracking().Where(r => r.AccountId == accountId && r.State == NameState.Reserved && r.ExpiresOn >= today).OrderBy(r => r.ExpiresOn).ToListAsync(ct);
        return [.. held.Select(r => new ReservedName(r.Number, r.Parts, r.Kind, r.ExpiresOn!.Value))];
    }

    public Task<EstablishedEntity> EstablishAsync(EntityDraft draft, string caseNo, DateTime issuedAtUtc, CancellationToken ct) => establish.HandleAsync(draft, caseNo, issuedAtUtc, ct);

    public async Task<EntityCard?> FindAsync(string uscc, CancellationToken ct) =>
        await db.Set<Entity>().AsNoTracking().Where(e => e.Uscc == uscc)
            .Select(e => new EntityCard(e.Uscc, e.NameStoppedOn == null ? e.Name : e.Uscc, e.Kind, e.Status, e.HeadName, e.Address, e.ScopeText, e.EstablishedOn, e.CapitalFen, e.Station)).SingleOrDefaultAsync(ct);

    public async Task<string> ScopeTextAsync(IReadOnlyList<string> itemCodes, DateOnly on, CancellationToken ct) =>
        ScopeText.Of(Items(await catalogues.GetAsync(ct), itemCodes), new Dictionary<string, string>(), await grounds.ReadAsync(on, ct));

    public async Task<IReadOnlyList<ScopeItemCard>> FindScopeAsync(string? words, int take, CancellationToken ct)
    {
        var (catalogue, today) = (await catalogues.GetAsync(ct), clock.Today());
        return [.. (string.IsNullOrWhiteSpace(words) ? catalogue.Items.Where(i => i.ValidOn(today)) : ScopeSearch.Find(words, catalogue.WordsOn(today), take)).Select(Card)];
    }

    public async Task<IReadOnlyList<ScopeItemCard>> ScopeItemsAsync(IReadOnlyList<string> codes, CancellationToken ct) => [.. Items(await catalogues.GetAsync(ct), codes).Select(Card)];

    public async Task<IReadOnlyList<TownCard>> TownsAsync(CancellationToken ct) => (await catalogues.GetAsync(ct)).Towns;

    public async Task<string> AddressTextAsync(PremisesDraft premises, CancellationToken ct) =>
        NewEntity.Address(NormalisedText.Codes(premises.AreaCode), premises.Detail, await grounds.ReadAsync(clock.Today(), ct));

    public Task<IReadOnlyList<HostCard>> HostsAsync(CancellationToken ct) => hosts.ListAsync(ct);

    private static List<Problem> Problems(EntityDraft draft, Ground ground, NameVerdict? verdict, IReadOnlyList<NegativeHit> negative, HostFacts? host) =>
        [.. verdict is { Result: NameResult.Blocked } ? verdict.Problems : [], .. DraftRules.Check(draft, ground), .. PlaceRules.Check(draft, negative, host, ground)];

    private static IEnumerable<ScopeItem> Items(Catalogue catalogue, IEnumerable<string> codes) => codes.Select(catalogue.Item).OfType<ScopeItem>();

    private static ScopeItemCard Card(ScopeItem i) => new(i.Code, i.Name, i.Kind, i.Permit, i.Department, i.Class4);
}
