using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Qishi.Kernel;

namespace Qishi.Modules.Registration.Acts;

/// <summary>What was typed into the fields of an act: name → text; several choices with commas. Never null, "" when not answered.</summary>
public sealed class Answers
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
    private readonly SortedDictionary<string, string> values = new(StringComparer.Ordinal);

    public string this[string name]
    {
        get => values.GetValueOrDefault(name, "");
        set
        {
            if (value.Length == 0)
                values.Remove(name);
            else
                values[name] = value;
        }
    }

    public IEnumerable<string> Names => values.Keys;

    public bool Has(string name) => this[name].Length > 0;

    public bool Ticked(string name) => this[name] == "true";

    public IReadOnlyList<string> Many(string name) => this[name].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Cleaned free text.</summary>
    public string Text(string name) => NormalisedText.Text(this[name]);

    public static Answers Of(params IEnumerable<(string Name, string? Value)> pairs)
    {
        var answers = new Answers();
        foreach (var (name, value) in pairs)
            answers[name] = value ?? "";
        return answers;
    }

    public static Answers Read(string json)
    {
        var answers = new Answers();
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(json, Json) ?? [])
            answers[name] = value;
        return answers;
    }

    public string Write() => JsonSerializer.Serialize(values, Json);
}
