using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Names;

/// <summary>A name as it is compared: standard characters, without brackets and without （个体工商户）.</summary>
/// <param name="Enterprise">Enterprises are compared by trade name and industry, sole traders by the whole name (rulings).</param>
/// <param name="Full">All parts together.</param>
/// <param name="Trade">Trade name.</param>
/// <param name="Industry">Words of the industry part.</param>
/// <param name="Group">What makes two industries the same; empty without one.</param>
internal sealed record NormalName(bool Enterprise, string Full, string Trade, string Industry, string Group)
{
    // 实业, 发展 and the like say no industry of GB/T 4754 (R-3.23 5; rulings): only for similarity.
    private static readonly string[] SayNothing = ["实业", "发展", "产业", "集团", "兴业"];

    /// <summary>The industry for similarity: 实业、发展 count as none.</summary>
    public string Soft { get; } = Industry.Length > 0 && Bare(Industry).Length == 0 ? "" : Group;

    public static NormalName Of(NameParts name, EntityKind kind, Catalogue catalogue) => Of(name, kind, NameRules.IndustryKey(name, catalogue));

    public static NormalName Of(NameRecord n) => Of(new(n.Division, n.TradeName, n.Industry, n.Form), n.Kind, n.IndustryKey);

    public static NormalName Of(NameParts name, EntityKind kind, string group)
    {
        var full = name.Full.Replace(NameRules.Suffix, "", StringComparison.Ordinal);
        return new(kind != EntityKind.Individual, Plain(full), Plain(name.TradeName), Plain(name.Industry), group);
    }

    /// <summary>Industry words without 实业、发展 at their end.</summary>
    public static string Bare(string industry)
    {
        while (SayNothing.FirstOrDefault(w => industry.EndsWith(w, StringComparison.Ordinal)) is { } word)
            industry = industry[..^word.Length];
        return industry;
    }

    private static string Plain(string text) =>
        CharacterTable.Current.Standard(text).Replace("（", "", StringComparison.Ordinal).Replace("）", "", StringComparison.Ordinal);
}
