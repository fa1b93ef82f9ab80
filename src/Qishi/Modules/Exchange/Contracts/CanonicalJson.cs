using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Qishi.Kernel.Sm;

namespace Qishi.Modules.Exchange.Contracts;

/// <summary>
/// One text for one content: properties in ordinal order, no white space, no needless escapes, numbers as they were written. Digests of messages are taken over it,
/// so both sides get the same digest whatever their libraries print.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Canonical text of a JSON text.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static string Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    /// <summary>Canonical text of a JSON value.</summary>
    public static string Of(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
            Write(writer, value);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>SM3 of a canonical text, 64 small hexadecimal digits.</summary>
    public static string Digest(string canonical) => Sm3.Hex(Encoding.UTF8.GetBytes(canonical));

    /// <summary>
    /// The leaves of a JSON value by path (<c>legalRep.mobile</c>, <c>seals[0].type</c>), in canonical text; empty and null leaves are "". Used for field digests and counts.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Leaves(string json)
    {
        using var document = JsonDocument.Parse(json);
        var leaves = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Collect(document.RootElement, "", leaves);
        return leaves;
    }

    /// <summary>Keyed digest of one field, so that two parties who share a key can compare personal data without showing it.</summary>
    public static string FieldDigest(ReadOnlySpan<byte> key, string path, string value) =>
        Convert.ToHexStringLower(HmacSm3.Compute(key, Encoding.UTF8.GetBytes(path + "\n" + value)));

    internal static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(value.GetRawText(), skipInputValidation: true);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static void Collect(JsonElement value, string path, SortedDictionary<string, string> leaves)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                    Collect(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}", leaves);
                break;
            case JsonValueKind.Array:
                var i = 0;
                foreach (var item in value.EnumerateArray())
                    Collect(item, $"{path}[{i++}]", leaves);
                break;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                leaves[path] = "";
                break;
            default:
                leaves[path] = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
                break;
        }
    }
}
