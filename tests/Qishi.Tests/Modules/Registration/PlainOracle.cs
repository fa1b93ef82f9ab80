using Qishi.Modules.Registration.Contracts;

namespace Qishi.Tests.Modules.Registration;

/// <summary>
/// The rules of rulebook A §3.3 and the rulings written down once more, plainly and by themselves: no keys, no index, every pair compared. It shares nothing with the
/// program but the reference lists (readings, variants, industry groups), which it reads by functions given to it.
/// </summary>
internal sealed class PlainOracle(Func<char, string[]> readings, Func<char, char> standard, Func<NameParts, string> group)
{
    private static readonly string[] Empty = ["实业", "发展", "产业", "集团", "兴业"];

    /// <summary>same, blocked, similar, or none.</summary>
    public string Relation(NameParts a, EntityKind kindA, NameParts b, EntityKind kindB)
    {
        var (fullA, fullB) = (Plain(a.Full.Replace("（个体工商户）", "")), Plain(b.Full.Replace("（个体工商户）", "")));
        var (tradeA, tradeB) = (Plain(a.TradeName), Plain(b.TradeName));
        var (groupA, groupB) = (group(a), group(b));
        var (softA, softB) = (SaysNothing(Plain(a.Industry)) ? "" : groupA, SaysNothing(Plain(b.Industry)) ? "" : groupB);
        var (companyA, companyB) = (kindA != EntityKind.Individual, kindB != EntityKind.Individual);

        if (companyA && companyB)
        {
            if (fullA == fullB)
                return "same";
            if (tradeA == tradeB && SameIndustry(groupA, groupB))
                return "blocked";
            if (SameLetters(fullA, fullB))
                return "same";
            if (!SameIndustry(softA, softB))
                return "none";
            if (tradeA == tradeB || SameLetters(tradeA, tradeB) || Within(tradeA, tradeB) || Within(tradeB, tradeA) || Sounds(tradeA, tradeB))
                return "similar";
            return "none";
        }

        if (!companyA && !companyB)
            return fullA == fullB ? "same" : tradeA == tradeB && SameIndustry(groupA, groupB) ? "similar" : "none";
        return tradeA == tradeB && SameIndustry(softA, softB) ? "similar" : "none";
    }

    private string Plain(string text)
    {
        var plain = "";
        foreach (var c in text)
            if (c != '（' && c != '）')
                plain += standard(c);
        return plain;
    }

    private static bool SaysNothing(string industry)
    {
        if (industry.Length == 0)
            return false;
        var left = industry;
        for (var again = true; again && left.Length > 0;)
        {
            again = false;
            foreach (var word in Empty)
                if (left.EndsWith(word, StringComparison.Ordinal))
                    (left, again) = (left[..^word.Length], true);
        }

        return left.Length == 0;
    }

    private static bool SameIndustry(string a, string b) => a == "" || b == "" || a == b;

    private static bool SameLetters(string a, string b) => string.Concat(a.Order()) == string.Concat(b.Order());

    private static bool Within(string inner, string outer) => inner.Length >= 2 && inner != outer && outer.Contains(inner, StringComparison.Ordinal);

    // Equal length, at least all but one syllable equal, at least two equal (rulings); all equal is the whole homophone.
    private bool Sounds(string a, string b)
    {
        if (a.Length != b.Length)
            return false;
        var equal = 0;
        for (var i = 0; i < a.Length; i++)
            if (a[i] == b[i] || readings(a[i]).Intersect(readings(b[i])).Any())
                equal++;
        return equal >= 2 && equal >= a.Length - 1;
    }
}
