using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;

namespace Qishi.Modules.Registration.Scope;

/// <summary>A word that means an item: its wording, an everyday word, or either without 销售、卖 and the like.</summary>
internal sealed record ScopeWord(string Text, string Core, ScopeItem Item);

/// <summary>All words of the catalogue, prepared once: what people say is cut by them and compared with them.</summary>
internal sealed class ScopeWords
{
    private static readonly string[] Fillers =
    [
        "我想", "想要", "想", "我要", "打算", "准备", "开一家", "开一个", "开个", "开家", "开间", "搞一个", "搞个", "弄个", "办个", "做点", "卖点", "顺便", "还有", "还", "再", "小", "专门", "主要", "销售", "零售", "批发",
        "经营", "服务", "卖", "做", "搞", "办", "开", "的", "店铺", "铺子", "店", "铺", "摊", "生意", "业务",
    ];

    public ScopeWords(IEnumerable<ScopeItem> items)
    {
        All =
        [
            .. from item in items
               from text in item.Synonyms.Split('|', StringSplitOptions.RemoveEmptyEntries).Append(item.Name)
               select new ScopeWord(text, Core(text), item),
        ];
        Vocabulary = [.. All.SelectMany(w => new[] { w.Text, w.Core }).Where(t => t.Length >= 2).Distinct()];
        Longest = Vocabulary.Count == 0 ? 0 : Vocabulary.Max(v => v.Length);
    }

    public IReadOnlyList<ScopeWord> All { get; }
    public HashSet<string> Vocabulary { get; }
    public int Longest { get; }

    /// <summary>Words that sound the same, for a slip of the input method: 米分, 摆滩.</summary>
    public IEnumerable<ScopeWord> SoundingLike(string core) =>
        core.Length < 2 ? [] : All.Where(w => SoundsLike(w.Core, core) || SoundsLike(w.Text, core));

    private static bool SoundsLike(string word, string asked) => word.Length == asked.Length && word.Zip(asked).All(p => CharacterTable.Current.SoundAlike(p.First, p.Second));

    /// <summary>The words without what says nothing about the trade: 我想开个米粉店 → 米粉.</summary>
    public static string Core(string words)
    {
        for (var again = true; again;)
        {
            again = false;
            foreach (var filler in Fillers)
            {
                if (words.Length <= filler.Length)
                    continue;
                if (words.StartsWith(filler, StringComparison.Ordinal))
                    (words, again) = (words[filler.Length..], true);
                else if (words.EndsWith(filler, StringComparison.Ordinal))
                    (words, again) = (words[..^filler.Length], true);
            }
        }

        return words;
    }
}
