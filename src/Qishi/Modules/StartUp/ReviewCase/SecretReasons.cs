namespace Qishi.Modules.StartUp.ReviewCase;

/// <summary>Reasons for which a masked answer may be shown in full (I15).</summary>
internal static class SecretReasons
{
    public static IReadOnlyList<(string Code, string Word)> All { get; } =
    [
        ("compare", "与证件或材料核对"),
        ("contact", "联系本人核实"),
        ("duplicate", "核实是否为同一人"),
        ("enquiry", "办理依法查询"),
    ];

    public static bool Holds(string? code) => All.Any(r => r.Code == code);
}
