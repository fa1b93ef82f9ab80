using System.Buffers.Binary;

namespace Qishi.Modules.Documents.Screening;

/// <summary>The one Exif field worth keeping: which way up the phone was held.</summary>
internal static class ExifOrientation
{
    private const ushort Tag = 0x0112;

    /// <summary>Orientation 1 to 8 from the body of an APP1 segment; null when there is none.</summary>
    public static int? Read(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith("Exif\0\0"u8) || body.Length < 14)
            return null;
        var tiff = body[6..];
        var little = tiff[0] == 'I';
        var at = Long(tiff[4..], little);
        if (at > tiff.Length - 2)
            return null;
        var count = Short(tiff[(int)at..], little);
        for (var i = 0; i < count && at + 2 + (i + 1) * 12 <= tiff.Length; i++)
        {
            var entry = tiff[((int)at + 2 + i * 12)..];
            if (Short(entry, little) == Tag)
                return Short(entry[8..], little) is >= 1 and <= 8 and var value ? value : null;
        }

        return null;
    }

    /// <summary>An APP1 segment that says the orientation and nothing else.</summary>
    public static byte[] Segment(int orientation) =>
    [
        0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, checked((byte)orientation), 0, 0, 0, 0, 0, 0,
    ];

    private static ushort Short(ReadOnlySpan<byte> span, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(span) : BinaryPrimitives.ReadUInt16BigEndian(span);

    private static uint Long(ReadOnlySpan<byte> span, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(span) : BinaryPrimitives.ReadUInt32BigEndian(span);
}
