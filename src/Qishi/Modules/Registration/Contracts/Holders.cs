namespace Qishi.Modules.Registration.Contracts;

/// <param name="Person">Index into the people; −1 when an organisation holds it.</param>
/// <param name="AmountFen">Subscribed contribution in fen.</param>
/// <param name="Form">Money, kind…</param>
/// <param name="DueOn">Day by which it is paid.</param>
/// <param name="Organisation">Index into the organisations; null when a person holds it.</param>
/// <param name="PaidFen">Paid so far in fen.</param>
/// <param name="Liability">Partners: how they answer for debts; null for all others.</param>
/// <param name="Farmer">Members of a cooperative: a farmer .</param>
public sealed record ShareholderDraft(
    int Person, long AmountFen, ContributionForm Form, DateOnly DueOn, int? Organisation = null, long PaidFen = 0, PartnerLiability? Liability = null, bool Farmer = false);

/// <summary>货币, 实物, 知识产权, 土地使用权, 股权, 债权, 其他可以评估并依法转让的财产; 劳务 for general partners only .</summary>
public enum ContributionForm { Money, Tangible, IntellectualProperty, LandUseRight, Equity, Claim, Other, Labour }

/// <summary>无限连带责任, 有限责任.</summary>
public enum PartnerLiability { Unlimited, Limited }

/// <summary>An organisation that holds a part of an entity.</summary>
/// <param name="Name">Full name.</param>
/// <param name="Code">Credit code, or the foreign registration number.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Address">Seat; null when not asked.</param>
/// <param name="Nationality">Two letters, ISO 3166.</param>
/// <param name="Level">Level of the government whose investor duties it performs.</param>
/// <param name="ManagingPartner">It is a managing partner.</param>
/// <param name="Delegate">Index into the people of the delegate of a managing partner; null when none.</param>
public sealed record OrganisationDraft(
    string Name, string Code, OrganisationKind Kind, string? Address = null, string Nationality = "CN", GovernmentLevel Level = GovernmentLevel.None, bool ManagingPartner = false, int? Delegate = null);

/// <summary>企业法人, 国有独资公司, 国有企业, 上市公司, 履行出资人职责的机构, 事业单位, 社会组织, 农民专业合作社, 合伙企业, 个人独资企业, 集体经济组织, 外国企业.</summary>
public enum OrganisationKind
{
    Company, StateOwnedCompany, StateEnterprise, ListedCompany, StateInvestor, PublicInstitution, SocialOrganisation, Coop, Partnership, SoleProp, Collective, ForeignEnterprise,
}

/// <summary>Level of the government an investor stands for: none, county, city, province, state.</summary>
public enum GovernmentLevel { None, County, City, Province, State }

/// <summary>The enterprise a branch belongs to.</summary>
/// <param name="Name">Full name.</param>
/// <param name="Code">Credit code; for a foreign company its registration number.</param>
/// <param name="Kind">Kind; null for a foreign company.</param>
/// <param name="Nationality">Two letters, ISO 3166; a foreign branch says it in its name.</param>
/// <param name="LiabilityForm">Foreign companies: their form of liability, as the name says it.</param>
public sealed record ParentDraft(string Name, string Code, EntityKind? Kind, string Nationality = "CN", string? LiabilityForm = null);

/// <summary>How beneficial owners are told: filed now, exempt by commitment, or to be filed within the limit.</summary>
public enum BeneficialOwnerWay { File, Commit, Later }

/// <param name="Way">Way.</param>
/// <param name="Owners">The owners when filed now.</param>
public sealed record BeneficialOwnerDraft(BeneficialOwnerWay Way, IReadOnlyList<BeneficialOwnerLine> Owners);

/// <param name="Person">Index into the people.</param>
/// <param name="Basis">Why: share of 25 % or more, final control, or in charge of management.</param>
/// <param name="Percent">Share held directly or indirectly, in per cent; null when the basis is none.</param>
public sealed record BeneficialOwnerLine(int Person, BeneficialBasis Basis, decimal? Percent);

/// <summary>持有25%以上股权或收益, 实际控制, 负责日常经营管理.</summary>
public enum BeneficialBasis { Share, Control, Management }
