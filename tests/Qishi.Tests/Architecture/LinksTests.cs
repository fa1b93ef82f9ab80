using System.Text.RegularExpressions;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Architecture;

/// <summary>What README, CONTRIBUTING and the documents point at is there: links, and paths written as code.</summary>
public sealed partial class LinksTests
{
    [Fact]
    public void Documents_PointAtWhatExists() => Assert.Empty(Texts().SelectMany(t => Broken(t, File.ReadAllText(t))));

    [Fact]
    public void Documents_FindPlantedLinks()
    {
        var readme = Path.Combine(Approved.Root, "README.md");
        Assert.Equal(4, Broken(readme, "[a](docs/nowhere.md) `src/Qishi/Nowhere.cs` [b](docs/architecture.md#no-such-part) [c](docs/architecture.md#inside-the-program) `./dev no-such-verb`").Count());
    }

    /// <summary>Every module folder explains itself.</summary>
    [Fact]
    public void Modules_HaveAReadme() => Assert.Empty(
        Directory.GetDirectories(Path.Combine(Approved.Root, "src", "Qishi", "Modules")).Where(m => !File.Exists(Path.Combine(m, "README.md"))).Select(m => Path.GetFileName(m)));

    private static IEnumerable<string> Texts() =>
    [
        .. Directory.GetFiles(Approved.Root, "*.md"), .. Directory.GetFiles(Path.Combine(Approved.Root, "docs"), "*.md", SearchOption.AllDirectories),
        .. Directory.GetFiles(Path.Combine(Approved.Root, "src", "Qishi", "Modules"), "README.md", SearchOption.AllDirectories), Path.Combine(Approved.Root, "bench", "README.md"),
    ];

    private static IEnumerable<string> Broken(string file, string text)
    {
        var (folder, name) = (Path.GetDirectoryName(file)!, Path.GetRelativePath(Approved.Root, file));
        foreach (Match link in Link().Matches(text))
        {
            var (path, anchor) = (link.Groups[1].Value, link.Groups[2].Value);
            var target = path.Length == 0 ? file : Path.GetFullPath(Path.Combine(folder, path));
            if (!File.Exists(target) && !Directory.Exists(target))
                yield return $"{name}: {path} is not there";
            else if (anchor.Length > 0 && !File.ReadLines(target).Any(l => l.StartsWith('#') && Anchor(l) == anchor))
                yield return $"{name}: {path} has no part {anchor}";
        }

        foreach (Match path in CodePath().Matches(text))
            if (!Path.Exists(Path.Combine(Approved.Root, path.Groups[1].Value)))
                yield return $"{name}: {path.Groups[1].Value} is not there";
        foreach (Match verb in DevVerb().Matches(text))
            if (verb.Groups[1].Value is not ("run" or "check" or "format" or "approve" or "help") && !File.Exists(Path.Combine(Approved.Root, "scripts", verb.Groups[1].Value + ".cs")))
                yield return $"{name}: ./dev knows no {verb.Groups[1].Value}";
    }

    private static string Anchor(string heading) => new([.. heading.TrimStart('#').Trim().ToLowerInvariant().Replace(' ', '-').Where(c => char.IsLetterOrDigit(c) || c is '-' or '_')]);

    [GeneratedRegex(@"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:src|tests|docs|bench|scripts)/[A-Za-z0-9_./-]+)`")]
    private static partial Regex CodePath();

    [GeneratedRegex(@"`\./dev ([a-z-]+)")]
    private static partial Regex DevVerb();
}
