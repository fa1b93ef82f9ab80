using System.Globalization;

namespace Qishi.Platform.Web;

/// <summary>What the head and the foot of every page say, from configuration <c>Site:*</c>. An unset value is left out, never invented; only the demo county has defaults.</summary>
public sealed record Site
{
    public required string Name { get; init; }
    public required string Bureau { get; init; }

    /// <summary>Name of the bureau as it signs SMS, without brackets.</summary>
    public required string SmsSignature { get; init; }
    public string Tagline { get; init; } = "开店、许可、查询、投诉，一网通办";
    public string? Phone { get; init; }
    public string? Hours { get; init; }
    public string? Places { get; init; }
    public string? SiteCode { get; init; }
    public string? Icp { get; init; }
    public string? PoliceRecord { get; init; }
    public bool Demo { get; init; }

    /// <summary>Served over https only: cookies get the __Host- prefix, answers carry HSTS. Off only in the demo on a plain address.</summary>
    public bool Https { get; init; }
    public IReadOnlySet<DateOnly> MourningDays { get; init; } = new HashSet<DateOnly>();

    public string? TelLink => Phone is null ? null : "tel:" + new string([.. Phone.Where(char.IsAsciiDigit)]);

    public static Site From(IConfiguration configuration)
    {
        var (site, demo) = (configuration.GetSection("Site"), configuration.GetValue("Demo", true));
        string? Text(string key, string? inDemo = null) => site[key] is { Length: > 0 } set ? set : demo ? inDemo : null;
        return new()
        {
            Name = Text("Name", "望溪县市场监管服务") ?? "市场监管服务",
            Bureau = Text("Bureau", "望溪县市场监督管理局") ?? "市场监督管理局",
            SmsSignature = Text("SmsSignature", "望溪县市场监管局") ?? "市场监管局",
            Tagline = Text("Tagline") ?? "开店、许可、查询、投诉，一网通办",
            Phone = Text("Phone", "0000-0000000"),
            Hours = Text("Hours", "工作日9:00—12:00，13:00—17:00"),
            Places = Text("Places", "政务大厅1个，市场监管所6个，银行网点12个"),
            SiteCode = Text("SiteCode"),
            Icp = Text("Icp"),
            PoliceRecord = Text("PoliceRecord"),
            Demo = demo,
            Https = configuration.GetValue("Https", !demo),
            MourningDays = (site.GetSection("MourningDays").Get<string[]>() ?? []).Select(d => DateOnly.ParseExact(d, "yyyy-MM-dd", CultureInfo.InvariantCulture)).ToHashSet(),
        };
    }

    /// <summary>Cookie name with the prefix that binds it to this host, where https allows it.</summary>
    public string CookieName(string name) => Https ? "__Host-" + name : name;
}
