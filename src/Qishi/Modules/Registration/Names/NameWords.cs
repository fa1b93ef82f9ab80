using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Names;

/// <summary>Forbidden and doubtful words in a name (企业名称登记管理规定 art. 11, 12; rulebook A §3.2).</summary>
internal static class NameWords
{
    /// <summary>Words that may not stand in the name: one sentence each, the longest of overlapping words only.</summary>
    public static IEnumerable<Problem> Blocked(NameParts name, EntityKind kind, Catalogue catalogue) =>
        Found(name, kind, catalogue, "BLOCK").Select(w => new Problem("name-word", $"名称中的“{w.Word}”不能使用。请删去后再检查一次", FieldOf(name, w.Word), RuleOf(w)));

    /// <summary>Words a person must look at.</summary>
    public static IEnumerable<Problem> Doubtful(NameParts name, EntityKind kind, Catalogue catalogue) =>
        Found(name, kind, catalogue, "REVIEW").Select(w => new Problem("name-word-review", $"名称中的“{w.Word}”需要登记人员判断能否使用", FieldOf(name, w.Word), RuleOf(w)));

    private static List<ForbiddenWord> Found(NameParts name, EntityKind kind, Catalogue catalogue, string level)
    {
        var whole = name.TradeName + name.Industry;
        var hits = catalogue.Words.Where(w => w.Level == level && Applies(w, kind) && Holds(Searched(w, name, whole), w)).DistinctBy(w => w.Word).ToList();
        return [.. hits.Where(w => !hits.Any(o => o.Word.Length > w.Word.Length && o.Word.Contains(w.Word, StringComparison.Ordinal)))];
    }

    private static bool Applies(ForbiddenWord word, EntityKind kind) => word.Applies == "BOTH" || word.Applies == (kind == EntityKind.Individual ? "INDIVIDUAL" : "ENTERPRISE");

    // Superlatives (P7), foreign places, titles and ranks (P8) are barred as trade names only.
    private static string Searched(ForbiddenWord word, NameParts name, string whole) => word.Category is "P7" or "P8" ? name.TradeName : whole;

    private static bool Holds(string text, ForbiddenWord word)
    {
        if (!text.Contains(word.Word, StringComparison.Ordinal))
            return false;
        foreach (var harmless in word.Exceptions.Split('|', StringSplitOptions.RemoveEmptyEntries))
            text = text.Replace(harmless, "　", StringComparison.Ordinal);
        return text.Contains(word.Word, StringComparison.Ordinal);
    }

    private static string FieldOf(NameParts name, string word) => name.Industry.Contains(word, StringComparison.Ordinal) ? "Name.Industry" : "Name.TradeName";

    private static string RuleOf(ForbiddenWord word) => $"{word.Category} {word.Source}";
}
