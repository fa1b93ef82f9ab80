namespace Qishi.Modules.Registration.Contracts;

/// <summary>
/// Everything needed to establish an entity (rulebook A §1.2, 1.3), as typed and cleaned, still to be checked. Lists are never null.
/// Contains personal data: keep it encrypted at rest.
/// </summary>
public sealed record EntityDraft
{
    /// <summary>Kind of entity.</summary>
    public required EntityKind Kind { get; init; }

    /// <summary>Sole traders: 个人经营 or 家庭经营; null for companies.</summary>
    public CompositionForm? Composition { get; init; }

    /// <summary>Enterprises that are no company: 全民所有制, 集体所有制, 联营; null for all other kinds.</summary>
    public Ownership? Ownership { get; init; }

    /// <summary>
    /// The four parts of the name; null when a sole trader registers without a name. Of a branch the first part is the whole name of its parent, the last 分公司 and the like
    /// <c>new("望溪县兴隆食品有限公司", "清河", "", "分公司")</c>.
    /// </summary>
    public NameParts? Name { get; init; }

    /// <summary>The enterprise a branch belongs to; null for all other kinds.</summary>
    public ParentDraft? Parent { get; init; }

    /// <summary>Number of the reservation the name was kept by; null when it was not reserved before.</summary>
    public string? NameReservation { get; init; }

    /// <summary>Everyone concerned with their roles; the sole trader's operator, or legal representative, directors, supervisors, manager, finance officer, liaison.</summary>
    public IReadOnlyList<PersonDraft> People { get; init; } = [];

    /// <summary>Organisations that hold a part of it: shareholders, partners, members, contributors.</summary>
    public IReadOnlyList<OrganisationDraft> Organisations { get; init; } = [];

    /// <summary>
    /// Shareholders, promoters, partners, members or contributors with their contributions; empty for sole traders, sole proprietorships and branches.
    /// <see cref="ShareholderDraft.Person"/> is an index into <see cref="People"/>.
    /// </summary>
    public IReadOnlyList<ShareholderDraft> Shareholders { get; init; } = [];

    /// <summary>Registered capital or contributed amount in hundredths of <see cref="Currency"/>; optional for sole traders (资金数额).</summary>
    public long? CapitalFen { get; init; }

    /// <summary>Currency of all amounts; another than CNY only for foreign-invested enterprises .</summary>
    public string Currency { get; init; } = "CNY";

    /// <summary>What was said about beneficial owners; null when nothing was said yet.</summary>
    public BeneficialOwnerDraft? BeneficialOwner { get; init; }

    /// <summary>Codes of the papers handed in, see the kind's list; null where the form does not ask for them.</summary>
    public IReadOnlyList<string>? Papers { get; init; }

    /// <summary>Premises.</summary>
    public required PremisesDraft Premises { get; init; }

    /// <summary>Codes of standard scope items, main business first.</summary>
    public IReadOnlyList<string> ScopeItems { get; init; } = [];

    /// <summary>Approval documents of licensed-before items: item code → document number and date.</summary>
    public IReadOnlyList<PriorApproval> PriorApprovals { get; init; } = [];

    /// <summary>Operating term in years; null means 长期.</summary>
    public int? TermYears { get; init; }

    /// <summary>Head count.</summary>
    public int? Employees { get; init; }

    /// <summary>Number of duplicates of the licence asked for.</summary>
    public int Duplicates { get; init; } = 1;
}

/// <summary>Division + trade name 字号 + industry + organisation form, in this order .</summary>
public sealed record NameParts(string Division, string TradeName, string Industry, string Form)
{
    /// <summary>The whole name.</summary>
    public string Full => Division + TradeName + Industry + Form;
}

/// <param name="AreaCode">12-digit village or community code.</param>
/// <param name="Detail">Road and number, to the room.</param>
/// <param name="Proof">Kind of proof.</param>
/// <param name="AreaSquareMetres">Floor area; null when unknown.</param>
/// <param name="SelfBuiltFloors">Floors when it is a self-built house; null otherwise.</param>
/// <param name="Residential">A dwelling is used.</param>
/// <param name="Consent">How the owners concerned agreed; asked of dwellings only.</param>
/// <param name="Host">Credit code of the host of a cluster; null for a place of its own.</param>
public sealed record PremisesDraft(
    string AreaCode, string Detail, PremisesProof Proof, int? AreaSquareMetres = null, int? SelfBuiltFloors = null, bool Residential = false, OwnersConsent? Consent = null, string? Host = null);

/// <summary>产权证, 租赁合同和产权证明, 村（居）委会等替代证明, 申报承诺, 集群注册托管, 网络经营场所 .</summary>
public enum PremisesProof { TitleDeed, Lease, Alternative, Commitment, Hosted, Network }

/// <summary>
/// Consent of the owners concerned to a dwelling being used for business (民法典 art. 279, R-11.4): signed by all of them, certified by the owners' or village (residents')
/// committee, promised by the applicant, or not due because the whole house is the applicant's own.
/// </summary>
public enum OwnersConsent { Written, Committee, Committed, NoOtherOwners }

/// <param name="ItemCode">Scope item.</param>
/// <param name="DocumentNo">Number of the approval document.</param>
/// <param name="IssuedOn">Day of issue.</param>
/// <param name="ValidUntil">Last day of validity; null when it states none (stale after 90 days, R-0.9).</param>
public sealed record PriorApproval(string ItemCode, string DocumentNo, DateOnly IssuedOn, DateOnly? ValidUntil);
