using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Qishi.Kernel.Sm;

namespace Qishi.Modules.Exchange.Contracts;

/// <summary>
/// What makes one message provable by itself: it travels as the attribute <c>proof</c> and is kept with the message. Many messages share one SM2 signature over the
/// root of a tree of their digests; the path leads from this message to that root. As text: <c>1.certificate.milliseconds.size.index.path.signature</c>.
/// </summary>
/// <param name="Certificate">Fingerprint of the signer's certificate (SM3 of its DER bytes).</param>
/// <param name="SignedAt">When it was signed, UTC, whole milliseconds.</param>
/// <param name="Size">How many messages were signed together.</param>
/// <param name="Index">Place of this one, from 0.</param>
/// <param name="Path">Hashes from this message to the root.</param>
/// <param name="Signature">SM2 signature (DER) over <see cref="SignedBytes"/>.</param>
public sealed record WireProof(string Certificate, DateTime SignedAt, int Size, int Index, IReadOnlyList<byte[]> Path, byte[] Signature)
{
    /// <summary>Most messages that may share a signature.</summary>
    public const int MostAtOnce = 65_536;

    private const string Version = "1";

    /// <summary>Signs messages together; one proof for each, in their order.</summary>
    /// <param name="kind">What is signed: <see cref="Wire.HandOverType"/> or <see cref="Wire.ReceiptType"/>.</param>
    /// <param name="source">Who signs: <see cref="Wire.Bureau"/> or a department code.</param>
    /// <param name="certificate">Fingerprint of the signer's certificate.</param>
    /// <param name="privateKey">The signer's key.</param>
    /// <param name="nowUtc">Time of signing.</param>
    /// <param name="digests">Digests of the messages (<see cref="SignedText.Digest"/>), at least one.</param>
    public static IReadOnlyList<WireProof> Sign(string kind, string source, string certificate, byte[] privateKey, DateTime nowUtc, IReadOnlyList<byte[]> digests)
    {
        ArgumentNullException.ThrowIfNull(digests);
        var tree = new MerkleTree(digests);
        var at = new DateTime(nowUtc.Ticks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
        var signature = Sm2.Sign(privateKey, SignedBytes(kind, source, certificate, at, tree.Size, tree.Root));
        return [.. Enumerable.Range(0, tree.Size).Select(i => new WireProof(certificate, at, tree.Size, i, tree.PathOf(i), signature))];
    }

    /// <summary>Reads the text of a proof; null when it is none. Only the exact text counts: no byte of it can be changed without being noticed.</summary>
    public static WireProof? Read(string? text)
    {
        if (text is not { Length: > 0 and <= 4000 } || text.Split('.') is not [Version, { Length: 64 } certificate, var at, var size, var index, var path, var signature])
            return null;
        try
        {
            if (!long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) || milliseconds > 253_402_300_799_999
                || !int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is 0 or > MostAtOnce
                || !int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var place))
                return null;
            var hashes = Base64Url.DecodeFromChars(path);
            if (hashes.Length % Sm3.Length != 0)
                return null;
            var proof = new WireProof(certificate, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime, count, place, [.. hashes.Chunk(Sm3.Length)], Base64Url.DecodeFromChars(signature));
            return proof.ToString() == text ? proof : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Root that a message of this digest leads to; null when path and place do not fit.</summary>
    public byte[]? RootOf(byte[] digest) => MerkleTree.RootFrom(digest, Index, Size, Path);

    /// <summary>True when the key signed a batch that contains a message of this digest at this place.</summary>
    public bool Proves(string kind, string source, byte[] digest, byte[] publicKey) =>
        RootOf(digest) is { } root && Sm2.Verify(publicKey, SignedBytes(kind, source, Certificate, SignedAt, Size, root), Signature);

    /// <summary>The bytes a batch's signature is over: kind, signer, certificate, time, size and root, a line each.</summary>
    public static byte[] SignedBytes(string kind, string source, string certificate, DateTime signedAt, int size, byte[] root) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"QISHI-BATCH-{Version}\n{kind}\n{source}\n{certificate}\n{new DateTimeOffset(signedAt).ToUnixTimeMilliseconds()}\n{size}\n{Convert.ToHexStringLower(root)}"));

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Version}.{Certificate}.{new DateTimeOffset(SignedAt).ToUnixTimeMilliseconds()}.{Size}.{Index}.{Base64Url.EncodeToString(Path.SelectMany(p => p).ToArray())}.{Base64Url.EncodeToString(Signature)}");
}
