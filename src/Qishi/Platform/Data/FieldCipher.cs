using System.Text;
using Qishi.Kernel.Sm;

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
        Convert.ToBase64String(Sm4Gcm.Seal(Key(sealKey), Encoding.UTF8.GetBytes(value), Encoding.UTF8.GetBytes(purpose)));

    public string Open(string sealedValue, string purpose) =>
        Encoding.UTF8.GetString(Sm4Gcm.Open(Key(sealKey), Convert.FromBase64String(sealedValue), Encoding.UTF8.GetBytes(purpose)));

    /// <summary>Hex digest to find a value again without storing it; the same value under two purposes gives unrelated digests.</summary>
    public string LookupKey(string value, string purpose) =>
        Convert.ToHexStringLower(HmacSm3.Compute(Key(lookupKey), Encoding.UTF8.GetBytes(purpose + "\n" + value)));

    private static byte[] Key(byte[]? key) => key ?? throw new InvalidOperationException("Field keys are not loaded.");
}
