using Qishi.Kernel;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Registration.Reference;

/// <summary>What a check stands on: the rules of a day, the reference lists and the home county.</summary>
internal sealed record Ground(DateOnly On, RuleBook Rules, Catalogue Catalogue, County County, IReadOnlySet<string> DivisionNames)
{
    /// <summary>「公司法第四十七条；股东出资最长年限＝5，2024-07-01起」: source, rule, value, since when.</summary>
    public string Basis(string key)
    {
        var p = Rules.Find(key, On);
        var until = p.To is { } to ? $"至{to:yyyy-MM-dd}" : "";
        var since = p.From is { } from ? $"{from:yyyy-MM-dd}起{until}" : until.Length > 0 ? until : "长期有效";
        return $"{p.Source}{p.Article}；{ParameterWords.NameOf(key)}＝{ParameterWords.ValueOf(p.Value)}，{since}";
    }
}

/// <summary>The county that registers: its code, its name and its city's.</summary>
internal sealed record County(DivisionCode Code, string Name, string CityName)
{
    /// <summary>Whose library of names is compared: the four digits of the prefecture-level city .</summary>
    public string City { get; init; } = Code.City;
}

/// <summary>Collects the ground for a day; the last one is kept for as long as rules, divisions and lists are the same.</summary>
internal sealed class GroundReader(IRules rules, CatalogueCache catalogue)
{
    private volatile Kept? last;

    public async Task<Ground> ReadAsync(DateOnly on, CancellationToken ct)
    {
        var (book, divisions, lists) = (await rules.BookAsync(ct), await rules.DivisionsAsync(ct), await catalogue.GetAsync(ct));
        if (last is { } kept && kept.Ground.On == on && kept.Ground.Rules == book && kept.Divisions == divisions && kept.Ground.Catalogue == lists)
            return kept.Ground;
        var code = DivisionCode.Parse(book.Text("bureau.divisionCode", on)).Value;
        var county = new County(code, divisions.Find(code.Value, on)?.Name ?? code.Value, divisions.Find(code.City + "00", on)?.Name ?? "");
        var ground = new Ground(on, book, lists, county, NamesOf(divisions));
        last = new(ground, divisions);
        return ground;
    }

    /// <summary>Names of divisions with and without 省、市、县、区, at least two characters each.</summary>
    internal static HashSet<string> NamesOf(DivisionTable divisions)
    {
        var names = divisions.All.Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        names.UnionWith(divisions.All.Where(d => d.Name.Length > 2 && d.Name[^1] is '省' or '市' or '县' or '区').Select(d => d.Name[..^1]).ToArray());
        names.RemoveWhere(n => n.Length < 2);
        return names;
    }

    private sealed record Kept(Ground Ground, DivisionTable Divisions);
}
