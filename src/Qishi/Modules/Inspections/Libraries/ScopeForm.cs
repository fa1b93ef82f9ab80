using System.Globalization;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Web;

namespace Qishi.Modules.Inspections.Libraries;

/// <summary>Fields by which a task or a line of a plan says what is checked, from which objects, and how many are drawn.</summary>
public abstract class ScopeForm
{
    public string? Name { get; set; }
    public List<string> Items { get; set; } = [];
    public string? Kind { get; set; }
    public string? ObjectKind { get; set; }
    public string? Station { get; set; }
    public string? Tag { get; set; }
    public string? Industry { get; set; }
    public string? Mode { get; set; }

    /// <summary>Percent.</summary>
    public string? Share { get; set; }

    public string? Count { get; set; }

    /// <summary>Percents of A, B, C, D, divided by commas; empty: the parameters of the day.</summary>
    public string? Shares { get; set; }
}

/// <summary>Reads and judges those fields; pure.</summary>
internal static class ScopeFields
{
    public static IEnumerable<Problem> Problems(ScopeForm form, IReadOnlyList<CheckItem> items, int capBp)
    {
        if (!Enum.TryParse<DrawKind>(form.Kind, out var kind) || !Enum.IsDefined(kind))
            yield return new("kind-missing", "请选择定向还是不定向抽取", nameof(form.Kind));
        if (!Enum.TryParse<RatioMode>(form.Mode, out var mode) || !Enum.IsDefined(mode))
            yield return new("mode-missing", "请选择抽取比例怎样确定", nameof(form.Mode));
        else if (mode == RatioMode.FixedRatio && ShareBp(form.Share) is not (> 0 and <= 10_000))
            yield return new("share-missing", "请填写抽取比例，如3或2.5，最多100", nameof(form.Share));
        else if (mode == RatioMode.FixedRatio && items.Count > 0 && items.All(i => i.Type == ItemType.General) && ShareBp(form.Share) > items.Min(i => i.RatioCapBp ?? capBp))
            yield return new("share-cap", $"一般检查事项的抽取比例最多{items.Min(i => i.RatioCapBp ?? capBp) / 100m:0.##}％", nameof(form.Share), "国市监信〔2019〕38号");
        else if (mode == RatioMode.FixedCount && (!int.TryParse(form.Count, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 1_000_000))
            yield return new("count-missing", "请填写抽取数量，整数", nameof(form.Count));
        else if (mode == RatioMode.ByRiskClass && NormalisedText.Text(form.Shares).Length > 0 && SharesBp(form.Shares) is null)
            yield return new("shares-bad", "请按A、B、C、D的次序填写四个比例，用逗号隔开，如1,2,10,30，每个最多100", nameof(form.Shares));
    }

    public static DrawScope Read(ScopeForm form)
    {
        var directed = form.Kind == nameof(DrawKind.Directed);
        var mode = Enum.TryParse<RatioMode>(form.Mode, out var m) ? m : RatioMode.FixedRatio;
        return new()
        {
            Kind = directed ? DrawKind.Directed : DrawKind.Undirected,
            ObjectKind = directed && Enum.TryParse<ObjectKind>(form.ObjectKind, out var kind) && Enum.IsDefined(kind) ? kind : null,
            Station = directed ? Blank(form.Station) : null,
            Tag = directed ? Blank(form.Tag) : null,
            Industry = directed ? Blank(form.Industry) : null,
            Mode = mode,
            ShareBp = mode == RatioMode.FixedRatio ? ShareBp(form.Share) : null,
            Count = mode == RatioMode.FixedCount && int.TryParse(form.Count, CultureInfo.InvariantCulture, out var count) ? count : null,
            SharesBp = mode == RatioMode.ByRiskClass ? SharesBp(form.Shares) : null,
        };
    }

    /// <summary>Shows a line again in the fields.</summary>
    public static void Show(ScopeForm form, string name, IEnumerable<string> items, DrawScope scope)
    {
        (form.Name, form.Items, form.Kind, form.Mode, form.Station, form.Tag, form.Industry, form.ObjectKind) = (name, [.. items], scope.Kind.ToString(), scope.Mode.ToString(), scope.Station, scope.Tag, scope.Industry, scope.ObjectKind?.ToString());
        (form.Share, form.Count) = ((scope.ShareBp / 100m)?.ToString("0.##", CultureInfo.InvariantCulture), scope.Count?.ToString(CultureInfo.InvariantCulture));
        form.Shares = scope.SharesBp is { } shares ? string.Join(',', shares.Split(',').Select(s => (int.Parse(s, CultureInfo.InvariantCulture) / 100m).ToString("0.##", CultureInfo.InvariantCulture))) : null;
    }

    /// <summary>The scope as a sentence of the plan says it.</summary>
    public static string Word(DrawScope scope, IReadOnlyDictionary<string, string>? stations = null)
    {
        var limits = new[] { scope.ObjectKind is { } kind ? Words.Kinds[kind] : null, scope.Station is { } s ? stations?.GetValueOrDefault(s, s) ?? s : null, scope.Tag, scope.Industry is { } industry ? $"行业{industry}" : null }.OfType<string>();
        return scope.Kind == DrawKind.Undirected || !limits.Any() ? "全部对象" : string.Join('、', limits);
    }

    public static string AmountWord(DrawScope scope) => scope.Mode switch
    {
        RatioMode.FixedRatio => $"{scope.ShareBp / 100m:0.##}％",
        RatioMode.FixedCount => $"{scope.Count}户",
        _ => scope.SharesBp is { } own ? $"A、B、C、D类{string.Join('、', own.Split(',').Select(b => $"{int.Parse(b, CultureInfo.InvariantCulture) / 100m:0.##}％"))}" : "按信用类别的比例",
    };

    private static string? SharesBp(string? text) =>
        NormalisedText.Text(text) is { Length: > 0 } typed && typed.Split([',', '，', '、', ' '], StringSplitOptions.RemoveEmptyEntries).Select(ShareBp).ToList() is { Count: 4 } shares && shares.TrueForAll(s => s is not null) ? string.Join(',', shares) : null;

    private static int? ShareBp(string? text) => decimal.TryParse(NormalisedText.Text(text).TrimEnd('%', '％'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 100 ? (int)Math.Round(percent * 100) : null;

    private static string? Blank(string? text) => NormalisedText.Text(text) is { Length: > 0 } kept ? kept : null;
}
