using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Registration.Contracts;

namespace Qishi.Modules.StartUp.Model;

/// <summary>Everything the pure checks of the form need to know, read once per request.</summary>
internal sealed record FormContext(
    EntityKind Kind, DateOnly Today, RuleBook Rules, IReadOnlyList<TownCard> Towns, IReadOnlyList<ScopeItemCard> Items, IReadOnlyList<MaterialCard> Materials,
    IReadOnlyList<OrgUnitCard> Outlets)
{
    public const string PremisesProof = "premises-proof", OwnersConsent = "owners-consent", SignaturePicture = "signature";

    /// <summary>Names the applicant has reserved for this kind of entity.</summary>
    public IReadOnlyList<ReservedName> Reserved { get; init; } = [];

    /// <summary>Hosts of clusters whose address may be used today .</summary>
    public IReadOnlyList<HostCard> Hosts { get; init; } = [];

    public bool IsCompany => Kind == EntityKind.Llc;

    public IReadOnlyList<MaterialCard> ProofFiles => [.. Materials.Where(m => m.Kind == PremisesProof)];

    public IReadOnlyList<MaterialCard> ConsentFiles => [.. Materials.Where(m => m.Kind == OwnersConsent)];

    /// <summary>Every paper about the place, in the order given.</summary>
    public IReadOnlyList<MaterialCard> PlaceFiles => [.. Materials.Where(m => m.Kind is PremisesProof or OwnersConsent)];
}

/// <summary>Reads the <see cref="FormContext"/>.</summary>
internal sealed class FormContextReader(IRegistration registration, IDocuments documents, IDirectory directory, Qishi.Platform.Rules.IRules rules, TimeProvider clock)
{
    // The same all through a request.
    private IReadOnlyList<OrgUnitCard>? outlets;
    private IReadOnlyList<ReservedName>? reserved;
    private IReadOnlyList<HostCard>? hosts;

    public async Task<FormContext> ReadAsync(StartUpCase c, Answers answers, CancellationToken ct)
    {
        var today = clock.Today();
        reserved ??= c.AccountId is { } account ? await registration.ReservedNamesAsync(account, ct) : [];
        return new(
            c.Kind, today, await rules.BookAsync(ct), await registration.TownsAsync(ct), await registration.ScopeItemsAsync(answers.Many("ScopeItems"), ct),
            await documents.MaterialsOfAsync(c.Subject, ct), outlets ??= await directory.UnitsAsync(OrgUnitKind.Outlet, today, ct))
        { Reserved = [.. reserved.Where(r => r.Kind == c.Kind)], Hosts = hosts ??= await registration.HostsAsync(ct) };
    }
}
