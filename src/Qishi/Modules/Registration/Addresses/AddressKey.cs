using System.Text;
using Qishi.Kernel;

namespace Qishi.Modules.Registration.Addresses;

/// <summary>One writing for one door: spaces, full-width letters and punctuation go, Chinese numerals before 号, 栋, 单元 and the like become digits (十二号 is 12号).</summary>
internal static class AddressKey
{
    private const string Numerals = "〇一二三四五六七八九", Units = "号栋幢座楼层室弄组队单";

    public static string Of(string? text)
    {
        var typed = NormalisedText.HalfWidth(NormalisedText.Text(text)).ToUpperInvariant();
        // 5-2号 is another door than 52号: a dash between digits stays.
        var plain = typed.Where((c, i) => char.IsLetterOrDigit(c) || c == '〇' || c == '-' && i > 0 && i + 1 < typed.Length && char.IsDigit(typed[i - 1]) && char.IsDigit(typed[i + 1]))
            .Select(c => c is '零' ? '〇' : c is '两' ? '二' : c).ToArray();
        var key = new StringBuilder(plain.Length);
        for (var i = 0; i < plain.Length;)
        {
            var end = i;
            while (end < plain.Length && (Numerals.Contains(plain[end], StringComparison.Ordinal) || plain[end] is '十' or '百'))
                end++;
            if (end > i && end < plain.Length && Units.Contains(plain[end], StringComparison.Ordinal) && Number(plain.AsSpan(i, end - i)) is { } number)
            {
                key.Append(number);
                i = end;
            }
            else
            {
                key.Append(plain[i]);
                i++;
            }
        }

        return key.ToString();
    }

    /// <summary>A code as it is kept: capitals, no spaces; dashes belong to it (MSA-S01).</summary>
    public static string Code(string? text) => NormalisedText.HalfWidth(NormalisedText.Text(text)).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>Whether the typed key names the door: equal to it, or going on behind it with a floor or a room, not with another digit of the number.</summary>
    public static bool Names(string typed, string door) =>
        typed.StartsWith(door, StringComparison.Ordinal) && (typed.Length == door.Length || !char.IsDigit(door[^1]) || !char.IsDigit(typed[door.Length]) && typed[door.Length] != '-');

    private static int? Number(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny('十', '百') < 0)
        {
            var digits = 0;
            foreach (var c in text)
                digits = digits > 9999 ? digits : digits * 10 + Numerals.IndexOf(c, StringComparison.Ordinal);
            return text.Length > 4 ? null : digits;
        }

        var (total, last) = (0, 0);
        foreach (var c in text)
            if (c == '百')
                (total, last) = (total + Math.Max(last, 1) * 100, 0);
            else if (c == '十')
                (total, last) = (total + (last == 0 ? 1 : last) * 10, 0);
            else
                last = Numerals.IndexOf(c, StringComparison.Ordinal);
        return total + last;
    }
}
