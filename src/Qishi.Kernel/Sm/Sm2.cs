using System.Text;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;
using Org.BouncyCastle.Security;

namespace Qishi.Kernel.Sm;

/// <summary>
/// SM2 signatures with SM3 (GB/T 32918.2, .5) on the curve sm2p256v1, user id 1234567812345678, signature in DER (OID 1.2.156.10197.1.501).
/// </summary>
public static class Sm2
{
    private static readonly byte[] UserId = Encoding.ASCII.GetBytes("1234567812345678");

    // The curve with its own field arithmetic: about six times as fast as the general one of the same name.
    private static readonly ECDomainParameters Curve = Domain(CustomNamedCurves.GetByName("sm2p256v1"));

    private static readonly X9ECParameters Named = GMNamedCurves.GetByName("sm2p256v1");

    /// <summary>A new pair of keys: private 32 bytes, public 65 bytes (04 | x | y).</summary>
    public static (byte[] PrivateKey, byte[] PublicKey) NewKey()
    {
        var generator = new ECKeyPairGenerator();
        generator.Init(new ECKeyGenerationParameters(Curve, new SecureRandom()));
        var pair = generator.GenerateKeyPair();
        return (Org.BouncyCastle.Utilities.BigIntegers.AsUnsignedByteArray(32, ((ECPrivateKeyParameters)pair.Private).D), ((ECPublicKeyParameters)pair.Public).Q.GetEncoded(false));
    }

    /// <summary>The public key (65 bytes) of a private key (32 bytes).</summary>
    public static byte[] PublicKeyOf(byte[] privateKey) => Curve.G.Multiply(new BigInteger(1, privateKey)).Normalize().GetEncoded(false);

    /// <summary>Signs data; the signature differs every time.</summary>
    /// <param name="privateKey">32 bytes.</param>
    /// <param name="data">The data itself, not its digest.</param>
    /// <exception cref="ArgumentException">The key is none.</exception>
    public static byte[] Sign(byte[] privateKey, ReadOnlySpan<byte> data)
    {
        var signer = new SM2Signer(StandardDsaEncoding.Instance, new SM3Digest());
        signer.Init(true, new ParametersWithID(new ParametersWithRandom(new ECPrivateKeyParameters(new BigInteger(1, privateKey), Curve)), UserId));
        signer.BlockUpdate(data);
        return signer.GenerateSignature();
    }

    /// <summary>True when the signature is the key's over the data. False for a broken key or signature: the check never throws on bad input.</summary>
    public static bool Verify(byte[] publicKey, ReadOnlySpan<byte> data, byte[] signature)
    {
        if (publicKey is not { Length: 65 } || signature is not { Length: > 0 }) return false;
        try
        {
            var signer = new SM2Signer(StandardDsaEncoding.Instance, new SM3Digest());
            signer.Init(false, new ParametersWithID(new ECPublicKeyParameters(Curve.Curve.DecodePoint(publicKey), Curve), UserId));
            signer.BlockUpdate(data);
            return signer.VerifySignature(signature);
        }
        catch (Exception e) when (e is ArgumentException or IOException or FormatException or ArithmeticException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The point of a public key, on the named curve that certificates use.</summary>
    internal static ECPoint PointOf(byte[] publicKey) => Named.Curve.DecodePoint(publicKey);

    private static ECDomainParameters Domain(X9ECParameters curve) => new(curve.Curve, curve.G, curve.N, curve.H);
}
