using Qishi.Kernel;

namespace Qishi.Modules.Registration.Contracts;

/// <summary>The register, as other modules may use it.</summary>
public interface IRegistration
{
    /// <summary>All problems of a draft at once, each at its field path (<c>People[0].IdNumber</c>, <c>Name.TradeName</c>, <c>Premises.AreaCode</c>, <c>ScopeItems</c>…).</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="on">Day whose rules apply (acceptance, or today before it).</param>
    /// <param name="ct">Cancellation.</param>
    Task<IReadOnlyList<Problem>> ValidateAsync(EntityDraft draft, DateOnly on, CancellationToken ct);

    /// <summary>The rule checks a registrar sees, each with result and source (ux.md T10).</summary>
    Task<IReadOnlyList<RuleCheck>> CheckAsync(EntityDraft draft, DateOnly on, CancellationToken ct);

    /// <summary>Checks a name: structure, forbidden words, same and similar names in the city (rulebook A §3).</summary>
    Task<NameVerdict> CheckNameAsync(NameParts name, EntityKind kind, DateOnly on, CancellationToken ct);

    /// <summary>As above for a name the asker has reserved: the reservation does not stand in its own way.</summary>
    Task<NameVerdict> CheckNameAsync(NameParts name, EntityKind kind, DateOnly on, string? reservation, CancellationToken ct);

    /// <summary>Free names near a name that is taken or alike, at most <paramref name="take"/>.</summary>
    Task<IReadOnlyList<string>> ProposeTradeNamesAsync(NameParts name, EntityKind kind, DateOnly on, int take, CancellationToken ct);

    /// <summary>Names an account has reserved and not used, soonest to expire first.</summary>
    Task<IReadOnlyList<ReservedName>> ReservedNamesAsync(Guid accountId, CancellationToken ct);

    /// <summary>
    /// Establishes the entity in the caller's transaction: claims a credit code, writes entity, people, licence and the event
    /// <see cref="EntityEstablished"/>. The caller has checked and decided, and saves.
    /// </summary>
    /// <exception cref="InvalidOperationException">No transaction is open: code and entity must commit together.</exception>
    Task<EstablishedEntity> EstablishAsync(EntityDraft draft, string caseNo, DateTime issuedAtUtc, CancellationToken ct);

    /// <summary>Current facts of an entity; null when there is none.</summary>
    Task<EntityCard?> FindAsync(string uscc, CancellationToken ct);

    /// <summary>Text of a business scope from item codes, licensed first .</summary>
    Task<string> ScopeTextAsync(IReadOnlyList<string> itemCodes, DateOnly on, CancellationToken ct);

    /// <summary>Standard items for everyday words (“卖米粉”), best first, at most <paramref name="take"/>; all items when the text is empty.</summary>
    Task<IReadOnlyList<ScopeItemCard>> FindScopeAsync(string? words, int take, CancellationToken ct);

    /// <summary>Standard items by code, in the given order; unknown codes are left out.</summary>
    Task<IReadOnlyList<ScopeItemCard>> ScopeItemsAsync(IReadOnlyList<string> codes, CancellationToken ct);

    /// <summary>Towns of the county with their villages and communities, and the station in charge.</summary>
    Task<IReadOnlyList<TownCard>> TownsAsync(CancellationToken ct);

    /// <summary>The address in full: county, town, village, detail.</summary>
    Task<string> AddressTextAsync(PremisesDraft premises, CancellationToken ct);

    /// <summary>Hosts of clusters whose address others may register at today, by name.</summary>
    Task<IReadOnlyList<HostCard>> HostsAsync(CancellationToken ct);
}

/// <summary>通过, 提示, 需人工, 不符合.</summary>
public enum CheckOutcome { Pass, Note, NeedsPerson, Fail }

/// <param name="Id">Stable id of the rule, e.g. <c>R-1.27</c>.</param>
/// <param name="Outcome">Result.</param>
/// <param name="Title">What was checked, short.</param>
/// <param name="Detail">What was compared and found; null when the title says all.</param>
/// <param name="Basis">Rule name, version or article, and since when.</param>
/// <param name="Field">Field path it speaks of; null when none.</param>
/// <param name="Url">Record it points to; null when none.</param>
public sealed record RuleCheck(string Id, CheckOutcome Outcome, string Title, string? Detail, string Basis, string? Field = null, string? Url = null);

/// <summary>Result of a name check: the sentence for people, the rules that fired, similar names found.</summary>
public sealed record NameVerdict(NameResult Result, IReadOnlyList<Problem> Problems, IReadOnlyList<string> Similar)
{
    /// <summary>Every name of the city's library that is the same or alike, those that block first, with the reasons and the rules that fired.</summary>
    public IReadOnlyList<NameFinding> Found { get; init; } = [];
}

