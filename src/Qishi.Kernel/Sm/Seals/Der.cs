using Org.BouncyCastle.Asn1;

namespace Qishi.Kernel.Sm.Seals;

/// <summary>Reading of ASN.1 that takes the one exact DER encoding and nothing else: a changed length byte or a trailing byte is not the same thing.</summary>
internal static class Der
{
    public static readonly DerObjectIdentifier Sm2WithSm3 = new("1.2.156.10197.1.501");

    /// <summary>The sequence of the bytes; null when they are none in DER.</summary>
    public static Asn1Sequence? Sequence(byte[] bytes)
    {
        try
        {
            return Asn1Object.FromByteArray(bytes) is Asn1Sequence sequence && sequence.GetEncoded(Asn1Encodable.Der).AsSpan().SequenceEqual(bytes) ? sequence : null;
        }
        catch (Exception e) when (IsBadInput(e))
        {
            return null;
        }
    }

    /// <summary>Runs a reading; null when the content is not of the expected form.</summary>
    public static T? Try<T>(Func<T?> read) where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (IsBadInput(e))
        {
            return null;
        }
    }

    public static string Ia5(Asn1Encodable value) => DerIA5String.GetInstance(value).GetString();

    public static int Int(Asn1Encodable value) => DerInteger.GetInstance(value).IntValueExact;

    public static byte[] Octets(Asn1Encodable value) => Asn1OctetString.GetInstance(value).GetOctets();

    public static byte[] Bits(Asn1Encodable value) => DerBitString.GetInstance(value).GetOctets();

    public static DateTime Time(Asn1Encodable value) => DateTime.SpecifyKind(Asn1GeneralizedTime.GetInstance(value).ToDateTime(), DateTimeKind.Utc);

    /// <summary>Seconds, as the standard's examples have it.</summary>
    public static Asn1Encodable Time(DateTime utc) => new DerGeneralizedTime(utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerSecond)));

    private static bool IsBadInput(Exception e) =>
        e is ArgumentException or IOException or FormatException or InvalidOperationException or InvalidCastException or ArithmeticException or IndexOutOfRangeException or Asn1Exception or NotSupportedException;
}
