using System.Globalization;
using Qishi.Kernel;

namespace Qishi.Platform.Web;

/// <summary>A day as people type it: 2026-11-24, 2026年11月24日, 20261124, 2026.11.24, 2026/11/24, and 11.24 within the current year.</summary>
public static class TypedDate
{
    private static readonly string[] Full = ["yyyy-M-d", "yyyy.M.d", "yyyy/M/d", "yyyyMMdd", "yyyy年M月d日"];
    private static readonly string[] Short = ["M.d", "M-d", "M月d日", "M/d"];

    public static bool TryParse(string? text, DateOnly? today, out DateOnly day)
    {
        var typed = (text ?? "").Trim().Normalize(System.Text.NormalizationForm.FormKC).Replace(" ", "", StringComparison.Ordinal);
        if (DateOnly.TryParseExact(typed, Full, CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
            // What lies further away is a slip, and reckoning on from it would leave the calendar.
            return day.Year is >= 1900 and < 3000;
        // The year is put in before parsing, so that 2.29 is right in a leap year only.
        return today is { } t
            && DateOnly.TryParseExact($"{t.Year}|{typed}", [.. Short.Select(f => "yyyy'|'" + f)], CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }

    /// <summary>The day, or a problem that shows what was typed.</summary>
    public static Result<DateOnly> Parse(string? text, string what, DateOnly? today = null) =>
        TryParse(text, today, out var day) ? day
        : string.IsNullOrWhiteSpace(text) ? new Problem("date-missing", $"请填写{what}")
        : new Problem("date-unreadable", $"“{text.Trim()}”不是日期。请按2026-11-24的样子填写{what}");
}
