using System.Globalization;
using System.Text;

namespace Qishi.Kernel;

/// <summary>
/// Cleans what people type before anything looks at it (R-2.6, ux 4.3): full-width letters and digits, stray spaces, invisible
/// characters. Every method is idempotent and takes null for an empty field.
/// </summary>
public static class NormalisedText
{
    /// <summary>
    /// For codes and numbers: full-width → half-width, upper case, without spaces, hyphens, dashes and invisible characters. Null gives "".
    /// </summary>
    public static string Codes(string? text)
    {
        var result = new StringBuilder(text?.Length ?? 0);
        foreach (var c in text ?? "")
        {
            var half = HalfWidth(c);
            if (char.IsWhiteSpace(half) || IsDash(half) || IsInvisible(half) || char.IsControl(half) || char.IsSurrogate(half)) continue;
            result.Append(char.ToUpperInvariant(half));
        }
        return result.ToString();
    }

    /// <summary>
    /// For free text: NFC, no control characters except line feed and tab, no zero-width characters, soft hyphens, variation selectors or halves of
    /// broken surrogate pairs, trimmed. Line ends become a line feed. Rare characters are kept. Null gives "".
    /// </summary>
    public static string Text(string? text)
    {
        var kept = new StringBuilder(text?.Length ?? 0);
        var source = text ?? "";
        for (var i = 0; i < source.Length; i++)
        {
            var c = source[i];
            if (c == '\r')
            {
                if (i + 1 == source.Length || source[i + 1] != '\n') kept.Append('\n');
            }
            else if (char.IsHighSurrogate(c) && i + 1 < source.Length && char.IsLowSurrogate(source[i + 1]))
            {
                kept.Append(c).Append(source[++i]);
            }
            else if (!char.IsSurrogate(c) && !IsInvisible(c) && !IsNonCharacter(c) && (!char.IsControl(c) || c is '\n' or '\t'))
            {
                kept.Append(c);
            }
        }
        return kept.ToString().Normalize(NormalizationForm.FormC).Trim();
    }

    /// <summary>
    /// For names of people and firms: as <see cref="Text"/>, on one line, every way of typing the middle dot (• ・ ‧ . and others) becomes ·, runs of
    /// spaces become one space, and spaces beside a Han character or a dot disappear. Null gives "".
    /// </summary>
    public static string Name(string? text)
    {
        var source = Text(text);
        var result = new StringBuilder(source.Length);
        foreach (var raw in source)
        {
            var c = char.IsWhiteSpace(raw) ? ' ' : IsMiddleDot(raw) ? '·' : raw;
            if (c == ' ' && (result.Length == 0 || result[^1] is ' ' or '·' || IsHan(result[^1]))) continue;
            if ((c == '·' || IsHan(c)) && result.Length > 0 && result[^1] == ' ') result.Length--;
            result.Append(c);
        }
        return result.ToString().Trim();
    }

    /// <summary>The same text with full-width ASCII and the ideographic space in half width.</summary>
    public static string HalfWidth(string? text) => string.Create(text?.Length ?? 0, text ?? "", static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++) span[i] = HalfWidth(source[i]);
    });

    private static char HalfWidth(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
        '\u3000' => ' ',
        _ => c,
    };

    private static bool IsDash(char c) => c is '-' or '\u2212' or '_' || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation;

    private static bool IsInvisible(char c) =>
        c is '\u00AD' or '\u061C' or '\u180E' or '\uFEFF' or '\u3164' or '\u115F' or '\u1160' or '\uFFA0'
            or (>= '\u200B' and <= '\u200F') or (>= '\u2028' and <= '\u202E') or (>= '\u2060' and <= '\u206F')
            or (>= '\uFE00' and <= '\uFE0F') or (>= '\uFFF9' and <= '\uFFFB');

    private static bool IsNonCharacter(char c) => c is '\uFFFE' or '\uFFFF' or (>= '\uFDD0' and <= '\uFDEF');

    private static bool IsMiddleDot(char c) =>
        c is '·' or '•' or '‧' or '∙' or '⋅' or '・' or '･' or '.' or '．' or '●' or '\u00B7' or '\u0387' or '\u2E31' or '\u30FB';

    private static bool IsHan(char c) => c is (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') || char.IsSurrogate(c);
}
