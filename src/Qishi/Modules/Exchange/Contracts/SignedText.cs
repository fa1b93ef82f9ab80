using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Qishi.Kernel.Sm;

namespace Qishi.Modules.Exchange.Contracts;

/// <summary>
/// The part of a message that is signed, as canonical text. Of a hand-over it is every attribute but <c>data</c> and <c>datasalt</c>, which <c>payloaddigest</c> stands for
/// (<see cref="FieldTree"/>), so that a message stays provable when personal fields are left out; of a receipt it is everything. <c>proof</c> is never part of it.
/// </summary>
public static class SignedText
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>Reads a message strictly: a name that stands twice is an error.</summary>
    /// <exception cref="JsonException">It is no JSON, or no object.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json) => JsonDocument.Parse(json, Strict);

    /// <summary>Signed text of a hand-over message.</summary>
    public static string OfHandOver(JsonElement message) => Of(message, static name => name is not ("proof" or "data" or "datasalt"));

    /// <summary>Signed text of a receipt.</summary>
    public static string OfReceipt(JsonElement message) => Of(message, static name => name != "proof");

    /// <summary>SM3 of a signed text: the digest of the message.</summary>
    public static byte[] Digest(string signedText) => Sm3.Hash(Encoding.UTF8.GetBytes(signedText));

    /// <summary>The message with its proof.</summary>
    /// <param name="messageJson">The message as a JSON object without a proof.</param>
    /// <param name="proof">Text of the proof.</param>
    public static string WithProof(string messageJson, string proof)
    {
        ArgumentNullException.ThrowIfNull(messageJson);
        return string.Concat(messageJson.AsSpan(0, messageJson.LastIndexOf('}')), ",\"proof\":\"", proof, "\"}");
    }

    private static string Of(JsonElement message, Func<string, bool> signed)
    {
        if (message.ValueKind != JsonValueKind.Object)
            throw new JsonException("A message is a JSON object.");
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            foreach (var property in message.EnumerateObject().Where(p => signed(p.Name)).OrderBy(p => p.Name, StringComparer.Ordinal))
            {
                writer.WritePropertyName(property.Name);
                CanonicalJson.Write(writer, property.Value);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
