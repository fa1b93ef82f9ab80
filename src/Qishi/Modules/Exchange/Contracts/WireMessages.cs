using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Qishi.Modules.Exchange.Contracts;

/// <summary>
/// A hand-over as it travels to a department: <c>POST {endpoint}/hand-overs</c> with the header <c>Idempotency-Key</c>. A CloudEvents 1.0 event in JSON; its schema is published under <see cref="Wire.SchemasPath"/>.
/// A department answers 202 (taken in, now or before) and reports later by <see cref="WireReceipt"/>.
/// </summary>
/// <param name="Specversion">CloudEvents version, 1.0.</param>
/// <param name="Id">Idempotency key: credit code:matter:version. The same key is the same hand-over, however often it arrives.</param>
/// <param name="Source">Who sends: <see cref="Wire.Bureau"/>.</param>
/// <param name="Type">Type and version of the message, <c>qishi.hand-over.v1</c>.</param>
/// <param name="Time">When it was ordered, UTC.</param>
/// <param name="Subject">Case.</param>
/// <param name="Uscc">Credit code.</param>
/// <param name="Name">Name of the entity.</param>
/// <param name="Matter">Matter.</param>
/// <param name="Version">Payload version; a correction is the next one.</param>
/// <param name="DueAt">End of the promised clock, UTC.</param>
/// <param name="PayloadDigest">Digest of <paramref name="Data"/> under <paramref name="Datasalt"/> (<see cref="FieldTree"/>).</param>
/// <param name="Data">The fields the matter needs.</param>
/// <param name="Datasalt">Salt of the data's digest, 32 hexadecimal digits.</param>
/// <param name="Proof">Signature of the bureau (<see cref="WireProof"/>).</param>
public sealed record WireHandOver(
    string Specversion, string Id, string Source, string Type, DateTime Time, string Subject, string Uscc, [property: JsonPropertyName("entityname")] string Name, string Matter,
    [property: JsonPropertyName("dataversion")] int Version, [property: JsonPropertyName("dueat")] DateTime DueAt, [property: JsonPropertyName("payloaddigest")] string PayloadDigest,
    JsonElement Data, string Datasalt, string? Proof = null)
{
    /// <summary>Media type of <see cref="Data"/>.</summary>
    public string Datacontenttype { get; init; } = "application/json";

    /// <summary>Name of the schema.</summary>
    public string Dataschema { get; init; } = MessageSchemas.UrnOfHandOver(Matter);

    /// <summary>Type, digest of the data and schema are what they should be.</summary>
    [JsonIgnore]
    public bool IsWhole
    {
        get
        {
            if (Specversion != "1.0" || Type != Wire.HandOverType || string.IsNullOrEmpty(Id) || Matter is null || Dataschema != MessageSchemas.UrnOfHandOver(Matter) || Data.ValueKind != JsonValueKind.Object)
                return false;
            return Datasalt is { Length: >= 32 and <= 128 } && Datasalt.Length % 2 == 0 && Datasalt.All(char.IsAsciiHexDigit) && FieldTree.Digest(Datasalt, Data) == PayloadDigest;
        }
    }
}

/// <summary>
/// What a department reports: <c>POST /api/v1/exchange/receipts</c>, one or an array of at most 500. Sent again until it is answered with 200; the same
/// <paramref name="ReceiptId"/> never has a second effect. Travels as a CloudEvents 1.0 event (<see cref="WireReceiptShape"/>).
/// </summary>
/// <param name="ReceiptId">The department's own number of this receipt.</param>
/// <param name="Key">Idempotency key of the hand-over it speaks of.</param>
/// <param name="Kind">ACKED, PROCESSING, DONE or REJECTED.</param>
/// <param name="At">When it happened at the department, UTC.</param>
/// <param name="PayloadDigest">Digest of what the department received; must be ours.</param>
/// <param name="BusinessCompletedAt">DONE: when it was really done, UTC .</param>
/// <param name="Result">DONE: result fields by name (rulebook A §5.2).</param>
/// <param name="ReturnCode">REJECTED: code of <see cref="ReturnReasons"/>.</param>
/// <param name="ApplicantsData">REJECTED: the applicant must correct it; false: the bureau must.</param>
/// <param name="Sentence">REJECTED: sentence for the reader.</param>
/// <param name="Department">Who sends: department code.</param>
/// <param name="Proof">Signature of the department (<see cref="WireProof"/>).</param>
[JsonConverter(typeof(WireReceiptShape))]
public sealed record WireReceipt(
    string ReceiptId, string Key, string Kind, DateTime At, string PayloadDigest, DateTime? BusinessCompletedAt = null, IReadOnlyDictionary<string, string>? Result = null,
    string? ReturnCode = null, bool? ApplicantsData = null, string? Sentence = null, string? Department = null, string? Proof = null)
{
    /// <summary>Signs receipts of a department together; each comes back as finished JSON.</summary>
    /// <param name="receipts">At least one.</param>
    /// <param name="department">Department code.</param>
    /// <param name="certificate">Fingerprint of its certificate.</param>
    /// <param name="privateKey">Its key.</param>
    /// <param name="nowUtc">Time of signing.</param>
    public static IReadOnlyList<string> Sign(IReadOnlyList<WireReceipt> receipts, string department, string certificate, byte[] privateKey, DateTime nowUtc)
    {
        var texts = receipts.Select(r => CanonicalJson.Of(JsonSerializer.SerializeToElement(r with { Department = department, Proof = null }, Wire.Json))).ToList();
        var proofs = WireProof.Sign(Wire.ReceiptType, department, certificate, privateKey, nowUtc, [.. texts.Select(SignedText.Digest)]);
        return [.. texts.Zip(proofs, (t, p) => SignedText.WithProof(t, p.ToString()))];
    }
}

