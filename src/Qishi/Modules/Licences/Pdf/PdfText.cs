using System.Globalization;

namespace Qishi.Modules.Licences.Pdf;

/// <summary>The grammar of PDF objects, as far as an update needs it: where a value ends, the entries of a dictionary, the items of an array. Text is Latin-1, one character a byte.</summary>
internal static class PdfText
{
    private const int Deepest = 60;

    public static int SkipSpace(string t, int i)
    {
        while (i < t.Length)
        {
            if (t[i] == '%')
                while (i < t.Length && t[i] is not ('\r' or '\n'))
                    i++;
            else if (IsSpace(t[i]))
                i++;
            else
                break;
        }

        return i;
    }

    /// <summary>Behind the value that begins at <paramref name="i"/>.</summary>
    /// <exception cref="FormatException">There is no value.</exception>
    public static int End(string t, int i, int depth = 0)
    {
        if (depth > Deepest || i >= t.Length)
            throw new FormatException("Too deep or cut off.");
        return t[i] switch
        {
            '<' when At(t, i + 1) == '<' => Members(t, i + 2, depth, ">>"),
            '<' => t.IndexOf('>', i) is var end and >= 0 ? end + 1 : throw new FormatException("Open string."),
            '[' => Members(t, i + 1, depth, "]"),
            '(' => Literal(t, i),
            '/' => Word(t, i + 1),
            _ => Plain(t, i),
        };
    }

    /// <summary>Entries of the dictionary that begins at <paramref name="i"/>, values as written.</summary>
    public static Dictionary<string, string> Dictionary(string t, int i = 0)
    {
        i = SkipSpace(t, i);
        if (At(t, i) != '<' || At(t, i + 1) != '<')
            throw new FormatException("No dictionary.");
        var entries = new Dictionary<string, string>();
        for (i = SkipSpace(t, i + 2); !(At(t, i) == '>' && At(t, i + 1) == '>'); i = SkipSpace(t, i))
        {
            if (At(t, i) != '/')
                throw new FormatException("No name.");
            var key = t[i..Word(t, i + 1)];
            var value = SkipSpace(t, i + key.Length);
            i = End(t, value);
            entries[key] = t[value..i];
        }

        return entries;
    }

    public static List<string> Items(string array)
    {
        var items = new List<string>();
        var i = SkipSpace(array, 0);
        if (At(array, i) != '[')
            throw new FormatException("No array.");
        for (i = SkipSpace(array, i + 1); At(array, i) != ']'; i = SkipSpace(array, i))
        {
            var end = End(array, i);
            items.Add(array[i..end]);
            i = end;
        }

        return items;
    }

    public static string Write(IEnumerable<KeyValuePair<string, string>> entries) => "<<" + string.Join("\n", entries.Select(e => $"{e.Key} {e.Value}")) + ">>";

    /// <summary>Number of a reference <c>12 0 R</c>; null when the value is none.</summary>
    public static int? Reference(string value) =>
        value.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries) is [var n, _, "R"] && int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static bool IsSpace(char c) => c is ' ' or '\t' or '\r' or '\n' or '\f' or '\0';

    private static char At(string t, int i) => i < t.Length ? t[i] : throw new FormatException("Cut off.");

    private static int Members(string t, int i, int depth, string close)
    {
        for (i = SkipSpace(t, i); string.CompareOrdinal(t, i, close, 0, close.Length) != 0; i = SkipSpace(t, i))
            i = End(t, i, depth + 1);
        return i + close.Length;
    }

    private static int Literal(string t, int i)
    {
        for (var open = 0; i < t.Length; i++)
        {
            if (t[i] == '\\')
                i++;
            else if (t[i] == '(')
                open++;
            else if (t[i] == ')' && --open == 0)
                return i + 1;
        }

        throw new FormatException("Open string.");
    }

    private static int Word(string t, int i)
    {
        while (i < t.Length && !IsSpace(t[i]) && !"/<>[]()%{}".Contains(t[i], StringComparison.Ordinal))
            i++;
        return i;
    }

    // A number, a word, or a reference: two whole numbers and R.
    private static int Plain(string t, int i)
    {
        var end = Word(t, i);
        if (end == i)
            throw new FormatException("Nothing there.");
        if (!Digits(t, i, end))
            return end;
        var second = SkipSpace(t, end);
        var secondEnd = Word(t, second);
        var r = SkipSpace(t, secondEnd);
        return secondEnd > second && Digits(t, second, secondEnd) && r < t.Length && t[r] == 'R' && Word(t, r) == r + 1 ? r + 1 : end;
    }

    private static bool Digits(string t, int from, int to) => t.AsSpan(from, to - from).IndexOfAnyExceptInRange('0', '9') < 0;
}
