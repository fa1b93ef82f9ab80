using Qishi.Kernel;

namespace Qishi.Modules.Registration.Contracts;

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
    /// <summary>个人独资企业投资人.</summary>
    Investor = 512,
    /// <summary>执行事务合伙人.</summary>
    ManagingPartner = 1024,
    /// <summary>执行事务合伙人委派代表.</summary>
    Delegate = 2048,
    /// <summary>分支机构负责人.</summary>
    PersonInCharge = 4096,
    /// <summary>合伙人.</summary>
    Partner = 8192,
    /// <summary>合作社成员.</summary>
    Member = 16_384,
    /// <summary>外商投资企业法律文件送达接受人.</summary>
    DocumentRecipient = 32_768,
    /// <summary>审计委员会成员 (a director).</summary>
    AuditCommittee = 65_536,
    /// <summary>受益所有人.</summary>
    BeneficialOwner = 131_072,
}

/// <param name="Name">Name as on the ID.</param>
/// <param name="IdNumber">Number of the identity document.</param>
/// <param name="Mobile">Mobile.</param>
/// <param name="Roles">Roles.</param>
/// <param name="HomeAddress">Home address (经营者住所); null when not asked.</param>
/// <param name="RealNameVerified">The real-name step was passed .</param>
/// <param name="IdKind">Kind of identity document.</param>
/// <param name="BornOn">Day of birth where the number does not say it.</param>
/// <param name="Nationality">Two letters, ISO 3166.</param>
/// <param name="PublicOfficial">Said to be a civil servant or the like, who may not do business .</param>
public sealed record PersonDraft(
    string Name, string IdNumber, string Mobile, PersonRoles Roles, string? HomeAddress = null, bool RealNameVerified = false, IdKind IdKind = IdKind.CitizenId, DateOnly? BornOn = null,
    string Nationality = "CN", bool PublicOfficial = false);
