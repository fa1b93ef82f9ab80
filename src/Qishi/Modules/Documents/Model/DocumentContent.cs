using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Qishi.Kernel.Sm;
using Qishi.Modules.Documents.Contracts;

namespace Qishi.Modules.Documents.Model;

/// <summary>
/// What a document says. Its canonical text is JSON in UTF-8 with fixed order (members by name, slots by ordinal name), without spaces and without needless
/// escapes, so that the same content always has the same digest.
/// </summary>
internal sealed record DocumentContent(string Kind, string? Number, SortedDictionary<string, string> Slots, string Subject, string Title)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static DocumentContent Of(NewDocument d) =>
        new(d.Kind, d.Number, new(d.Slots.ToDictionary(), StringComparer.Ordinal), d.Subject, d.Title);

    public static DocumentContent Read(string text) => JsonSerializer.Deserialize<DocumentContent>(text, Json)!;

    public string Canonical() => JsonSerializer.Serialize(this, Json);

    public static string DigestOf(string canonical) => Sm3.Hex(Encoding.UTF8.GetBytes(canonical));

    /// <summary>A slot's text, trimmed; null when it is missing or empty.</summary>
    public string? this[string slot] => Slots.TryGetValue(slot, out var text) && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <summary>A slot's lines without the empty ones.</summary>
    public IReadOnlyList<string> Lines(string slot) => this[slot]?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
