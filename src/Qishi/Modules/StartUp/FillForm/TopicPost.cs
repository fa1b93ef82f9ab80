using System.Globalization;
using System.Text.RegularExpressions;

namespace Qishi.Modules.StartUp.FillForm;

/// <summary>Reads a topic's post: field names stand on the wire as they are, what begins with an underscore is the form's own.</summary>
internal static partial class TopicPost
{
    public const string VersionField = "_version";
    public const string ActField = "act";

    public static SaveTopicInput Read(IFormCollection form, string? act, params IEnumerable<string> topics)
    {
        var values = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var keep = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in form)
        {
            if (KeepName().Match(name) is { Success: true } m)
                keep[m.Groups[1].Value] = value.ToString();
            else if (name == TopicMerge.AskedField || !name.StartsWith('_'))
                values[name] = [.. value.Select(v => v ?? "")];
        }

        return new(
            topics.ToHashSet(StringComparer.Ordinal), values, int.TryParse(form[VersionField], NumberStyles.None, CultureInfo.InvariantCulture, out var v) ? v : 0,
            act ?? (form[ActField].ToString() is { Length: > 0 } pressed ? pressed : "next"), [.. form.Files.Where(f => f.Name is "Files" or "ConsentFiles")], keep);
    }

    [GeneratedRegex(@"^Keep\[([A-Za-z0-9.]{1,40})\]$")]
    private static partial Regex KeepName();
}
