using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Qishi.Kernel.Sm;

/// <summary>Keyed digest HMAC (RFC 2104, GB/T 15852.2) with SM3, 32 bytes. For looking up an identity number without storing it in clear.</summary>
public static class HmacSm3
{
    /// <summary>Keyed digest.</summary>
    /// <param name="key">Secret key, at least 16 bytes.</param>
    /// <param name="data">Any bytes.</param>
    /// <exception cref="ArgumentException">The key is shorter than 16 bytes.</exception>
    public static byte[] Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data)
    {
        if (key.Length < 16) throw new ArgumentException("An HMAC key has at least 16 bytes.", nameof(key));
        var mac = new HMac(new SM3Digest());
        mac.Init(new KeyParameter(key));
        mac.BlockUpdate(data);
        var result = new byte[Sm3.Length];
        mac.DoFinal(result);
        return result;
    }
}
