using Org.BouncyCastle.Asn1;

namespace Qishi.Kernel.Sm.Seals;

/// <summary>A signature made with an electronic seal over the digest of a file (GB/T 38540-2020, SES_Signature).</summary>
public sealed class SesSignature
{
    private readonly byte[] signed;

    private SesSignature(SesSeal seal, DateTime at, byte[] hash, string property, byte[] certificate, byte[] signature, bool stamped, byte[] signed, byte[] der) =>
        (Seal, At, Hash, Property, Certificate, Signature, HasTimeStamp, this.signed, Bytes) = (seal, at, hash, property, certificate, signature, stamped, signed, der);

    /// <summary>The seal.</summary>
    public SesSeal Seal { get; }

    /// <summary>When it was signed by the signer's clock, UTC, to the second.</summary>
    public DateTime At { get; }

    /// <summary>SM3 of the file's signed bytes.</summary>
    public byte[] Hash { get; }

    /// <summary>What was signed: a path, or the way the bytes are chosen.</summary>
    public string Property { get; }

    /// <summary>Certificate of the signer, DER.</summary>
    public byte[] Certificate { get; }

    /// <summary>The signer's signature.</summary>
    public byte[] Signature { get; }

    /// <summary>A time stamp is attached; this program cannot check one.</summary>
    public bool HasTimeStamp { get; }

    /// <summary>DER bytes.</summary>
    public byte[] Bytes { get; }

    /// <summary>Signs a digest with a seal.</summary>
    /// <param name="seal">The seal.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="hash">SM3 of what is signed.</param>
    /// <param name="property">What is signed, ASCII.</param>
    /// <param name="certificate">The signer's certificate, DER.</param>
    /// <param name="key">The signer's private key, 32 bytes.</param>
    public static SesSignature Make(SesSeal seal, DateTime at, byte[] hash, string property, byte[] certificate, byte[] key)
    {
        ArgumentNullException.ThrowIfNull(seal);
        var toSign = new DerSequence(DerInteger.ValueOf(SesSeal.Version), Asn1Object.FromByteArray(seal.Bytes), Der.Time(at), new DerBitString(hash), new DerIA5String(property));
        var signature = Sm2.Sign(key, toSign.GetEncoded(Asn1Encodable.Der));
        var der = new DerSequence(toSign, new DerOctetString(certificate), Der.Sm2WithSm3, new DerBitString(signature)).GetEncoded(Asn1Encodable.Der);
        return Read(der) ?? throw new InvalidOperationException("The signature just made cannot be read.");
    }

    /// <summary>Reads a signature; null when the bytes are none.</summary>
    public static SesSignature? Read(byte[] der) => Der.Sequence(der) is not { } sequence ? null : Der.Try(() =>
    {
        if (sequence.Count is < 4 or > 5 || !Der.Sm2WithSm3.Equals(sequence[2]) || (sequence.Count == 5 && sequence[4] is not Asn1TaggedObject { TagNo: 0 }))
            return null;
        var toSign = Asn1Sequence.GetInstance(sequence[0]);
        if (toSign.Count is < 5 or > 6 || Der.Int(toSign[0]) != SesSeal.Version || SesSeal.Read(Asn1Sequence.GetInstance(toSign[1])) is not { } seal)
            return null;
        return new SesSignature(
            seal, Der.Time(toSign[2]), Der.Bits(toSign[3]), Der.Ia5(toSign[4]), Der.Octets(sequence[1]), Der.Bits(sequence[3]), sequence.Count == 5, toSign.GetEncoded(Asn1Encodable.Der), der);
    });

    /// <summary>True when the certificate's key signed exactly this.</summary>
    public bool IsSignedBySigner() => Sm2Certificate.Read(Certificate) is { } signer && Sm2.Verify(signer.PublicKey, signed, Signature);
}
