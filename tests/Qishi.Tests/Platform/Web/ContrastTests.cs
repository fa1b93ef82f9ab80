using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Qishi.Tests.Platform.Web;

/// <summary>Reads the token file and computes WCAG contrasts; colour literals elsewhere in the sheet would escape the high-contrast mode.</summary>
public sealed partial class ContrastTests
{
    private static readonly string Sheet = File.ReadAllText(Path.Combine(SourceRoot(), "src", "Qishi", "wwwroot", "css", "q.css"));
    private static readonly Dictionary<string, string> Standard = TokensOf(":root {");
    private static readonly Dictionary<string, string> High = TokensOf("html[data-contrast=high] {");

    public static TheoryData<string, string, double> Pairs => new()
    {
        { "ink", "surface", 15 }, { "ink", "page", 14 }, { "ink-2", "surface", 7 }, { "ink-2", "page", 6.8 }, { "ink-3", "surface", 5 }, { "ink-3", "page", 5 },
        { "link", "surface", 7 }, { "link", "page", 6.8 }, { "link", "info-surface", 7 }, { "on-action", "action", 7 }, { "on-action", "action-hover", 7 }, { "figure", "surface", 7 },
        { "on-brand", "brand-surface", 7 }, { "on-brand-2", "brand-surface", 7 }, { "on-brand-3", "brand-surface", 7 }, { "accent", "brand-surface", 7 }, { "on-accent", "accent", 7 },
        { "focus", "surface", 3 }, { "focus", "page", 3 }, { "focus-on-brand", "brand-surface", 3 }, { "line-strong", "surface", 3 }, { "line-strong", "page", 3 }, { "line-strong", "bar-ground", 3 },
        { "danger", "surface", 7 }, { "danger", "danger-ground", 6.3 }, { "on-danger", "danger", 7 }, { "on-mark", "mark", 7 }, { "ok", "bar-ground", 3 }, { "warn", "bar-ground", 3 }, { "danger", "bar-ground", 3 },
        { "ink", "warn-ground", 7 }, { "ink", "changed", 7 }, { "ink", "danger-ground", 7 },
        { "tone-n", "tone-n-ground", 7 }, { "tone-b", "tone-b-ground", 7 }, { "tone-a", "tone-a-ground", 7 }, { "tone-g", "tone-g-ground", 7 }, { "tone-r", "tone-r-ground", 7 }, { "tone-v", "tone-v-ground", 7 }, { "tone-l", "tone-l-ground", 7 },
        { "tone-l-line", "surface", 3 }, { "chart-1", "surface", 3 }, { "chart-2", "surface", 3 }, { "chart-3", "surface", 3 }, { "chart-4", "surface", 3 },
        { "screen-ink", "screen-panel", 7 }, { "screen-ink-2", "screen-panel", 7 }, { "screen-accent", "screen-panel", 7 }, { "screen-g", "screen-panel", 7 }, { "screen-a", "screen-panel", 7 }, { "screen-r", "screen-panel", 6 }, { "screen-v", "screen-panel", 7 }, { "screen-bar", "screen-panel", 3 },
    };

    [Theory, MemberData(nameof(Pairs))]
    public void Tokens_OnTheirGround_ReachTheirContrast(string text, string ground, double least) =>
        Assert.InRange(Contrast(Standard["--q-" + text], Standard["--q-" + ground]), least, 21);

    [Theory, MemberData(nameof(Pairs))]
    public void Tokens_InHighContrast_ReachTheirContrastToo(string text, string ground, double least) =>
        Assert.InRange(Contrast(InHigh(text), InHigh(ground)), least, 21);

    [Fact]
    public void HighContrast_RedefinesEveryColourPagesUse()
    {
        var missing = Standard.Keys.Except(High.Keys).Where(k => !k.StartsWith("--q-chart", StringComparison.Ordinal) && !k.StartsWith("--q-screen", StringComparison.Ordinal));
        Assert.Empty(missing);
    }

    [Fact]
    public void ColourLiterals_StandInTheTokenBlocksOnly()
    {
        var rest = Sheet[Sheet.IndexOf("/* Base */", StringComparison.Ordinal)..];
        rest = SystemBlock().Replace(rest, "");
        Assert.DoesNotMatch(Literal(), rest);
    }

    [Fact]
    public void Contrast_OfKnownPairs_IsAsPublished()
    {
        Assert.Equal(7.92, Contrast("#14509B", "#FFFFFF"), 2);
        Assert.Equal(2.06, Contrast("#86B7FE", "#FFFFFF"), 2);
    }

    [Fact]
    public void Sheet_HasABudget() => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(Sheet), 1, 44_000);

    private static string InHigh(string name) => High.TryGetValue("--q-" + name, out var v) ? v : Standard["--q-" + name];

    private static Dictionary<string, string> TokensOf(string head)
    {
        var start = Sheet.IndexOf(head, StringComparison.Ordinal);
        var block = Sheet[start..Sheet.IndexOf("\n}", start, StringComparison.Ordinal)];
        return Token().Matches(block).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
    }

    private static double Luminance(string hex)
    {
        double Channel(int i)
        {
            var c = int.Parse(hex.AsSpan(i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }

    private static double Contrast(string a, string b)
    {
        var (hi, lo) = (Math.Max(Luminance(a), Luminance(b)), Math.Min(Luminance(a), Luminance(b)));
        return (hi + 0.05) / (lo + 0.05);
    }

    private static string SourceRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Qishi.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The solution was not found above the test program.");
    }

    [GeneratedRegex(@"(--q-[a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex(@"#[0-9A-Fa-f]{3,8}\b|rgba?\(|hsl\(", RegexOptions.None, 1000)]
    private static partial Regex Literal();

    /// <summary>Token overrides for system preferences and paper are token blocks too.</summary>
    [GeneratedRegex(@":root[^{]*\{[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex SystemBlock();
}
