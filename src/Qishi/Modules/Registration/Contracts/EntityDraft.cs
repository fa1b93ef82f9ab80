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

    /// <summary>The four parts of the name; null when a sole trader registers without a name.</summary>
    public NameParts? Name { get; init; }

    /// <summary>Everyone concerned with their roles; the sole trader's operator, or legal representative, directors, supervisors, manager, finance officer, liaison.</summary>
    public IReadOnlyList<PersonDraft> People { get; init; } = [];

    /// <summary>Shareholders with contributions; empty for sole traders. <see cref="ShareholderDraft.Person"/> is an index into <see cref="People"/>.</summary>
    public IReadOnlyList<ShareholderDraft> Shareholders { get; init; } = [];

    /// <summary>Registered capital in fen; optional for sole traders (资金数额).</summary>
    public long? CapitalFen { get; init; }

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

/// <summary>INDIVIDUAL 个体工商户, LLC 有限责任公司 (natural-person shareholders).</summary>
public enum EntityKind { Individual, Llc }

/// <summary>个人经营, 家庭经营.</summary>
public enum CompositionForm { Personal, Family }

/// <summary>Division + trade name 字号 + industry + organisation form, in this order .</summary>
public sealed record NameParts(string Division, string TradeName, string Industry, string Form)
{
    /// <summary>The whole name.</summary>
    public string Full => Division + TradeName + Industry + Form;
}

/// <summary>What a person is in the entity. Bits, one person may hold several.</summary>
[Flags]
public enum PersonRoles
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>经营者.</summary>
    Operator = 1,
    /// <summary>参加经营的家庭成员.</summary>
    FamilyMember = 2,
    /// <summary>股东.</summary>
    Shareholder = 4,
    /// <summary>法定代表人.</summary>
    LegalRepresentative = 8,
    /// <summary>董事.</summary>
    Director = 16,
    /// <summary>监事.</summary>
    Supervisor = 32,
    /// <summary>经理.</summary>
    Manager = 64,
    /// <summary>财务负责人.</summary>
    FinanceOfficer = 128,
    /// <summary>登记联络员.</summary>
    Liaison = 256,
}

/// <param name="Name">Name as on the ID.</param>
/// <param name="IdNumber">Citizen ID number.</param>
/// <param name="Mobile">Mobile.</param>
/// <param name="Roles">Roles.</param>
/// <param name="HomeAddress">Home address (经营者住所); null when not asked.</param>
/// <param name="RealNameVerified">The real-name step was passed .</param>
public sealed record PersonDraft(string Name, string IdNumber, string Mobile, PersonRoles Roles, string? HomeAddress = null, bool RealNameVerified = false);

/// <param name="Person">Index into the people.</param>
/// <param name="AmountFen">Subscribed contribution in fen.</param>
/// <param name="Form">Money, kind…</param>
/// <param name="DueOn">Day by which it is paid.</param>
public sealed record ShareholderDraft(int Person, long AmountFen, ContributionForm Form, DateOnly DueOn);

/// <summary>货币, 实物, 知识产权, 土地使用权, 股权, 债权; the forbidden ones cannot be said.</summary>
public enum ContributionForm { Money, Tangible, IntellectualProperty, LandUseRight, Equity, Claim }

/// <param name="AreaCode">12-digit village or community code.</param>
/// <param name="Detail">Road and number, to the room.</param>
/// <param name="Proof">Kind of proof.</param>
/// <param name="AreaSquareMetres">Floor area; null when unknown.</param>
/// <param name="SelfBuiltFloors">Floors when it is a self-built house; null otherwise.</param>
/// <param name="Residential">A dwelling is used.</param>
public sealed record PremisesDraft(string AreaCode, string Detail, PremisesProof Proof, int? AreaSquareMetres = null, int? SelfBuiltFloors = null, bool Residential = false);

/// <summary>产权证, 租赁合同和产权证明, 村（居）委会等替代证明, 申报承诺 .</summary>
public enum PremisesProof { TitleDeed, Lease, Alternative, Commitment }

/// <param name="ItemCode">Scope item.</param>
/// <param name="DocumentNo">Number of the approval document.</param>
/// <param name="IssuedOn">Day of issue.</param>
/// <param name="ValidUntil">Last day of validity; null when it states none (stale after 90 days, R-0.9).</param>
public sealed record PriorApproval(string ItemCode, string DocumentNo, DateOnly IssuedOn, DateOnly? ValidUntil);
