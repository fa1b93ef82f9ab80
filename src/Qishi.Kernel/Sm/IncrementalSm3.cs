using Org.BouncyCastle.Crypto.Digests;

namespace Qishi.Kernel.Sm;

/// <summary>SM3 digest of data that arrives in pieces. Not thread-safe.</summary>
public sealed class IncrementalSm3
{
    private readonly SM3Digest digest = new();

    /// <summary>Takes the next piece in.</summary>
    public void Append(ReadOnlySpan<byte> data) => digest.BlockUpdate(data);

    /// <summary>The 32 bytes of the digest of all pieces; afterwards the object begins anew.</summary>
    public byte[] Finish()
    {
        var hash = new byte[Sm3.Length];
        digest.DoFinal(hash);
        return hash;
    }
}
