using Qishi.Platform.Data;

namespace Qishi.Platform.Rules;

/// <summary>Rule parameters in words people read: names from <c>SeedData/reference/rule-parameter-names.csv</c>, units and yes or no here. The key stays what code goes by.</summary>
public static class ParameterWords
{
    private static readonly Lazy<Dictionary<string, string>> Names = new(() =>
        Csv.Read(Path.Combine(AppContext.BaseDirectory, "SeedData", "reference", "rule-parameter-names.csv")).ToDictionary(r => r["key"], r => r["name"], StringComparer.Ordinal));

    private static readonly Dictionary<string, string> Units = new()
    {
        ["WD"] = "个工作日",
        ["CD"] = "日",
        ["days"] = "日",
        ["MB"] = "兆字节",
        ["bytes"] = "字节",
        ["bp"] = "‱",
        ["characters"] = "个字",
        ["checks"] = "次",
        ["classes"] = "类",
        ["coops"] = "个社",
        ["date"] = "",
        ["time"] = "",
        ["digits"] = "位",
        ["entities"] = "户",
        ["fen"] = "分",
        ["files"] = "个",
        ["hours"] = "小时",
        ["items"] = "项",
        ["m"] = "米",
        ["m2"] = "平方米",
        ["minutes"] = "分钟",
        ["months"] = "个月",
        ["passwords"] = "个",
        ["percent"] = "%",
        ["persons"] = "人",
        ["pixels"] = "像素",
        ["points"] = "分值",
        ["rows"] = "行",
        ["seconds"] = "秒",
        ["stations"] = "个",
        ["times"] = "次",
        ["wan"] = "万元",
        ["years"] = "年",
    };

    /// <summary>The name; the key itself where there is none yet.</summary>
    public static string NameOf(string key) => Names.Value.GetValueOrDefault(key) ?? key;

    public static string UnitOf(string? unit) => unit is null ? "" : Units.GetValueOrDefault(unit, unit);

    public static string ValueOf(string value) => value switch
    {
        "true" => "是",
        "false" => "否",
        _ => value,
    };

    /// <summary>Keys of the parameters whose names contain the words.</summary>
    public static IReadOnlyList<string> KeysOf(string words) => [.. Names.Value.Where(n => n.Value.Contains(words, StringComparison.Ordinal)).Select(n => n.Key)];

    /// <summary>Whether the unit has a Chinese word.</summary>
    public static bool Knows(string unit) => unit.Length == 0 || Units.ContainsKey(unit);
}
