using System.Security.Cryptography;
using System.Text;
using Qishi.Kernel;

namespace Qishi.Platform.Data;

/// <summary>
/// Seals personal fields and makes keyed look-up digests. A plain digest of an ID number is no protection (all numbers of one division
/// fall in seconds), so look-ups use a keyed HMAC. Keys live outside the database.
/// </summary>
public sealed class FieldCipher
{
    private readonly byte[]? sealKey;
    private readonly byte[]? lookupKey;

    public FieldCipher(byte[] sealKey, byte[] lookupKey) => (this.sealKey, this.lookupKey) = (sealKey, lookupKey);

    private FieldCipher() { }

    /// <summary>For tools that build the model and never touch data.</summary>
    public static FieldCipher WithoutKeys { get; } = new();

    public string Seal(string value, string purpose) =>
        Convert.ToBase64String(Encrypt(Key(sealKey), Encoding.UTF8.GetBytes(value), Encoding.UTF8.GetBytes(purpose)));

    public string Open(string sealedValue, string purpose) =>
        Encoding.UTF8.GetString(Decrypt(Key(sealKey), Convert.FromBase64String(sealedValue), Encoding.UTF8.GetBytes(purpose)));

    /// <summary>Hex digest to find a value again without storing it; the same value under two purposes gives unrelated digests.</summary>
    public string LookupKey(string value, string purpose) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Key(lookupKey), Encoding.UTF8.GetBytes(purpose + "\n" + value)));

    private static byte[] Key(byte[]? key) => key ?? throw new InvalidOperationException("Field keys are not loaded.");

    private static byte[] Encrypt(byte[] key, byte[] plain, byte[] purpose)
    {
        var result = new byte[12 + plain.Length + 16];
        RandomNumberGenerator.Fill(result.AsSpan(0, 12));
        using var aes = new AesGcm(key, 16);
        aes.Encrypt(result.AsSpan(0, 12), plain, result.AsSpan(12, plain.Length), result.AsSpan(12 + plain.Length), purpose);
        return result;
    }

    private static byte[] Decrypt(byte[] key, byte[] data, byte[] purpose)
    {
        var plain = new byte[data.Length - 28];
        using var aes = new AesGcm(key, 16);
        aes.Decrypt(data.AsSpan(0, 12), data.AsSpan(12, plain.Length), data.AsSpan(data.Length - 16), plain, purpose);
        return plain;
    }
}
