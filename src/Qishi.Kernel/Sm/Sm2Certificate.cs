using System.Text;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Qishi.Kernel.Sm;

/// <summary>An X.509 certificate of an SM2 key (GM/T 0015: signature algorithm SM3 with SM2). Known by its fingerprint, the SM3 digest of its DER bytes.</summary>
public sealed class Sm2Certificate
{
    private const string Algorithm = "SM3WITHSM2";
    private readonly X509Certificate certificate;

    private Sm2Certificate(X509Certificate certificate, byte[] publicKey) => (this.certificate, PublicKey, Der) = (certificate, publicKey, certificate.GetEncoded());

    /// <summary>DER bytes.</summary>
    public byte[] Der { get; }

    /// <summary>Public key, 65 bytes.</summary>
    public byte[] PublicKey { get; }

    /// <summary>SM3 of <see cref="Der"/>, 64 small hexadecimal digits.</summary>
    public string Fingerprint => Sm3.Hex(Der);

    /// <summary>Serial number, hexadecimal.</summary>
    public string Serial => certificate.SerialNumber.ToString(16);

    /// <summary>Name of the holder, e.g. <c>CN=望溪县公安局,O=…</c>.</summary>
    public string Subject => certificate.SubjectDN.ToString();

    /// <summary>Name of the issuer.</summary>
    public string Issuer => certificate.IssuerDN.ToString();

    /// <summary>From when it is valid, UTC.</summary>
    public DateTime NotBefore => certificate.NotBefore.ToUniversalTime();

    /// <summary>Until when it is valid, UTC.</summary>
    public DateTime NotAfter => certificate.NotAfter.ToUniversalTime();

    /// <summary>True for an authority that may issue certificates.</summary>
    public bool IsAuthority => certificate.GetBasicConstraints() >= 0;

    /// <summary>PEM text.</summary>
    public string Pem => $"-----BEGIN CERTIFICATE-----\n{Convert.ToBase64String(Der, Base64FormattingOptions.InsertLineBreaks).Replace("\r", "", StringComparison.Ordinal)}\n-----END CERTIFICATE-----\n";

    /// <summary>Reads a certificate in DER or PEM; null when it is none, or its key is not on the SM2 curve.</summary>
    public static Sm2Certificate? Read(ReadOnlySpan<byte> derOrPem)
    {
        try
        {
            var bytes = derOrPem is [0x30, ..] ? derOrPem.ToArray() : FromPem(derOrPem);
            if (bytes is null || new X509CertificateParser().ReadCertificate(bytes) is not { } read) return null;
            // Only the exact encoding counts: what follows the certificate, or another encoding of it, is not the certificate.
            if (!read.GetEncoded().AsSpan().SequenceEqual(bytes)) return null;
            return read.GetPublicKey() is ECPublicKeyParameters key && GMObjectIdentifiers.sm2p256v1.Equals(key.PublicKeyParamSet) ? new(read, key.Q.GetEncoded(false)) : null;
        }
        catch (Exception e) when (e is ArgumentException or IOException or FormatException or InvalidOperationException or ArithmeticException or InvalidCastException
            or IndexOutOfRangeException or GeneralSecurityException or SecurityUtilityException)
        {
            return null;
        }
    }

    /// <summary>True when the issuer's key signed it and the issuer may issue.</summary>
    public bool IsIssuedBy(Sm2Certificate issuer)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        try
        {
            return issuer.IsAuthority && certificate.IssuerDN.Equivalent(issuer.certificate.SubjectDN) && certificate.IsSignatureValid(Key(issuer.PublicKey));
        }
        catch (Exception e) when (e is ArgumentException or IOException or InvalidOperationException or GeneralSecurityException or SecurityUtilityException)
        {
            return false;
        }
    }

    /// <summary>A new authority that signs itself.</summary>
    /// <param name="privateKey">Its key, 32 bytes.</param>
    /// <param name="name">Its name, e.g. 望溪县市场监督管理局业务协同签名CA.</param>
    /// <param name="from">Valid from, UTC.</param>
    /// <param name="to">Valid until, UTC.</param>
    public static Sm2Certificate NewAuthority(byte[] privateKey, string name, DateTime from, DateTime to) =>
        Make(Name(name, null), Name(name, null), Sm2.PublicKeyOf(privateKey), privateKey, from, to, authority: true);

    /// <summary>Issues a certificate for a holder's public key.</summary>
    /// <param name="authority">The issuer.</param>
    /// <param name="authorityKey">The issuer's private key.</param>
    /// <param name="holder">Name of the holder.</param>
    /// <param name="unit">Code of the holder: department code.</param>
    /// <param name="publicKey">The holder's key, 65 bytes.</param>
    /// <param name="from">Valid from, UTC.</param>
    /// <param name="to">Valid until, UTC.</param>
    public static Sm2Certificate Issue(Sm2Certificate authority, byte[] authorityKey, string holder, string unit, byte[] publicKey, DateTime from, DateTime to)
    {
        ArgumentNullException.ThrowIfNull(authority);
        return Make(authority.certificate.SubjectDN, Name(holder, unit), publicKey, authorityKey, from, to, authority: false);
    }

    private static Sm2Certificate Make(X509Name issuer, X509Name subject, byte[] publicKey, byte[] signingKey, DateTime from, DateTime to, bool authority)
    {
        var random = new SecureRandom();
        var generator = new X509V3CertificateGenerator();
        generator.SetSerialNumber(new BigInteger(127, random).SetBit(126));
        generator.SetIssuerDN(issuer);
        generator.SetSubjectDN(subject);
        generator.SetNotBefore(from);
        generator.SetNotAfter(to);
        generator.SetPublicKey(Key(publicKey));
        generator.AddExtension(X509Extensions.BasicConstraints, true, new BasicConstraints(authority));
        generator.AddExtension(X509Extensions.KeyUsage, true, new KeyUsage(authority ? KeyUsage.KeyCertSign | KeyUsage.CrlSign : KeyUsage.DigitalSignature | KeyUsage.NonRepudiation));
        var signer = new Asn1SignatureFactory(Algorithm, new ECPrivateKeyParameters("EC", new BigInteger(1, signingKey), GMObjectIdentifiers.sm2p256v1), random);
        return Read(generator.Generate(signer).GetEncoded()) ?? throw new InvalidOperationException("The certificate just made cannot be read.");
    }

    private static ECPublicKeyParameters Key(byte[] publicKey) => new("EC", Sm2.PointOf(publicKey), GMObjectIdentifiers.sm2p256v1);

    private static X509Name Name(string name, string? unit)
    {
        var (order, values) = (new List<Org.BouncyCastle.Asn1.DerObjectIdentifier> { X509Name.C, X509Name.CN }, new List<string> { "CN", name });
        if (unit is not null)
        {
            order.Insert(1, X509Name.OU);
            values.Insert(1, unit);
        }

        return new X509Name(order, values);
    }

    private static byte[]? FromPem(ReadOnlySpan<byte> text)
    {
        const string Head = "-----BEGIN CERTIFICATE-----", Foot = "-----END CERTIFICATE-----";
        if (text.Length > 20_000) return null;
        var pem = Encoding.UTF8.GetString(text);
        var (from, to) = (pem.IndexOf(Head, StringComparison.Ordinal), pem.IndexOf(Foot, StringComparison.Ordinal));
        return from < 0 || to < from ? null : Convert.FromBase64String(pem[(from + Head.Length)..to]);
    }
}
