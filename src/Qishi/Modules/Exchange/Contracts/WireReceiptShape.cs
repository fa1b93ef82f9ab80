using System.Text.Json;
using System.Text.Json.Serialization;

namespace Qishi.Modules.Exchange.Contracts;

/// <summary>A receipt on the wire: a CloudEvents 1.0 event whose subject is the hand-over's key, with what is reported in <c>data</c>.</summary>
public sealed class WireReceiptShape : JsonConverter<WireReceipt>
{
    /// <inheritdoc/>
    public override WireReceipt Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var e = JsonSerializer.Deserialize<Event>(ref reader, options) ?? throw new JsonException("A receipt is an object.");
        if (e.Specversion != "1.0" || e.Type != Wire.ReceiptType || e.Data is null)
            throw new JsonException($"A receipt is a CloudEvents 1.0 event of the type {Wire.ReceiptType}.");
        return new(
            e.Id ?? "", e.Subject ?? "", e.Data.Kind ?? "", e.Time, e.Data.PayloadDigest ?? "", e.Data.BusinessCompletedAt, e.Data.Result, e.Data.ReturnCode, e.Data.ApplicantsData, e.Data.Sentence,
            e.Source, e.Proof);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, WireReceipt value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(value);
        JsonSerializer.Serialize(
            writer,
            new Event(
                "1.0", value.ReceiptId, value.Department ?? "", Wire.ReceiptType, value.At, value.Key, "application/json", MessageSchemas.ReceiptUrn,
                new Body(value.Kind, value.PayloadDigest, value.BusinessCompletedAt, value.Result, value.ReturnCode, value.ApplicantsData, value.Sentence), value.Proof),
            options);
    }

    private sealed record Event(
        string? Specversion, string? Id, string? Source, string? Type, DateTime Time, string? Subject, string? Datacontenttype, string? Dataschema, Body? Data, string? Proof);

    private sealed record Body(
        string? Kind, string? PayloadDigest, DateTime? BusinessCompletedAt, IReadOnlyDictionary<string, string>? Result, string? ReturnCode, bool? ApplicantsData, string? Sentence);
}
