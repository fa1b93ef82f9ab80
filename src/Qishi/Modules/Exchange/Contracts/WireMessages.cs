using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Qishi.Modules.Exchange.Contracts;

/// <summary>
/// A hand-over as it travels to a department: <c>POST {endpoint}/hand-overs</c> with the header <c>Idempotency-Key</c>. Attributes follow CloudEvents 1.0.
/// A department answers 202 (taken in, now or before) and reports later by <see cref="WireReceipt"/>.
/// </summary>
/// <param name="Specversion">CloudEvents version, 1.0.</param>
/// <param name="Id">Idempotency key: credit code:matter:version. The same key is the same hand-over, however often it arrives.</param>
/// <param name="Source">Who sends.</param>
/// <param name="Type">Type and version of the message, <c>qishi.hand-over.v1</c>.</param>
/// <param name="Time">When it was ordered, UTC.</param>
/// <param name="Subject">Case.</param>
/// <param name="Uscc">Credit code.</param>
/// <param name="Name">Name of the entity.</param>
/// <param name="Matter">Matter.</param>
/// <param name="Version">Payload version; a correction is the next one.</param>
/// <param name="DueAt">End of the promised clock, UTC.</param>
/// <param name="PayloadDigest">SM3 of the canonical text of <paramref name="Data"/>.</param>
/// <param name="Data">The fields the matter needs.</param>
public sealed record WireHandOver(
    string Specversion, string Id, string Source, string Type, DateTime Time, string Subject, string Uscc, string Name, string Matter, int Version,
    DateTime DueAt, string PayloadDigest, JsonElement Data);

/// <summary>
/// What a department reports: <c>POST /api/v1/exchange/receipts</c>, one or an array of at most 500. Sent again until it is answered with 200; the same
/// <paramref name="ReceiptId"/> never has a second effect.
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
public sealed record WireReceipt(
    string ReceiptId, string Key, string Kind, DateTime At, string PayloadDigest, DateTime? BusinessCompletedAt = null, IReadOnlyDictionary<string, string>? Result = null,
    string? ReturnCode = null, bool? ApplicantsData = null, string? Sentence = null);

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

    /// <summary>The signature is not the department's: nothing in it is believed.</summary>
    WrongSignature,

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
