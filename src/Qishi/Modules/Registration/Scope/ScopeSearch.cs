using Qishi.Kernel;
using Qishi.Modules.Registration.Model;

namespace Qishi.Modules.Registration.Scope;

/// <summary>Finds standard items for everyday words (“卖米粉、修手机”): exact words first, then contained ones, then shared runs of characters.</summary>
internal static class ScopeSearch
{
    private static readonly char[] Breaks = ['，', '、', '；', ',', ';', ' ', '　', '。', '和'];
    private static readonly string[] Fillers = ["我想", "想", "打算", "开一家", "开个", "开一个", "专门", "销售", "经营", "卖", "做", "开", "的", "店"];

    public static IReadOnlyList<ScopeItem> Find(string words, IReadOnlyList<ScopeItem> items, int take)
    {
        var asked = NormalisedText.Text(words).Split(Breaks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(10).Select(w => w.Length > 30 ? w[..30] : w).ToList();
        return
        [
            .. items.Select(i => (Item: i, Score: asked.Select(w => Score(i, w)).DefaultIfEmpty(0).Max())).Where(x => x.Score > 0)
                .OrderByDescending(x => x.Score).ThenBy(x => x.Item.Place).Take(take).Select(x => x.Item),
        ];
    }

    private static int Score(ScopeItem item, string words)
    {
        var core = Core(words);
        return item.Synonyms.Split('|', StringSplitOptions.RemoveEmptyEntries).Append(item.Name).Max(w => Score(w, words, core));
    }

    private static int Score(string word, string words, string core)
    {
        if (word == words)
            return 1000;
        if (core.Length > 0 && (word == core || Core(word) == core))
            return 900;
        if (word.Contains(words, StringComparison.Ordinal))
            return 700 + words.Length;
        if (words.Contains(word, StringComparison.Ordinal))
            return 600 + word.Length;
        if (core.Length > 1 && word.Contains(core, StringComparison.Ordinal))
            return 500 + core.Length;
        var run = LongestRun(word, core);
        return run >= 2 ? 100 + (run * 10) : 0;
    }

    private static string Core(string words)
    {
        foreach (var filler in Fillers)
            if (words.Length > filler.Length)
                words = words.StartsWith(filler, StringComparison.Ordinal) ? words[filler.Length..] : words.EndsWith(filler, StringComparison.Ordinal) ? words[..^filler.Length] : words;
        return words;
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
