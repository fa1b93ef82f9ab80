using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Names;

/// <summary>
/// Splits a name written in one piece into its four parts (rulebook A §3.3): longest division at the start (or in brackets behind the trade name), longest
/// organisation form at the end, longest industry word before it, the rest is the trade name. A proposal only: the applicant confirms the parts.
/// </summary>
internal static class NameParser
{
    public static NameParts Split(string? typed, EntityKind kind, Ground ground)
    {
        var text = NameRules.Clean(new(NormalisedText.Text(typed), "", "", "")).Division;
        var (division, rest) = Division(text, kind, ground);
        var (body, form) = Form(rest, kind, ground.Catalogue);
        if (division.Length == 0)
            (division, body) = Bracketed(body, ground);
        var (trade, industry) = Industry(body, ground.Catalogue);
        return new(division, trade, industry, form);
    }

    private static (string Division, string Remainder) Division(string text, EntityKind kind, Ground ground)
    {
        var county = ground.County;
        var heads = ground.DivisionNames.Append(county.Name).Append(county.CityName + county.Name);
        var head = heads.Where(h => h.Length > 0 && text.StartsWith(h, StringComparison.Ordinal)).MaxBy(h => h.Length) ?? "";
        if (head.Length > 0 && !head.EndsWith('县') && head + "县" == county.Name)
            head = text.StartsWith(county.Name, StringComparison.Ordinal) ? county.Name : head;
        if (kind == EntityKind.Individual)
            while (ground.Catalogue.Areas.Where(a => text[head.Length..].StartsWith(a.Name, StringComparison.Ordinal)).MaxBy(a => a.Name.Length) is { } area)
                head += area.Name;
        return (head, text[head.Length..]);
    }

    // 红光（望溪县）酒业有限公司: the division may stand in brackets behind the trade name.
    private static (string Division, string Body) Bracketed(string body, Ground ground)
    {
        var (open, close) = (body.IndexOf('（', StringComparison.Ordinal), body.IndexOf('）', StringComparison.Ordinal));
        return open > 0 && close > open && (ground.DivisionNames.Contains(body[(open + 1)..close]) || body[(open + 1)..close] == ground.County.Name)
            ? (body[(open + 1)..close], body[..open] + body[(close + 1)..])
            : ("", body);
    }

    private static (string Body, string Form) Form(string text, EntityKind kind, Catalogue catalogue)
    {
        var suffix = catalogue.Forms.Where(f => f.IsSuffix && text.EndsWith(f.Form, StringComparison.Ordinal)).MaxBy(f => f.Form.Length)?.Form ?? "";
        if (suffix.Length == 0 && kind == EntityKind.Individual && text.EndsWith(NameRules.Suffix, StringComparison.Ordinal))
            suffix = NameRules.Suffix;
        var bare = text[..^suffix.Length];
        // 米粉店 is 米粉＋店 and not 米＋粉店: a form before which an industry word stands goes before a longer one.
        var forms = catalogue.Forms.Where(f => !f.IsSuffix && bare.EndsWith(f.Form, StringComparison.Ordinal)).OrderByDescending(f => f.Form.Length).Select(f => f.Form).ToList();
        var form = forms.FirstOrDefault(f => Industry(bare[..^f.Length], catalogue).Industry.Length > 0) ?? forms.FirstOrDefault() ?? "";
        return (bare[..^form.Length], form + suffix);
    }

    // The trade name keeps at least two characters where there are as many.
    private static (string Trade, string Industry) Industry(string body, Catalogue catalogue)
    {
        for (var start = Math.Min(2, body.Length); start < body.Length; start++)
            if (catalogue.IsIndustryWord(body[start..]) || catalogue.IsIndustryWord(NormalName.Bare(body[start..])))
                return (body[..start], body[start..]);
        return NormalName.Bare(body) is { Length: >= 2 } trade ? (trade, body[trade.Length..]) : (body, "");
    }
}
