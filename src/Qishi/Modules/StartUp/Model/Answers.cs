using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Qishi.Kernel.Sm;

namespace Qishi.Modules.StartUp.Model;

/// <summary>
/// The form's answers by field name (<see cref="FormFields"/>), as typed and cleaned, and the last change of each: enough to save with errors, to merge two
/// people's edits field by field and to show what changed. Persons are numbered from 1: <c>P1.Name</c>.
/// </summary>
internal sealed class Answers
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public SortedDictionary<string, string> Values { get; init; } = new(StringComparer.Ordinal);

    public Dictionary<string, LastChange> Changes { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Topics that were saved without errors or with them; what was never opened is 未填.</summary>
    public SortedSet<string> Visited { get; init; } = new(StringComparer.Ordinal);

    public static Answers Read(string json) => JsonSerializer.Deserialize<Answers>(json, Json)!;

    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <summary>The answer; empty when there is none.</summary>
    public string this[string field] => Values.GetValueOrDefault(field, "");

    public bool Has(string field) => this[field].Length > 0;

    /// <summary>Several choices under one name, kept as codes with commas.</summary>
    public IReadOnlyList<string> Many(string field) => this[field].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public bool Ticked(string field) => this[field] == "1";

    /// <summary>Puts an answer, remembering what was there before; an empty answer removes it.</summary>
    /// <returns>True when it changed.</returns>
    public bool Put(string field, string? value, int version, string by, DateTime at)
    {
        var (old, text) = (this[field], value ?? "");
        if (old == text)
            return false;
        if (text.Length == 0)
            Values.Remove(field);
        else
            Values[field] = text;
        Changes[field] = new LastChange(version, old, by, at);
        return true;
    }

    /// <summary>Numbers of the persons in the form, in order; 1 is the applicant.</summary>
    public IReadOnlyList<int> People => [.. Many("People").Select(p => int.Parse(p, System.Globalization.CultureInfo.InvariantCulture)).Distinct()];

    public string Of(int person, string field) => this[$"P{person}.{field}"];

    public bool HasRole(int person, string role) => Many($"P{person}.Roles").Contains(role);

    /// <summary>SM3 over the canonical text: one line per answer, by field name. Two forms with the same answers have the same digest.</summary>
    public string Digest()
    {
        var text = new StringBuilder();
        foreach (var (field, value) in Values)
            text.Append(field).Append('=').Append(JsonSerializer.Serialize(value, Json)).Append('\n');
        return Sm3.Hex(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Fields whose answers differ from another state of the form.</summary>
    public IReadOnlyList<string> ChangedSince(Answers earlier) =>
        [.. Values.Keys.Union(earlier.Values.Keys, StringComparer.Ordinal).Where(f => this[f] != earlier[f]).Order(StringComparer.Ordinal)];
}

/// <summary>Who last changed a field, in which version of the draft, and what was there before.</summary>
internal sealed record LastChange(int Version, string Was, string By, DateTime At);