/// <summary>Answer to one receipt.</summary>
/// <param name="ReceiptId">Its number.</param>
/// <param name="Verdict">What was done with it: see <see cref="ReceiptVerdict"/>.</param>
/// <param name="Sentence">The same in Chinese.</param>
public sealed record WireReceiptAnswer(string ReceiptId, ReceiptVerdict Verdict, string Sentence);

/// <summary>What happens to a receipt. Every receipt is kept as received, whatever its verdict.</summary>
public enum ReceiptVerdict
{
    /// <summary>The state was changed.</summary>
    Applied,

    /// <summary>The same receipt, or the same news, came before: nothing to do.</summary>
    Repeated,

    /// <summary>Older news than what is known: nothing to do.</summary>
    OutOfOrder,

    /// <summary>The hand-over is finished or replaced by a newer version and this says something else: kept for reconciliation.</summary>
    Late,

    /// <summary>No hand-over has this key.</summary>
    Unknown,

    /// <summary>The hand-over belongs to another department.</summary>
    WrongSender,

    /// <summary>The department received other data than was sent.</summary>
    WrongDigest,

    /// <summary>A field is missing or makes no sense.</summary>
    Malformed,

    /// <summary>The signature is not the department's, or there is none: nothing in it is believed.</summary>
    WrongSignature,

    /// <summary>Signed with a certificate that is unknown, expired, not valid yet or ended at the time of signing.</summary>
    CertificateNotValid,

    /// <summary>The request was sent before, or its time is out of the window.</summary>
    Replayed,
}

/// <summary>One line of a department's own list, for reconciliation: <c>GET {endpoint}/hand-overs?from=…&amp;to=…&amp;after=…</c>: those whose message time
/// lies in the span (UTC, from included), by key, at most 200 after the given key.</summary>
/// <param name="Key">Idempotency key.</param>
/// <param name="PayloadDigest">Digest of what it received.</param>
/// <param name="Fields">Keyed digest (<see cref="CanonicalJson.FieldDigest"/>) of every field it received.</param>
/// <param name="Status">ACKED, PROCESSING, DONE or REJECTED.</param>
/// <param name="Effects">How often it took effect there; more than once is an error.</param>
public sealed record WireListLine(string Key, string PayloadDigest, IReadOnlyDictionary<string, string> Fields, string Status, int Effects);

/// <summary>JSON as both sides write it.</summary>
public static class Wire
{
    /// <summary>Type of a hand-over message.</summary>
    public const string HandOverType = "qishi.hand-over.v1";

    /// <summary>Type of a receipt message.</summary>
    public const string ReceiptType = "qishi.receipt.v1";

    /// <summary>The bureau as a sender.</summary>
    public const string Bureau = "qishi";

    /// <summary>The platform above, with which lists and their receipts are exchanged as files.</summary>
    public const string Upper = "UPPER";

    /// <summary>Media type of one message.</summary>
    public const string EventMediaType = "application/cloudevents+json";

    /// <summary>Media type of an array of messages.</summary>
    public const string BatchMediaType = "application/cloudevents-batch+json";

    /// <summary>Path of the published schemas.</summary>
    public const string SchemasPath = "/api/v1/exchange/schemas";

    /// <summary>Path of the certificates of all who sign.</summary>
    public const string CertificatesPath = "/api/v1/exchange/certificates";

    /// <summary>Path of receipts at the bureau.</summary>
    public const string ReceiptsPath = "/api/v1/exchange/receipts";

    /// <summary>Web names, Chinese unescaped, enums as words, nulls left out.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}

/// <summary>A published certificate.</summary>
/// <param name="Owner"><see cref="Wire.Bureau"/> or a department code.</param>
/// <param name="Fingerprint">SM3 of its DER bytes.</param>
/// <param name="Subject">Holder.</param>
/// <param name="Issuer">Issuer.</param>
/// <param name="ValidFrom">UTC.</param>
/// <param name="ValidTo">UTC.</param>
/// <param name="EndedAt">When it was ended before its time, UTC.</param>
/// <param name="Der">DER, base64.</param>
public sealed record WireCertificate(string Owner, string Fingerprint, string Subject, string Issuer, DateTime ValidFrom, DateTime ValidTo, DateTime? EndedAt, string Der);
