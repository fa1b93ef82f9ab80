using System.Globalization;

namespace Qishi.Modules.Documents.Drawing;

/// <summary>
/// Breaks Chinese text into lines: anywhere between characters, but no closing mark begins a line and no opening mark ends one (GB/T 15834), and digits and
/// letters that belong together stay together.
/// </summary>
internal static class LineBreaks
{
    private const string NeverFirst = "，。、；：？！）》〉」』】〕〗”’％%,.;:?!)]}…—·～";
    private const string NeverLast = "（《〈「『【〔〖“‘([{￥¥";

    public static List<string> Break(string text, Func<string, float> width, float maxWidth, float firstIndent = 0)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.Split('\n'))
        {
            // Characters stand side by side without kerning, so the width of a line is the sum of its pieces'.
            var (line, used, room) = ("", 0f, maxWidth - firstIndent);
            foreach (var piece in Pieces(paragraph))
            {
                var wide = width(piece);
                if (line.Length > 0 && used + wide > room + 0.01f)
                {
                    lines.Add(line.TrimEnd(' '));
                    (line, room) = (piece.TrimStart(' '), maxWidth);
                    used = width(line);
                }
                else
                {
                    line += piece;
                    used += wide;
                }

                // A code longer than a line is cut where the line ends.
                while (used > room + 0.01f && Cut(line, width, room) is var cut && cut < line.Length)
                {
                    lines.Add(line[..cut]);
                    (line, room) = (line[cut..], maxWidth);
                    used = width(line);
                }
            }

            lines.Add(line);
        }

        return lines;
    }

    /// <summary>How much of a line fits, at least one character.</summary>
    private static int Cut(string line, Func<string, float> width, float room)
    {
        var cut = 0;
        for (var used = 0f; cut < line.Length;)
        {
            var length = char.IsHighSurrogate(line[cut]) && cut + 1 < line.Length ? 2 : 1;
            used += width(line.Substring(cut, length));
            if (used > room + 0.01f && cut > 0)
                break;
            cut += length;
        }

        return cut;
    }

    /// <summary>Pieces that must not be parted: a word or number, and marks with the character they cling to.</summary>
    private static IEnumerable<string> Pieces(string text)
    {
        var piece = "";
        foreach (var element in Elements(text))
        {
            if (piece.Length > 0 && !Cling(piece, element))
            {
                yield return piece;
                piece = "";
            }

            piece += element;
        }

        if (piece.Length > 0)
            yield return piece;
    }

    private static bool Cling(string before, string next) =>
        NeverFirst.Contains(next[0], StringComparison.Ordinal) && before.Length < 40
        || NeverLast.Contains(before[^1], StringComparison.Ordinal)
        || IsWord(before[^1]) && IsWord(next[0]);

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/' or '.' or ':' or '@' or '#' or '&' or '=' or '?';

    private static IEnumerable<string> Elements(string text)
    {
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
            yield return (string)elements.Current;
    }
}
