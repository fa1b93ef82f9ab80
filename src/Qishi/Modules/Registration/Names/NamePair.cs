using Qishi.Modules.Registration.Contracts;

namespace Qishi.Modules.Registration.Names;

/// <summary>One reason why two names are the same or alike.</summary>
internal sealed record NameReason(string Rule, bool Blocks, NameRelation Relation, string Words);

/// <summary>
/// Compares two names (企业名称登记管理规定 art. 17; 企业名称相同相近比对规则 art. 3, 4; rulebook A …, rulings). Pure and symmetric: what one finds
/// in the other, the other finds in the one.
/// </summary>
internal static class NamePair
{
    public static IReadOnlyList<NameReason> Compare(NormalName a, NormalName b) => (a.Enterprise, b.Enterprise) switch
    {
        (true, true) => Enterprises(a, b),
        (false, false) => SoleTraders(a, b),
        _ => Mixed(a, b),
    };

    private static List<NameReason> Enterprises(NormalName a, NormalName b)
    {
        var reasons = new List<NameReason>();
        if (a.Full == b.Full)
            reasons.Add(new("R-3.20", true, NameRelation.Same, "名称完全相同"));
        else if (a.Trade == b.Trade && SameIndustry(a.Group, b.Group))
            reasons.Add(SameTrade(a, b));
        else if (Sorted(a.Full) == Sorted(b.Full))
            reasons.Add(new("R-3.22", true, NameRelation.Same, "用字全部相同，只是顺序不同"));
        if (reasons.Count == 0 && SameIndustry(a.Soft, b.Soft))
            Alike(a, b, reasons);
        return reasons;
    }

    private static NameReason SameTrade(NormalName a, NormalName b) =>
        a.Industry == b.Industry ? new("R-3.20", true, NameRelation.Same, "字号和行业用词都相同，只是行政区划或组织形式不同")
        : a.Group.Length == 0 || b.Group.Length == 0 ? new("R-3.20", true, NameRelation.Similar, "字号相同，有一方不写行业")
        : new("R-3.20", true, NameRelation.Similar, $"字号相同，“{Word(a)}”和“{Word(b)}”是同一行业");

    private static string Word(NormalName name) => name.Industry.Length > 0 ? name.Industry : "没有单写的行业";

    // 2–5: warnings, for the applicant to weigh.
    private static void Alike(NormalName a, NormalName b, List<NameReason> reasons)
    {
        if (a.Trade == b.Trade)
            Add("R-3.23(5)", "字号相同，有一方的行业用“实业、发展”一类的词");
        else if (a.Trade.Length == b.Trade.Length && Sorted(a.Trade) == Sorted(b.Trade))
            Add("R-3.22", "字号用字相同、顺序不同");
        else if (Contains(a.Trade, b.Trade) || Contains(b.Trade, a.Trade))
            Add("R-3.23(3)", a.Trade.Length > b.Trade.Length ? $"字号包含它的字号“{b.Trade}”" : $"字号“{a.Trade}”包含在它的字号里");
        if (a.Trade != b.Trade && a.Trade.Length == b.Trade.Length && a.Trade.Length >= 2)
        {
            var alike = SoundsAlike(a.Trade, b.Trade);
            if (alike == a.Trade.Length)
                Add("R-3.23(2)", $"字号“{a.Trade}”与“{b.Trade}”读音相同（不论声调）");
            else if (alike >= 2 && alike == a.Trade.Length - 1)
                Add("R-3.23(4)", $"字号“{a.Trade}”与“{b.Trade}”只差一个音");
        }

        if (reasons.Count > 0 && (a.Soft.Length == 0 || b.Soft.Length == 0) && reasons[0].Rule != "R-3.23(5)")
            Add("R-3.23(5)", "有一方不写行业，或者行业用“实业、发展”一类的词");

        void Add(string rule, string words) => reasons.Add(new(rule, false, NameRelation.Similar, words));
    }

    private static List<NameReason> SoleTraders(NormalName a, NormalName b) =>
        a.Full == b.Full ? [new("R-3.20", true, NameRelation.Same, "名称完全相同")]
        : a.Trade == b.Trade && SameIndustry(a.Group, b.Group) ? [new("R-3.23(1)", false, NameRelation.Similar, "店名相同，做的是同一行")]
        : [];

    private static List<NameReason> Mixed(NormalName a, NormalName b) =>
        a.Trade == b.Trade && SameIndustry(a.Soft, b.Soft) ? [new("R-3.23(1)", false, NameRelation.Similar, "企业和个体工商户字号相同，行业也相同")] : [];

    internal static bool SameIndustry(string a, string b) => a == b || a.Length == 0 || b.Length == 0;

    private static bool Contains(string longer, string shorter) => shorter.Length >= 2 && longer.Length > shorter.Length && longer.Contains(shorter, StringComparison.Ordinal);

    private static int SoundsAlike(string a, string b)
    {
        var (table, count) = (CharacterTable.Current, 0);
        for (var i = 0; i < a.Length; i++)
            count += table.SoundAlike(a[i], b[i]) ? 1 : 0;
        return count;
    }

    internal static string Sorted(string text)
    {
        var chars = text.ToCharArray();
        Array.Sort(chars);
        return new(chars);
    }
}
