using System.Globalization;
using Qishi.Kernel;

namespace Qishi.Modules.Registration.Import;

/// <summary>Days as old registers and Excel write them.</summary>
internal static class OldDay
{
    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日", "yyyy-MM-dd HH:mm:ss", "yyyy/M/d H:mm:ss", "yyyy-MM-ddTHH:mm:ss"];

    public static DateOnly? Parse(string text)
    {
        if (DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
            return DateOnly.FromDateTime(moment);
        // Excel counts days from 1899-12-30; five digits are days of 1927 to 2173.
        return text.Length is >= 5 and <= 16 && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial) && serial is >= 10_000 and < 100_000
            ? new DateOnly(1899, 12, 30).AddDays((int)serial) : null;
    }
}

/// <summary>Changes of a row: one a line, 日期|事项|变更前|变更后|原因.</summary>
internal static class OldHistory
{
    private static readonly Dictionary<string, OldItem> Items = new()
    {
        ["名称"] = OldItem.Name,
        ["名称变更"] = OldItem.Name,
        ["住所"] = OldItem.Address,
        ["经营场所"] = OldItem.Address,
        ["主要经营场所"] = OldItem.Address,
        ["地址"] = OldItem.Address,
        ["法定代表人"] = OldItem.Head,
        ["经营者"] = OldItem.Head,
        ["负责人"] = OldItem.Head,
        ["投资人"] = OldItem.Head,
        ["执行事务合伙人"] = OldItem.Head,
        ["经营范围"] = OldItem.Scope,
        ["注册资本"] = OldItem.Capital,
        ["出资额"] = OldItem.Capital,
        ["状态"] = OldItem.Status,
    };

    public static IReadOnlyList<OldChange> Read(RawRow row, DateOnly established, DateOnly today, List<Problem> problems)
    {
        var changes = new List<OldChange>();
        foreach (var line in row[ImportColumns.History].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Replace('｜', '|').Split('|', StringSplitOptions.TrimEntries);
            if (parts.Length < 4 || OldDay.Parse(parts[0]) is not { } on)
                problems.Add(new("import-bad", "有一条变更记录不是“日期|事项|变更前|变更后|原因”", ImportColumns.History));
            else if (on < established || on > today)
                problems.Add(new("import-bad", $"变更日期{ChinaTime.FullDay(on)}不在成立日期和今天之间", ImportColumns.History));
            else
                changes.Add(new(on, Items.GetValueOrDefault(parts[1], OldItem.Other), parts[1], parts[2], parts[3], parts.Length > 4 ? parts[4] : ""));
        }

        if (changes.Count > 500)
            problems.Add(new("import-bad", "变更记录超过500条", ImportColumns.History));
        return [.. changes.OrderBy(c => c.On)];
    }
}
