namespace Qishi.Modules.Registration.Contracts;

/// <summary>Kinds of market entities (rulebook A §1.1). What each registers and files stands in the module's <c>KindBook</c>.</summary>
public enum EntityKind
{
    /// <summary>个体工商户.</summary>
    Individual,

    /// <summary>有限责任公司.</summary>
    Llc,

    /// <summary>股份有限公司.</summary>
    Jsc,

    /// <summary>非公司企业法人: 全民所有制, 集体所有制, 联营.</summary>
    NonCompanyLegal,

    /// <summary>个人独资企业.</summary>
    SoleProp,

    /// <summary>普通合伙企业.</summary>
    PartnershipGeneral,

    /// <summary>特殊普通合伙企业.</summary>
    PartnershipSpecial,

    /// <summary>有限合伙企业.</summary>
    PartnershipLimited,

    /// <summary>农民专业合作社.</summary>
    Coop,

    /// <summary>农民专业合作社联合社.</summary>
    CoopUnion,

    /// <summary>分支机构 of any enterprise or cooperative of this country.</summary>
    Branch,

    /// <summary>外商投资有限责任公司.</summary>
    FieLlc,

    /// <summary>外商投资股份有限公司.</summary>
    FieJsc,

    /// <summary>外商投资普通合伙企业.</summary>
    FiePartnershipGeneral,

    /// <summary>外商投资有限合伙企业.</summary>
    FiePartnershipLimited,

    /// <summary>外国公司分支机构.</summary>
    ForeignBranch,
}

/// <summary>个人经营, 家庭经营.</summary>
public enum CompositionForm { Personal, Family }

/// <summary>全民所有制, 集体所有制, 联营.</summary>
public enum Ownership { WholePeople, Collective, JointOperation }
