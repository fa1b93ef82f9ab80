using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Qishi.Kernel;

namespace Qishi.Modules.Inspections.Model;

/// <summary>What a phone says in one operation; which members count depends on the kind. Text is normalised and cut before it is kept.</summary>
internal sealed record FieldValue
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Points of an item in their order: OK, PROBLEM, NA, or empty while nobody looked.</summary>
    public IReadOnlyList<string>? Points { get; init; }

    /// <summary>Result codes of an item.</summary>
    public IReadOnlyList<string>? Codes { get; init; }

    public string? EvidenceKind { get; init; }
    public string? Note { get; init; }

    /// <summary>Photo: the item it proves; null for the place as a whole.</summary>
    public string? Item { get; init; }

    public double? Latitude { get; init; }
    public double? Longitude { get; init; }

    /// <summary>Metres.</summary>
    public double? Accuracy { get; init; }

    /// <summary>SHA-256 of the picture as the camera gave it, before it was made smaller.</summary>
    public string? Original { get; init; }

    /// <summary>Arrival: the code that was scanned or typed (扫码入企), or why none was.</summary>
    public string? Scanned { get; init; }
    public string? NoScan { get; init; }

    /// <summary>Signature: signed, refused or absent.</summary>
    public string? Outcome { get; init; }

    public string? Name { get; init; }
    public string? Duty { get; init; }
    public string? Reason { get; init; }
    public string? Witness { get; init; }

    /// <summary>Submission: a key of <see cref="ResultCodes.Disposals"/>.</summary>
    public string? Disposal { get; init; }

    public string Write() => JsonSerializer.Serialize(this, Json);

    public static FieldValue Read(string text) => JsonSerializer.Deserialize<FieldValue>(text, Json)!;

    /// <summary>The same content without what no database and no PDF should hold.</summary>
    public FieldValue Clean() => this with
    {
        Points = Points?.Take(40).Select(p => p is "OK" or "PROBLEM" or "NA" ? p : "").ToList(),
        Codes = Codes?.Take(20).Where(c => ResultCodes.Find(c) is not null).Distinct().Order(StringComparer.Ordinal).ToList(),
        EvidenceKind = EvidenceKind is { } kind && ResultCodes.EvidenceKinds.ContainsKey(kind) ? kind : null,
        Note = Cut(Note, 500),
        Item = Cut(Item, 20),
        Latitude = Latitude is >= -90 and <= 90 ? Latitude : null,
        Longitude = Longitude is >= -180 and <= 180 ? Longitude : null,
        Accuracy = Accuracy is >= 0 and < 1e6 ? Math.Round(Accuracy.Value) : null,
        Original = Original is { Length: 64 } digest && digest.All(char.IsAsciiHexDigitLower) ? digest : null,
        Scanned = Cut(Scanned, 200),
        NoScan = Cut(NoScan, 100),
        Outcome = Outcome is "signed" or "refused" or "absent" ? Outcome : null,
        Name = Cut(Name, 40),
        Duty = Cut(Duty, 40),
        Reason = Cut(Reason, 200),
        Witness = Cut(Witness, 60),
        Disposal = Disposal is { } d && ResultCodes.Disposals.ContainsKey(d) ? d : null,
    };

    private static string? Cut(string? text, int most) => NormalisedText.Text(text) is { Length: > 0 } t ? t[..Math.Min(t.Length, most)] : null;
}
