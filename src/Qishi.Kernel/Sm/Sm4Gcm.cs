using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace Qishi.Kernel.Sm;

/// <summary>SM4 (GB/T 32907-2016) in Galois/counter mode (RFC 8998): secret and untouched. Form of a sealed value: nonce 12 bytes | cipher | tag 16 bytes.</summary>
public static class Sm4Gcm
{
    /// <summary>Length of a key in bytes.</summary>
    public const int KeyLength = 16;

    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Seals bytes under a fresh random nonce; sealing the same bytes twice gives different results.</summary>
    /// <param name="key16">16 bytes.</param>
    /// <param name="plaintext">What to hide.</param>
    /// <param name="aad">What to bind to, e.g. table, column and row id; not hidden, must be the same when opening.</param>
    /// <exception cref="ArgumentException">The key is not 16 bytes.</exception>
    public static byte[] Seal(ReadOnlySpan<byte> key16, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> aad)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        RandomNumberGenerator.Fill(nonce);
        var cipher = Cipher(true, key16, nonce, aad);
        var result = new byte[NonceLength + plaintext.Length + TagLength];
        nonce.CopyTo(result);
        var written = cipher.ProcessBytes(plaintext, result.AsSpan(NonceLength));
        cipher.DoFinal(result.AsSpan(NonceLength + written));
        return result;
    }

    /// <summary>Opens what <see cref="Seal"/> sealed.</summary>
    /// <exception cref="ArgumentException">The key is not 16 bytes.</exception>
    /// <exception cref="CryptographicException">Another key, other <paramref name="aad"/>, or bytes that were touched or cut.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key16, ReadOnlySpan<byte> @sealed, ReadOnlySpan<byte> aad)
    {
        if (@sealed.Length < NonceLength + TagLength) throw new CryptographicException("The sealed value is too short.");
        var cipher = Cipher(false, key16, @sealed[..NonceLength], aad);
        var plaintext = new byte[@sealed.Length - NonceLength - TagLength];
        try
        {
            var written = cipher.ProcessBytes(@sealed[NonceLength..], plaintext);
            cipher.DoFinal(plaintext.AsSpan(written));
            return plaintext;
        }
        catch (InvalidCipherTextException e)
        {
            throw new CryptographicException("The sealed value was touched, or the key or context is another one.", e);
        }
    }

    private static GcmBlockCipher Cipher(bool seal, ReadOnlySpan<byte> key16, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> aad)
    {
        if (key16.Length != KeyLength) throw new ArgumentException("An SM4 key has 16 bytes.", nameof(key16));
        var cipher = new GcmBlockCipher(new SM4Engine());
        cipher.Init(seal, new AeadParameters(new KeyParameter(key16), TagLength * 8, nonce.ToArray(), aad.ToArray()));
        return cipher;
    }
}
