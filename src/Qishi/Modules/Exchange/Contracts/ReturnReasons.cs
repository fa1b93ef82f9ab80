namespace Qishi.Modules.Exchange.Contracts;

/// <summary>Coded reasons for which a department sends a hand-over back; counted by code, explained by sentence.</summary>
public static class ReturnReasons
{
    /// <summary>The data could not be read at all: always ours.</summary>
    public const string Format = "FORMAT";

    /// <summary>All reasons, in the order of the list at the liaison's desk.</summary>
    public static IReadOnlyList<ReturnReason> All { get; } =
    [
        new("MOBILE_MISMATCH", "手机号与留存不一致", true),
        new("ID_MISMATCH", "身份信息与本部门留存不一致", true),
        new("NOT_ELIGIBLE", "不符合办理条件", true),
        new("ADDRESS_UNCLEAR", "地址不完整", false),
        new("SCOPE_MISMATCH", "经营范围与办理事项不符", false),
        new("DUPLICATE", "本部门已有登记", false),
        new(Format, "数据格式不符合约定", false),
        new("OTHER", "其他", true),
    ];

    /// <summary>The words of a code; the code itself when it is none of ours.</summary>
    public static string Word(string code) => All.FirstOrDefault(r => r.Code == code)?.Word ?? code;
}

/// <param name="Code">Stable code.</param>
/// <param name="Word">Chinese words.</param>
/// <param name="UsuallyApplicants">Whose data it usually is: the applicant's, else the bureau's.</param>
public sealed record ReturnReason(string Code, string Word, bool UsuallyApplicants);
