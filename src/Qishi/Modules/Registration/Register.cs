using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.EstablishEntity;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Modules.Registration.Scope;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration;

/// <summary>The register as other modules see it; each question is answered by the part that knows.</summary>
internal sealed class Register(
    AppDb db, GroundReader grounds, CatalogueCache catalogues, NameCheck names, RegisterFactsReader facts, EstablishEntityHandler establish, TimeProvider clock) : IRegistration
{
    public async Task<IReadOnlyList<Problem>> ValidateAsync(EntityDraft draft, DateOnly on, CancellationToken ct)
    {
        var ground = await grounds.ReadAsync(on, ct);
        var verdict = draft.Name is null ? null : await names.CheckAsync(draft.Name, draft.Kind, ground, null, ct);
        return Problems(draft, ground, verdict);
    }

    public async Task<IReadOnlyList<RuleCheck>> CheckAsync(EntityDraft draft, DateOnly on, CancellationToken ct)
    {
        var ground = await grounds.ReadAsync(on, ct);
        var known = await facts.ReadAsync(draft, ground, ct);
        return RuleLines.Judge(draft, Problems(draft, ground, known.Name), known, ground);
    }

    public async Task<NameVerdict> CheckNameAsync(NameParts name, EntityKind kind, DateOnly on, CancellationToken ct) =>
        await names.CheckAsync(name, kind, await grounds.ReadAsync(on, ct), null, ct);

    public Task<EstablishedEntity> EstablishAsync(EntityDraft draft, string caseNo, DateTime issuedAtUtc, CancellationToken ct) => establish.HandleAsync(draft, caseNo, issuedAtUtc, ct);

    public async Task<EntityCard?> FindAsync(string uscc, CancellationToken ct) =>
        await db.Set<Entity>().AsNoTracking().Where(e => e.Uscc == uscc)
            .Select(e => new EntityCard(e.Uscc, e.Name, e.Kind, e.Status, e.HeadName, e.Address, e.ScopeText, e.EstablishedOn, e.CapitalFen, e.Station)).SingleOrDefaultAsync(ct);

    public async Task<string> ScopeTextAsync(IReadOnlyList<string> itemCodes, DateOnly on, CancellationToken ct) =>
        ScopeText.Of(Items(await catalogues.GetAsync(ct), itemCodes), new Dictionary<string, string>());

    public async Task<IReadOnlyList<ScopeItemCard>> FindScopeAsync(string? words, int take, CancellationToken ct)
    {
        var items = (await catalogues.GetAsync(ct)).Items;
        return [.. (string.IsNullOrWhiteSpace(words) ? items : ScopeSearch.Find(words, items, take)).Select(Card)];
    }

    public async Task<IReadOnlyList<ScopeItemCard>> ScopeItemsAsync(IReadOnlyList<string> codes, CancellationToken ct) => [.. Items(await catalogues.GetAsync(ct), codes).Select(Card)];

    public async Task<IReadOnlyList<TownCard>> TownsAsync(CancellationToken ct)
    {
        var areas = (await catalogues.GetAsync(ct)).Areas;
        var villages = areas.Where(a => !a.IsTown).ToLookup(a => a.ParentCode);
        return [.. areas.Where(a => a.IsTown).Select(t => new TownCard(t.Code, t.Name, t.Station, [.. villages[t.Code].Select(v => new VillageCard(v.Code, v.Name))]))];
    }

    public async Task<string> AddressTextAsync(PremisesDraft premises, CancellationToken ct) =>
        NewEntity.Address(NormalisedText.Codes(premises.AreaCode), premises.Detail, await grounds.ReadAsync(clock.Today(), ct));

    private static List<Problem> Problems(EntityDraft draft, Ground ground, NameVerdict? verdict) =>
        [.. verdict is { Result: NameResult.Blocked } ? verdict.Problems : [], .. DraftRules.Check(draft, ground)];

    private static IEnumerable<ScopeItem> Items(Catalogue catalogue, IEnumerable<string> codes) => codes.Select(catalogue.Item).OfType<ScopeItem>();

    private static ScopeItemCard Card(ScopeItem i) => new(i.Code, i.Name, i.Kind, i.Permit, i.Department, i.Class4);
}
