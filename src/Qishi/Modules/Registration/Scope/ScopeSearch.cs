using Qishi.Kernel;
using Qishi.Modules.Registration.Model;

namespace Qishi.Modules.Registration.Scope;

/// <summary>
/// Finds standard items for everyday words (“卖米粉、修手机”): cut at breaks and by the longest words of the catalogue, then exact words first, contained ones, words that
/// sound the same (米分), words with one character wrong, shared runs of characters. Each thing that was asked gets its turn before any gets a second.
/// </summary>
internal static class ScopeSearch
{
    private static readonly string[] Breaks = ["，", "、", "；", ",", ";", " ", "　", "。", "以及", "和", "跟", "加", "顺便", "还有", "另外", "也"];
    private const int MostAsked = 10, LongestAsked = 30, Good = 600;

    public static IReadOnlyList<ScopeItem> Find(string words, ScopeWords catalogue, int take)
    {
        var lists = Asked(words, catalogue).Select(w => Ranked(w, catalogue)).Where(l => l.Count > 0).ToList();
        var (found, seen) = (new List<ScopeItem>(), new HashSet<string>());
        for (var rank = 0; found.Count < take && lists.Any(l => l.Count > rank); rank++)
            foreach (var list in lists.Where(l => l.Count > rank))
                if (found.Count < take && seen.Add(list[rank].Code))
                    found.Add(list[rank]);
        return found;
    }

    /// <summary>What was asked, one thing each: at breaks first, but a whole that is a word of the catalogue (和 in 中医和针灸) stays whole; then by the words in it.</summary>
    internal static IReadOnlyList<string> Asked(string words, ScopeWords catalogue)
    {
        var text = NormalisedText.Text(words);
        if (Best(text, catalogue) >= Good)
            return [text];
        var pieces = text.Split(Breaks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostAsked).Select(p => p.Length > LongestAsked ? p[..LongestAsked] : p).ToList();
        return [.. pieces.SelectMany(p => Best(p, catalogue) >= Good ? [p] : Cut(p, catalogue) is { Count: > 0 } known ? known : [p]).Distinct().Take(MostAsked)];
    }

    // Longest words of the catalogue from the left; what lies between says nothing.
    private static List<string> Cut(string piece, ScopeWords catalogue)
    {
        var known = new List<string>();
        for (var at = 0; at < piece.Length;)
        {
            var length = Math.Min(catalogue.Longest, piece.Length - at);
            while (length >= 2 && !catalogue.Vocabulary.Contains(piece.Substring(at, length)))
                length--;
            if (length >= 2)
                known.Add(piece.Substring(at, length));
            at += Math.Max(1, length >= 2 ? length : 1);
        }

        return known;
    }

    private static List<ScopeItem> Ranked(string asked, ScopeWords catalogue)
    {
        var core = ScopeWords.Core(asked);
        var scores = new Dictionary<ScopeItem, int>();
        foreach (var word in catalogue.All)
            Note(word.Item, Score(word, asked, core));
        foreach (var word in catalogue.SoundingLike(core))
            Note(word.Item, 450);
        return [.. scores.OrderByDescending(s => s.Value).ThenBy(s => s.Key.Place).Select(s => s.Key)];

        void Note(ScopeItem item, int score)
        {
            if (score > 0 && score > scores.GetValueOrDefault(item))
                scores[item] = score;
        }
    }

    private static int Best(string asked, ScopeWords catalogue)
    {
        var core = ScopeWords.Core(asked);
        return asked.Length == 0 ? 0 : catalogue.All.Max(w => w.Text == asked ? 1000 : core.Length > 0 && (w.Text == core || w.Core == core) ? 900 : w.Text.Contains(asked, StringComparison.Ordinal) ? 700 : 0);
    }

    private static int Score(ScopeWord word, string asked, string core)
    {
        if (word.Text == asked)
            return 1000;
        if (core.Length > 0 && (word.Text == core || word.Core == core))
            return 900;
        if (word.Text.Contains(asked, StringComparison.Ordinal))
            return 700 + asked.Length;
        if (asked.Contains(word.Text, StringComparison.Ordinal))
            return 600 + word.Text.Length;
        if (core.Length > 1 && word.Text.Contains(core, StringComparison.Ordinal))
            return 500 + core.Length;
        if (core.Length >= 3 && OneWrong(word.Core, core))
            return 400;
        var run = LongestRun(word.Text, core);
        return run >= 2 ? 100 + (run * 10) : 0;
    }

    /// <summary>One character exchanged, missing or too many.</summary>
    internal static bool OneWrong(string a, string b)
    {
        if (a.Length < b.Length)
            (a, b) = (b, a);
        if (a.Length - b.Length > 1 || b.Length < 2)
            return false;
        var start = 0;
        while (start < b.Length && a[start] == b[start])
            start++;
        return a.Length == b.Length ? start < a.Length && a.AsSpan(start + 1).SequenceEqual(b.AsSpan(start + 1)) : a.AsSpan(start + 1).SequenceEqual(b.AsSpan(start));
    }

    private static int LongestRun(string a, string b)
    {
        var (best, row) = (0, new int[b.Length + 1]);
        foreach (var c in a)
            for (var j = b.Length; j > 0; j--)
            {
                row[j] = c == b[j - 1] ? row[j - 1] + 1 : 0;
                best = Math.Max(best, row[j]);
            }

        return best;
    }
}