/// <summary>提示相同, 提示相近 (企业名称相同相近比对规则).</summary>
public enum NameRelation { Same, Similar }

/// <param name="Name">The name found.</param>
/// <param name="Note">Where and since when: 清河镇，2019年; 已保留至… for a reserved name.</param>
/// <param name="Relation">Same or similar.</param>
/// <param name="Blocks">The name asked about cannot be used because of it.</param>
/// <param name="Rules">Rules that fired, e.g. <c>R-3.23(2)</c>.</param>
/// <param name="Reasons">Why, one sentence for each rule.</param>
public sealed record NameFinding(string Name, string Note, NameRelation Relation, bool Blocks, IReadOnlyList<string> Rules, IReadOnlyList<string> Reasons);

/// <summary>A name reserved by an account that may be used at registration (名称保留, R-3.25).</summary>
/// <param name="Number">Number of the reservation.</param>
/// <param name="Name">The four parts.</param>
/// <param name="Kind">Kind of entity it is for.</param>
/// <param name="Until">Last day; released at 24:00.</param>
public sealed record ReservedName(string Number, NameParts Name, EntityKind Kind, DateOnly Until);

/// <summary>可以使用, 相近需确认, 不能使用.</summary>
public enum NameResult { Free, Similar, Blocked }

/// <param name="EntityId">Id.</param>
/// <param name="Uscc">Credit code.</param>
/// <param name="Name">Name on the licence.</param>
/// <param name="LicenceId">Licence.</param>
/// <param name="VerifyUrl">Address its QR code opens (path; the host is added when drawn).</param>
/// <param name="LicenceSlots">Everything printed on the licence, for <c>DocumentKinds.LicenceOriginal</c>.</param>
/// <param name="LicenceDigest">SM3 of the licence data.</param>
/// <param name="Event">The event, to be recorded with the caller's process.</param>
public sealed record EstablishedEntity(
    Guid EntityId, string Uscc, string Name, Guid LicenceId, string VerifyUrl, IReadOnlyDictionary<string, string> LicenceSlots, string LicenceDigest, EntityEstablished Event);

/// <param name="Uscc">Credit code.</param>
/// <param name="Name">Name.</param>
/// <param name="Kind">Kind.</param>
/// <param name="Status">存续 … (rulebook A §1.7).</param>
/// <param name="HeadName">Operator or legal representative; published on the entity's own page.</param>
/// <param name="Address">Premises.</param>
/// <param name="ScopeText">Scope.</param>
/// <param name="EstablishedOn">Day of establishment.</param>
/// <param name="CapitalFen">Capital; null when none.</param>
/// <param name="Station">Code of the station in charge.</param>
public sealed record EntityCard(
    string Uscc, string Name, EntityKind Kind, EntityStatus Status, string HeadName, string Address, string ScopeText, DateOnly EstablishedOn, long? CapitalFen, string? Station);

/// <summary>Rulebook A §1.7, as far as the main job needs it.</summary>
public enum EntityStatus { Registered, Suspended, Liquidating, DeregNotice, Revoked, OrderedClosed, RegCancelled, Deregistered, ForcedDereg, MovedOut }

/// <param name="Code">Code.</param>
/// <param name="Name">Standard wording.</param>
/// <param name="Kind">General, licensed after, licensed before.</param>
/// <param name="Permit">Permit needed; null for general items.</param>
/// <param name="Department">Department that grants it; null for general items.</param>
/// <param name="Class4">GB/T 4754-2017 class with its section, e.g. H6291.</param>
public sealed record ScopeItemCard(string Code, string Name, ScopeKind Kind, string? Permit, string? Department, string Class4);

/// <summary>一般项目, 后置许可, 前置许可.</summary>
public enum ScopeKind { General, LicensedPost, LicensedPrior }

/// <param name="Code">9-digit code.</param>
/// <param name="Name">Name.</param>
/// <param name="Station">Code of the station in charge.</param>
/// <param name="Villages">Villages and communities, 12-digit codes and names.</param>
public sealed record TownCard(string Code, string Name, string Station, IReadOnlyList<VillageCard> Villages);

/// <summary>A host of a cluster (集群注册托管企业): whose office is others' registered place.</summary>
/// <param name="Uscc">Credit code.</param>
/// <param name="Name">Name.</param>
/// <param name="AreaCode">Village of its address.</param>
/// <param name="Address">Its address in full.</param>
public sealed record HostCard(string Uscc, string Name, string AreaCode, string Address);

/// <summary>A village or community.</summary>
public sealed record VillageCard(string Code, string Name);
