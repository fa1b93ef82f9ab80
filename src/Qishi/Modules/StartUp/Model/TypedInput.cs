using System.Globalization;
using Qishi.Kernel;

namespace Qishi.Modules.StartUp.Model;

/// <summary>Dates, months and numbers as people type them (ux.md 4.3).</summary>
internal static class TypedInput
{
    private static readonly char[] Separators = ['-', '/', '.', '年', '月', '日', ' '];

    /// <summary>2026-11-24, 2026年11月24日, 20261124, 11.24 (this year); null when it is no day.</summary>
    public static DateOnly? Day(string text, DateOnly today)
    {
        var half = NormalisedText.HalfWidth(text).Trim();
        var parts = half.Length == 8 && half.All(char.IsAsciiDigit) ? [half[..4], half[4..6], half[6..]] : half.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 2)
            parts = [today.Year.ToString(CultureInfo.InvariantCulture), .. parts];
        return parts.Length == 3 && Numbers(parts) is [var y, var m, var d] && y is > 1900 and < 2200 && m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(y, m)
            ? new DateOnly(y, m, d)
            : null;
    }

    /// <summary>2026-12, 2026年12月, 12月 (this year, or the next when it is over); the first of that month.</summary>
    public static DateOnly? Month(string text, DateOnly today)
    {
        var half = NormalisedText.HalfWidth(text).Trim();
        var parts = half.Length == 6 && half.All(char.IsAsciiDigit) ? [half[..4], half[4..]] : half.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 1 && Numbers(parts) is [var only] && only is >= 1 and <= 12)
            return new DateOnly(only < today.Month ? today.Year + 1 : today.Year, only, 1);
        return parts.Length == 2 && Numbers(parts) is [var y, var m] && y is > 1900 and < 2200 && m is >= 1 and <= 12 ? new DateOnly(y, m, 1) : null;
    }

    public static int? Number(string text) => int.TryParse(NormalisedText.Codes(text), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;

    private static List<int>? Numbers(string[] parts)
    {
        var numbers = new List<int>();
        foreach (var part in parts)
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var n))
                return null;
            numbers.Add(n);
        }

        return numbers;
    }
}
