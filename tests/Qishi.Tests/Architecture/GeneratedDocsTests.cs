using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Qishi.Kernel;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Architecture;

/// <summary>docs/module-map.md, docs/events.md and docs/law.md are written from the program.</summary>
public sealed partial class GeneratedDocsTests
{
    [Fact]
    public void ModuleMap_IsCurrent()
    {
        var text = new StringBuilder("# Module map\n\nWritten by `GeneratedDocsTests`; never by hand.\n\n| module | 中文 | tables | uses | publishes |\n|---|---|---|---|---|\n");
        foreach (var m in ProductModules.Infos)
            text.Append($"| {m.Name} | {m.ChineseName} | `{m.TablePrefix}*` | {(m.Uses.Length == 0 ? "–" : string.Join(", ", m.Uses))} | {EventTypes.All.Count(t => EventTypes.NameOf(t).StartsWith(m.Name + ".", StringComparison.Ordinal))} events |\n");
        text.Append("\n```mermaid\ngraph LR\n");
        foreach (var m in ProductModules.Infos)
            foreach (var u in m.Uses)
                text.Append($"  {m.Name} --> {u}\n");
        text.Append("```\n");
        Approved.Document("module-map.md", text.ToString());
    }

    [Fact]
    public void Events_AreCurrent()
    {
        var subscribers = typeof(Program).Assembly.GetTypes().Where(t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(ISubscriber))).Select(t => new SubscriberType(t)).ToList();
        var text = new StringBuilder("# Events\n\nWritten by `GeneratedDocsTests`; never by hand. A name once in the log is never reused; fields are only added.\n\n| event | fields | subscribers |\n|---|---|---|\n");
        foreach (var type in EventTypes.All.OrderBy(EventTypes.NameOf, StringComparer.Ordinal))
        {
            var fields = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.Name is not ("Subject" or "EqualityContract")).Select(p => $"{p.Name}: {TypeName(p.PropertyType)}");
            text.Append($"| {EventTypes.NameOf(type)} | {string.Join(", ", fields)} | {string.Join(", ", subscribers.Where(s => s.Events.Any(e => e.IsAssignableFrom(type))).Select(s => s.Name).Order(StringComparer.Ordinal))} |\n");
        }

        Approved.Document("events.md", text.ToString());
    }

    /// <summary>Each dated parameter with its article and the files that read it, and each rule of the rulebook that code or tests cite.</summary>
    [Fact]
    public void Law_IsCurrent()
    {
        var sources = Sources("src").Where(s => !s.Path.Contains("/Migrations/", StringComparison.Ordinal)).ToList();
        var text = new StringBuilder("# Where the law is\n\nWritten by `GeneratedDocsTests`; never by hand. Values as shipped in `src/Qishi/SeedData/reference/rule-parameters.csv`; those in force are at `/admin/parameters`.\n\n");
        text.Append("## Dated parameters\n\n“Not read yet”: seeded ahead of the work that will use it.\n\n| parameter | value (from–to) | source, article | read by |\n|---|---|---|---|\n");
        foreach (var key in Parameters().GroupBy(p => p["key"]).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var values = key.Select(p => $"{p["value"]} {p["unit"]}".Trim() + (p["from"].Length + p["to"].Length > 0 ? $" ({p["from"]}–{p["to"]})" : ""));
            var readers = sources.Where(s => s.Text.Contains($"\"{key.Key}\"", StringComparison.Ordinal)).Select(s => Short(s.Path)).Order(StringComparer.Ordinal).ToList();
            text.Append($"| `{key.Key}` | {string.Join("<br>", values)} | {key.Last()["source"]} {key.Last()["article"]} | {(readers.Count > 0 ? string.Join(", ", readers) : "not read yet")} |\n");
        }

        text.Append("\n## Rules of the rulebook\n\n| rule | code | tests |\n|---|---|---|\n");
        var tests = Sources("tests").ToList();
        foreach (var rule in sources.Concat(tests).SelectMany(s => RuleId().Matches(s.Text).Select(m => m.Value)).Distinct().OrderBy(r => int.Parse(r[2..].Split('.')[0], System.Globalization.CultureInfo.InvariantCulture)).ThenBy(r => int.Parse(r.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture)))
            text.Append($"| {rule} | {Cited(sources, rule)} | {Cited(tests, rule)} |\n");
        Approved.Document("law.md", text.ToString());
    }

    /// <summary>A legal number read by code is a dated parameter that ships with the program.</summary>
    [Fact]
    public void Parameters_ReadByCode_AreShipped() => Assert.Empty(UnknownParameters(string.Join('\n', Sources("src").Select(s => s.Text))));

    [Fact]
    public void Parameters_FindPlanted() => Assert.Equal(["reg.noSuchLimit"], UnknownParameters("book.Int(\"reg.noSuchLimit\", day) + book.Int(\"reg.statutoryWD\", day)"));

    private static List<string> UnknownParameters(string source)
    {
        var known = Parameters().Select(p => p["key"]).ToHashSet(StringComparer.Ordinal);
        return [.. ParameterRead().Matches(source).Select(m => m.Groups[1].Value).Distinct().Where(k => !known.Contains(k)).Order(StringComparer.Ordinal)];
    }

    private static List<IReadOnlyDictionary<string, string>> Parameters() => [.. Csv.Read(Path.Combine(Approved.Root, "src", "Qishi", "SeedData", "reference", "rule-parameters.csv"))];

    private static IEnumerable<(string Path, string Text)> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Approved.Root, folder), "*.*", SearchOption.AllDirectories)
            .Where(f => (f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal)) && !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal))
            .Select(f => (Path.GetRelativePath(Approved.Root, f).Replace('\\', '/'), File.ReadAllText(f)));

    private static string Cited(IEnumerable<(string Path, string Text)> sources, string rule) =>
        string.Join(", ", sources.Where(s => RuleId().Matches(s.Text).Any(m => m.Value == rule)).Select(s => Short(s.Path)).Distinct().Order(StringComparer.Ordinal));

    private static string Short(string path) => path.Replace("src/Qishi/Modules/", "", StringComparison.Ordinal).Replace("src/Qishi/", "", StringComparison.Ordinal).Replace("src/", "", StringComparison.Ordinal).Replace("tests/Qishi.Tests/", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\bR-\d+\.\d+")]
    private static partial Regex RuleId();

    [GeneratedRegex(@"\.(?:Int|Text|Flag|Day|Ints|Texts|Find)\(""([a-z]+\.[A-Za-z.]+)""")]
    private static partial Regex ParameterRead();

    /// <summary>The log is append-only, so what must be deletable never goes in: no event has a field that names a person.</summary>
    [Fact]
    public void Events_CarryNoPersonalFields() => Assert.Empty(PersonalFields(EventTypes.All));

    [Fact]
    public void Events_FindPlantedPersonalField() => Assert.NotEmpty(PersonalFields([typeof(PlantedEvent)]));

    private sealed record PlantedEvent(string OperatorName, string Subject) : IEvent;

    private static List<string> PersonalFields(IEnumerable<Type> events) =>
        [.. from t in events
            from p in t.GetProperties()
            where p.PropertyType == typeof(string)
            let n = p.Name
            where n.Contains("Phone", StringComparison.OrdinalIgnoreCase) || n.Contains("Mobile", StringComparison.OrdinalIgnoreCase) || n.Contains("IdNumber", StringComparison.OrdinalIgnoreCase)
               || n.Contains("Address", StringComparison.OrdinalIgnoreCase) || n.Contains("Email", StringComparison.OrdinalIgnoreCase) || n.EndsWith("PersonName", StringComparison.Ordinal)
               || n is "OperatorName" or "HeadName" or "ApplicantName" or "Name"
            select $"{t.Name}.{n}"];

    private static string TypeName(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? TypeName(inner) + "?"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}‹{string.Join(", ", type.GetGenericArguments().Select(TypeName))}›"
        : type.Name;
}
