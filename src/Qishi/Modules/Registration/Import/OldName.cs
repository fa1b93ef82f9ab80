using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Import;

/// <summary>
/// Cuts a whole name into its parts, as well as it goes: the division at its start, the longest known form at its end, the industry word before that. The parts always give the whole again.
/// </summary>
internal static class OldName
{
    public static NameParts Split(string name, string tradeName, Ground ground)
    {
        if (tradeName.Length > 0 && name.IndexOf(tradeName, StringComparison.Ordinal) is >= 0 and var at)
        {
            var rest = name[(at + tradeName.Length)..];
            var ending = Form(rest, ground.Catalogue);
            return new(name[..at], tradeName, rest[..^ending.Length], ending);
        }

        var division = Division(name, ground);
        var body = name[division.Length..];
        var form = Form(body, ground.Catalogue);
        body = body[..^form.Length];
        var industry = "";
        for (var start = Math.Min(2, body.Length); start < body.Length; start++)
            if (ground.Catalogue.IsIndustryWord(body[start..]))
            {
                industry = body[start..];
                break;
            }

        return new(division, body[..^industry.Length], industry, form);
    }

    private static string Division(string name, Ground ground)
    {
        var county = ground.County;
        foreach (var head in new[] { county.CityName + county.Name, county.Name, county.CityName })
            if (head.Length > 0 && name.StartsWith(head, StringComparison.Ordinal))
                return head;
        return ground.DivisionNames.Where(d => d.Length >= 2 && name.StartsWith(d, StringComparison.Ordinal)).OrderByDescending(d => d.Length).FirstOrDefault() ?? "";
    }

    private static string Form(string text, Catalogue catalogue)
    {
        var suffix = catalogue.Forms.FirstOrDefault(f => f.IsSuffix && text.EndsWith(f.Form, StringComparison.Ordinal))?.Form ?? "";
        var body = text[..^suffix.Length];
        return (catalogue.Forms.FirstOrDefault(f => !f.IsSuffix && body.EndsWith(f.Form, StringComparison.Ordinal))?.Form ?? "") + suffix;
    }
}
