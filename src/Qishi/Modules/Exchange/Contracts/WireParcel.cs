using System.Text.Json;

namespace Qishi.Modules.Exchange.Contracts;

/// <summary>
/// A signed message on a way that has no HTTP headers of its own: inside the integrated platform's requests, in a queue fetched by HTTP. The signature is the one the
/// message would carry as a plain request, so who carried it does not matter.
/// </summary>
/// <param name="Department">Department it goes to, or comes from.</param>
/// <param name="Key">Idempotency key of a hand-over; "" for receipts.</param>
/// <param name="Headers">The headers of <see cref="WireSignature"/>.</param>
/// <param name="Body">The message's bytes, base64.</param>
/// <param name="Handle">Fetched by HTTP: names this delivery when its arrival is confirmed.</param>
public sealed record WireParcel(string Department, string Key, IReadOnlyDictionary<string, string> Headers, byte[] Body, string? Handle = null)
{
    /// <summary>Seals a message as <c>POST</c> to a path.</summary>
    public static WireParcel Seal(ReadOnlySpan<byte> secret, string department, string path, string key, byte[] body, DateTime nowUtc, string? handle = null) =>
        new(department, key, WireSignature.Sign(secret, department, "POST", path, key, body, nowUtc).Headers.ToDictionary(h => h.Key, h => h.Value), body, handle);

    /// <summary>The signature it carries; null when there is none.</summary>
    public WireSignature? Signature() => WireSignature.Read(Headers.GetValueOrDefault);

    /// <summary>Reads a parcel; null when it is none.</summary>
    public static WireParcel? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<WireParcel>(json, Wire.Json) is { Department: not null, Key: not null, Headers: not null, Body: not null } parcel ? parcel : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Confirms that something fetched by HTTP has arrived and is safe: <c>POST /api/v1/exchange/queue/taken</c>, an array of these.</summary>
/// <param name="Key">Idempotency key.</param>
/// <param name="Handle">Handle of the delivery.</param>
public sealed record WireTaken(string Key, string Handle);

/// <summary>
/// Manifest of a file in a department's folder, <c>NAME.manifest</c> beside the file. Both are written under another name and renamed, the manifest last; a file
/// without a manifest, or other than its manifest says, is not there.
/// </summary>
/// <param name="File">Name of the file in the same folder.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sm3">SM3 of its bytes.</param>
/// <param name="Key">Idempotency key of a hand-over; "" for receipts.</param>
/// <param name="Headers">The headers of <see cref="WireSignature"/>.</param>
public sealed record WireManifest(string File, long Bytes, string Sm3, string Key, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The signature it carries; null when there is none.</summary>
    public WireSignature? Signature() => Headers is null ? null : WireSignature.Read(Headers.GetValueOrDefault);
}

/// <summary>Names both sides know.</summary>
public static class WirePlaces
{
    /// <summary>Path a hand-over is signed for, whatever carries it.</summary>
    public const string HandOversPath = "/hand-overs";

    /// <summary>A department's queue at the bureau, and where it confirms what arrived.</summary>
    public const string QueuePath = "/api/v1/exchange/queue";

    /// <summary>Where a department confirms what it fetched.</summary>
    public const string TakenPath = QueuePath + "/taken";

    /// <summary>Where the integrated platform hands in receipts it carries.</summary>
    public const string PlatformReceiptsPath = "/api/v1/exchange/platform/receipts";

    /// <summary>RabbitMQ queue of hand-overs to a department.</summary>
    public static string HandOversQueue(string department) => "qishi.hand-overs." + department;

    /// <summary>RabbitMQ queue of receipts from a department.</summary>
    public static string ReceiptsQueue(string department) => "qishi.receipts." + department;

    /// <summary>Name of a hand-over's file, without ending.</summary>
    public static string FileStem(string key) => key.Replace(':', '_');
}
