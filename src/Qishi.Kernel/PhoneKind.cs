namespace Qishi.Kernel;

/// <summary>Kind of phone number .</summary>
public enum PhoneKind
{
    /// <summary>手机: receives text messages.</summary>
    Mobile,

    /// <summary>固定电话, with area code and perhaps an extension.</summary>
    Landline,

    /// <summary>服务热线 (400, 800, 12315 and its like): a public contact only, never a person's number.</summary>
    Service,
}
