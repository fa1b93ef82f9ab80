namespace Qishi.Kernel;

/// <summary>Kinds of identity documents of natural persons .</summary>
public enum IdKind
{
    /// <summary>居民身份证</summary>
    CitizenId,

    /// <summary>港澳居民来往内地通行证: H or M and 8 or 10 digits.</summary>
    HongKongMacaoPermit,

    /// <summary>台湾居民来往大陆通行证: 8 digits.</summary>
    TaiwanPermit,

    /// <summary>港澳台居民居住证: 18 characters from 810000, 820000 or 830000, check as the citizen number.</summary>
    ResidencePermit,

    /// <summary>护照: 5–20 letters and digits, no check character.</summary>
    Passport,

    /// <summary>外国人永久居留身份证: 2023 version, 18 characters from 9, check as the citizen number.</summary>
    ForeignerResidence,
}
