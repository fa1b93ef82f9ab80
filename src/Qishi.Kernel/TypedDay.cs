using System.Text.RegularExpressions;

namespace Qishi.Kernel;

/// <summary>Days as people type them into one text field (ux 4.3).</summary>
public static partial class TypedDay
{
    /// <summary>Reads 2026-11-24, 2026/11/24, 2026.11.24, 2026年11月24日, 20261124, and 11.24 or 11月24日 (this year); spaces and full-width digits are accepted.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="today">Today in China, for a day without a year.</param>
    /// <returns>The day, or <c>day-required</c>, <c>day-form</c>, <c>day-missing</c> (no such day, e.g. 30 February).</returns>
    public static Result<DateOnly> Parse(string? text, DateOnly today)
    {
        var clean = NormalisedText.HalfWidth(NormalisedText.Text(text)).Replace(" ", "", StringComparison.Ordinal);
        if (clean.Length == 0) return new Problem("day-required", "请填写日期");
        var parts = Form().Match(clean);
        if (!parts.Success) return new Problem("day-form", $"“{text!.Trim()}”不是日期。请按2026-11-24的样子填写");
        int Part(string name) => int.Parse(parts.Groups[name].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
        var (year, month, day) = (parts.Groups["y"].Success ? Part("y") : today.Year, Part("m"), Part("d"));
        return year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : new Problem("day-missing", $"没有“{text!.Trim()}”这一天。请检查年月日");
    }

    [GeneratedRegex(@"^(?:(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2})|(?:(?<y>[0-9]{4})[-/.年])?(?<m>[0-9]{1,2})[-/.月](?<d>[0-9]{1,2})日?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
