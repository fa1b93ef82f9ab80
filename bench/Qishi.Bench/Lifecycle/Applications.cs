using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Qishi.Bench.Under;
using Qishi.Kernel;
using Qishi.Platform.Data;

namespace Qishi.Bench.Lifecycle;

/// <summary>One start-up as a machine client sends it.</summary>
internal sealed record Application(string Key, byte[] Body);

/// <summary>Invents complete applications of sole traders for all seven matters: every one another person, name and place, none of them real.</summary>
internal sealed class Applications
{
    // Without 永 and 久: together they are a word that a registrar must judge.
    private const string Lucky = "兴隆旺顺和泰福祥瑞丰盛达昌茂源宏鑫聚万金玉宝荣康安宁吉庆喜乐美佳新远博信诚德仁义礼智勤俭恒长天地春夏秋冬东南西北山水江河海云星月明亮";
    private const string Surnames = "韦黄覃梁陆蒙何李陈莫农蓝罗卢杨周林张王赵";
    private const string Given = "小大志文秀丽春海明强芳兰桂英建国华永福宁梅雪峰杰涛";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly (string Town, string Village)[] places;
    private readonly string run = Guid.NewGuid().ToString("N")[..8];
    private readonly long first = Random.Shared.Next(1_000_000);
    private long count;

    public Applications()
    {
        var areas = Csv.Read(Path.Combine(Repository.Root, "src", "Qishi", "SeedData", "reference", "areas.csv"));
        places = [.. areas.Where(a => a["level"] != "TOWN").Select(a => (a["parent_code"], a["code"]))];
    }

    public Application Next()
    {
        var n = Interlocked.Increment(ref count) - 1;
        var (town, village) = places[n % places.Length];
        var (now, today) = (TimeProvider.System.GetUtcNow(), TimeProvider.System.Today());
        var month = today.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var answers = new Dictionary<string, string>
        {
            ["P1.Name"] = $"{Surnames[(int)(n % Surnames.Length)]}{Given[(int)(n / 7 % Given.Length)]}{Given[(int)(n / 3 % Given.Length)]}",
            ["P1.IdNumber"] = CitizenId.Compose("451521", new DateOnly(1965, 1, 1).AddDays((int)((first + n) % 14_000)), 1 + (int)((first + n) / 14_000 % 998)).Value,
            ["P1.Mobile"] = Mobile(first + n),
            ["P1.HomeAddress"] = "望溪县清河镇兴隆社区兴隆街36号",
            ["Composition"] = "Personal",
            ["TradeName"] = TradeName(first + n),
            ["Industry"] = "日用百货",
            ["NameForm"] = "店",
            ["SimilarConfirmed"] = "1",
            ["Town"] = town,
            ["Village"] = village,
            ["Detail"] = string.Create(CultureInfo.InvariantCulture, $"{Lucky[(int)(n / 11 % Lucky.Length)]}{Lucky[(int)(n / 5 % Lucky.Length)]}路{first + n}号"),
            ["Area"] = "48",
            ["Proof"] = "Commitment",
            ["AddressCommitment"] = "1",
            ["ScopeItems"] = "F029",
            ["Employees"] = "3",
            ["Matters"] = "SEAL,INVOICE,SOCIAL,MEDICAL,FUND,BANK",
            ["FundRatio"] = "8",
            ["FundFrom"] = month,
            ["FundPayday"] = "10",
            ["FundBase"] = "3000",
            ["BankBranch"] = "OUT-01",
            ["BankOn"] = today.AddDays(3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["BankConsent"] = "1",
        };
        var body = JsonSerializer.SerializeToUtf8Bytes(new { kind = "Individual", answers, signatures = new[] { new { person = 1, signedAt = now } }, committed = true }, Json);
        return new(string.Create(CultureInfo.InvariantCulture, $"{run}-{n}"), body);
    }

    // Five zeros, which no operator gives out; never 44 at the end, which the simulated bank sends back.
    private static string Mobile(long n) =>
        string.Create(CultureInfo.InvariantCulture, $"1{30 + (n / 900 % 70):00}{1 + (n / 100 % 9)}00000{(n % 100 == 44 ? 45 : n % 100):00}");

    /// <summary>Four characters, no two numbers the same, neighbours far apart.</summary>
    private static string TradeName(long n)
    {
        long all = (long)Lucky.Length * Lucky.Length * Lucky.Length * Lucky.Length;
        var code = n * 7_368_787 % all;
        var text = new char[4];
        for (var i = 0; i < 4; i++, code /= Lucky.Length)
            text[i] = Lucky[(int)(code % Lucky.Length)];
        return new string(text);
    }
}
