using System.Collections.Frozen;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Scope;

/// <summary>Levels of GB/T 4754-2017: 门类, 大类, 中类, 小类.</summary>
internal enum IndustryLevel { Section, Division, Group, Class }

/// <summary>One entry of the classification.</summary>
internal sealed record Industry(string Code, string Name, IndustryLevel Level, string Parent, string Section);

/// <summary>GB/T 4754-2017 as it ships with the program: sections, divisions, groups and classes.</summary>
internal sealed class IndustryTable
{
    private static readonly Lazy<IndustryTable> Shipped = new(() => Load(Path.Combine(AppContext.BaseDirectory, "SeedData", "reference", "industries.csv")));
    private readonly FrozenDictionary<string, Industry> byCode;
    private readonly ILookup<string, Industry> byParent;

    private IndustryTable(IReadOnlyList<Industry> all) => (All, byCode, byParent) = (all, all.ToFrozenDictionary(i => i.Code), all.ToLookup(i => i.Parent));

    public static IndustryTable Current => Shipped.Value;

    public IReadOnlyList<Industry> All { get; }

    public Industry? Find(string code) => byCode.GetValueOrDefault(code);

    /// <summary>What is below a code; the sections below "".</summary>
    public IEnumerable<Industry> Below(string code) => byParent[code];

    /// <summary>From the section down to the entry itself.</summary>
    public IReadOnlyList<Industry> PathOf(string code)
    {
        var path = new List<Industry>();
        for (var at = Find(code); at is not null; at = Find(at.Parent))
            path.Insert(0, at);
        return path;
    }

    /// <summary>The class of a code with or without its section letter; null when it is no class, or of another section.</summary>
    public Industry? ClassOf(string code)
    {
        var (letter, digits) = code.Length > 0 && char.IsAsciiLetterUpper(code[0]) ? (code[..1], code[1..]) : ("", code);
        return Find(digits) is { Level: IndustryLevel.Class } found && (letter.Length == 0 || letter == found.Section) ? found : null;
    }

    private static IndustryTable Load(string path) => new([.. Csv.Read(path).Select(r => new Industry(r["code"], r["name"], Enum.Parse<IndustryLevel>(r["level"], ignoreCase: true), r["parent_code"], r["section"]))]);
}
