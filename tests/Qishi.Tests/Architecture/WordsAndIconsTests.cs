using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Platform;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Architecture;

/// <summary>What a module adds is seen by people: a parameter has a Chinese name and unit, a line of the menu has its icon.</summary>
public sealed partial class WordsAndIconsTests
{
    [Fact]
    public void Parameter_Shipped_HasANameAndAUnitPeopleRead()
    {
        var shipped = Csv.Read(Path.Combine(Approved.Root, "src", "Qishi", "SeedData", "reference", "rule-parameters.csv")).ToList();
        var nameless = shipped.Select(r => r["key"]).Distinct().Where(k => ParameterWords.NameOf(k) == k).ToList();
        Assert.True(nameless.Count == 0, "Add to rule-parameter-names.csv: " + string.Join(", ", nameless));
        var unknown = shipped.Select(r => r["unit"]).Distinct().Where(u => !ParameterWords.Knows(u)).ToList();
        Assert.True(unknown.Count == 0, "Add to ParameterWords: " + string.Join(", ", unknown));
    }

    [Fact]
    public void MenuLine_HasAnIconOfTheSet()
    {
        var drawn = Symbol().Matches(File.ReadAllText(Path.Combine(Approved.Root, "src", "Qishi", "wwwroot", "img", "icons.svg"))).Select(m => m.Groups[1].Value).ToHashSet();
        var lines = TestApp.Shared(DatabaseKind.Sqlite).Services.GetRequiredService<ModuleList>().SelectMany(m => m.Menu).ToList();
        Assert.NotEmpty(lines);
        Assert.Empty(lines.Where(l => !drawn.Contains(l.Icon)).Select(l => $"{l.Text}: {l.Icon}"));
    }

    [GeneratedRegex(" id=\"([a-z-]+)\"")]
    private static partial Regex Symbol();
}
