using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Qishi.Modules.Licences.ShowCode;

/// <summary>What a shown code says (VerifyToken). Short names: it has to fit into a QR code.</summary>
/// <param name="Id">Row of the log of uses.</param>
/// <param name="Uscc">Credit code.</param>
/// <param name="No">Number of the licence.</param>
/// <param name="IssuedAt">Seconds since 1970.</param>
/// <param name="ExpiresAt">Seconds since 1970.</param>
/// <param name="Nonce">Random.</param>
/// <param name="Purpose">What for.</param>
internal sealed record CodeFacts(
    [property: JsonPropertyName("id")] Guid Id, [property: JsonPropertyName("c")] string Uscc, [property: JsonPropertyName("v")] int No, [property: JsonPropertyName("i")] long IssuedAt,
    [property: JsonPropertyName("e")] long ExpiresAt, [property: JsonPropertyName("n")] string Nonce, [property: JsonPropertyName("p")] string Purpose);

/// <summary>The dedicated verification code: <c>EBL1.&lt;json&gt;.&lt;signature&gt;</c>, both base64url; the signature is the bureau's over the JSON bytes.</summary>
internal static class LicenceCode
{
    public const string Prefix = "EBL1.";
    private const int Longest = 1_000;

    public static byte[] Bytes(CodeFacts facts) => JsonSerializer.SerializeToUtf8Bytes(facts);

    public static string Write(byte[] facts, byte[] signature) => $"{Prefix}{Base64Url.EncodeToString(facts)}.{Base64Url.EncodeToString(signature)}";

    /// <summary>The parts; null when it is no such code.</summary>
    public static (CodeFacts Facts, byte[] Bytes, byte[] Signature)? Read(string? code)
    {
        if (code is not { Length: > 0 and <= Longest } || !code.StartsWith(Prefix, StringComparison.Ordinal) || code[Prefix.Length..].Split('.') is not [var json, var signature])
            return null;
        try
        {
            var bytes = Base64Url.DecodeFromChars(json);
            return JsonSerializer.Deserialize<CodeFacts>(bytes) is { Uscc: not null, Nonce: not null, Purpose: not null } facts ? (facts, bytes, Base64Url.DecodeFromChars(signature)) : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or DecoderFallbackException)
        {
            return null;
        }
    }
}
