namespace Qishi.Modules.Identity.Sessions;

/// <summary>A browser's own description, shortened to what a person recognises.</summary>
internal static class DeviceName
{
    public static string From(string? userAgent)
    {
        var agent = userAgent ?? "";
        var device = Has(agent, "MicroMessenger") ? "微信" : Has(agent, "iPhone") || Has(agent, "Android") || Has(agent, "Mobile") ? "手机" : agent.Length == 0 ? "未知设备" : "电脑";
        var browser = Has(agent, "Edg/") ? "Edge" : Has(agent, "Firefox/") ? "Firefox" : Has(agent, "Chrome/") ? "Chrome" : Has(agent, "Safari/") ? "Safari" : null;
        return browser is null ? device : $"{device}上的{browser}";
    }

    private static bool Has(string agent, string word) => agent.Contains(word, StringComparison.OrdinalIgnoreCase);
}
