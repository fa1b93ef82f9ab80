using Org.BouncyCastle.Asn1;

namespace Qishi.Kernel.Sm.Seals;

/// <summary>An electronic seal (GB/T 38540-2020, SESeal, version 4): its facts, the maker's certificate and the maker's signature over both.</summary>
public sealed class SesSeal
{
    /// <summary>Version of the structure.</summary>
    public const int Version = 4;

    private readonly byte[] signed;

    private SesSeal(SealFacts facts, byte[] makerCertificate, byte[] signature, byte[] signed, byte[] der) =>
        (Facts, MakerCertificate, Signature, this.signed, Bytes) = (facts, makerCertificate, signature, signed, der);

    /// <summary>What it says of itself.</summary>
    public SealFacts Facts { get; }

    /// <summary>Certificate of the maker, DER.</summary>
    public byte[] MakerCertificate { get; }

    /// <summary>The maker's signature.</summary>
    public byte[] Signature { get; }

    /// <summary>The seal in DER, as it is filed and as every signature with it carries it.</summary>
    public byte[] Bytes { get; }

    /// <summary>Makes a seal.</summary>
    /// <param name="facts">Its facts.</param>
    /// <param name="makerCertificate">The maker's certificate, DER.</param>
    /// <param name="makerKey">The maker's private key, 32 bytes.</param>
    public static SesSeal Make(SealFacts facts, byte[] makerCertificate, byte[] makerKey)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var info = Info(facts);
        var signed = Signed(info, makerCertificate);
        var signature = Sm2.Sign(makerKey, signed);
        var der = new DerSequence(info, new DerOctetString(makerCertificate), Der.Sm2WithSm3, new DerBitString(signature)).GetEncoded(Asn1Encodable.Der);
        return Read(der) ?? throw new InvalidOperationException("The seal just made cannot be read.");
    }

    /// <summary>Reads a seal; null when the bytes are none.</summary>
    public static SesSeal? Read(byte[] der) => Der.Sequence(der) is { } sequence ? Read(sequence) : null;

    /// <summary>True when the maker's key signed exactly these facts.</summary>
    public bool IsSignedByMaker() => Sm2Certificate.Read(MakerCertificate) is { } maker && Sm2.Verify(maker.PublicKey, signed, Signature);

    /// <summary>True when this certificate is one of those that may sign with the seal.</summary>
    public bool Names(byte[] certificate) => Facts.Certificates.Any(c => c.AsSpan().SequenceEqual(certificate));

    internal static SesSeal? Read(Asn1Sequence sequence) => Der.Try(() =>
    {
        if (sequence.Count != 4 || !Der.Sm2WithSm3.Equals(sequence[2]))
            return null;
        var info = Asn1Sequence.GetInstance(sequence[0]);
        var (header, property, picture) = (Asn1Sequence.GetInstance(info[0]), Asn1Sequence.GetInstance(info[2]), Asn1Sequence.GetInstance(info[3]));
        if (info.Count is < 4 or > 5 || header.Count != 3 || property.Count != 7 || picture.Count != 4 || Der.Ia5(header[0]) != "ES" || Der.Int(header[1]) != Version || Der.Int(property[2]) != 1)
            return null;
        var facts = new SealFacts(
            Der.Ia5(info[1]), Der.Ia5(header[2]), Der.Int(property[0]), DerUtf8String.GetInstance(property[1]).GetString(), [.. Asn1Sequence.GetInstance(property[3]).Select(Der.Octets)],
            Der.Time(property[4]), Der.Time(property[5]), Der.Time(property[6]), new(Der.Ia5(picture[0]), Der.Octets(picture[1]), Der.Int(picture[2]), Der.Int(picture[3])));
        var maker = Der.Octets(sequence[1]);
        return new SesSeal(facts, maker, Der.Bits(sequence[3]), Signed(info, maker), sequence.GetEncoded(Asn1Encodable.Der));
    });

    // GB/T 38540 §6: the maker signs the DER of the first three members.
    private static byte[] Signed(Asn1Encodable info, byte[] maker) => new DerSequence(info, new DerOctetString(maker), Der.Sm2WithSm3).GetEncoded(Asn1Encodable.Der);

    private static DerSequence Info(SealFacts f) => new(
        new DerSequence(new DerIA5String("ES"), DerInteger.ValueOf(Version), new DerIA5String(f.MakerId)),
        new DerIA5String(f.EsId),
        new DerSequence(
            DerInteger.ValueOf(f.Type), new DerUtf8String(f.Name), DerInteger.ValueOf(1), DerSequence.FromCollection([.. f.Certificates.Select(c => new DerOctetString(c))]), Der.Time(f.CreatedAt), Der.Time(f.ValidFrom), Der.Time(f.ValidTo)),
        new DerSequence(new DerIA5String(f.Picture.Type), new DerOctetString(f.Picture.Data), DerInteger.ValueOf(f.Picture.WidthMm), DerInteger.ValueOf(f.Picture.HeightMm)));
}
