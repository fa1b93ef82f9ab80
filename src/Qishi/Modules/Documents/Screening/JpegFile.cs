using System.Buffers.Binary;
using Qishi.Kernel;

namespace Qishi.Modules.Documents.Screening;

/// <summary>
/// Copies a JPEG segment by segment: place, device and other metadata, comments and whatever hangs behind the picture stay behind (个人信息保护法 art. 6:
/// no more than needed). The picture itself is not decoded and loses nothing; a turned photo keeps its orientation.
/// </summary>
internal static class JpegFile
{
    public static (byte[]? Clean, Problem? Problem) Clean(byte[] bytes, string label, long maxPixels)
    {
        using var output = new MemoryStream(bytes.Length);
        output.Write([0xFF, 0xD8]);
        var (at, seenFrame) = (2, false);
        while (at + 4 <= bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (marker == 0xD9)
            {
                break;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2));
            if (marker is < 0xC0 or (>= 0xD0 and <= 0xD8) || length < 2 || at + 2 + length > bytes.Length)
                return (null, ScreenProblems.Broken(label));
            var segment = bytes.AsSpan(at, 2 + length);
            if (IsFrame(marker))
            {
                if (length < 8)
                    return (null, ScreenProblems.Broken(label));
                long height = BinaryPrimitives.ReadUInt16BigEndian(segment[5..]), width = BinaryPrimitives.ReadUInt16BigEndian(segment[7..]);
                if (width == 0 || height == 0)
                    return (null, ScreenProblems.Broken(label));
                if (width * height > maxPixels)
                    return (null, ScreenProblems.TooManyPixels(label, width, height, maxPixels));
                seenFrame = true;
            }

            if (marker == 0xE1 && ExifOrientation.Read(segment[4..]) is > 1 and var orientation)
                output.Write(ExifOrientation.Segment(orientation));
            else if (IsKept(marker))
                output.Write(segment);
            at += 2 + length;
            if (marker == 0xDA)
            {
                var end = EndOfScan(bytes, at);
                output.Write(bytes, at, end - at);
                at = end;
            }
        }

        // A photo cut off while uploading ends without its last mark.
        if (!seenFrame || at + 2 > bytes.Length || bytes[at] != 0xFF || bytes[at + 1] != 0xD9)
            return (null, ScreenProblems.Broken(label));
        output.Write([0xFF, 0xD9]);
        return (output.ToArray(), null);
    }

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    /// <summary>Tables, frames and scans, JFIF (E0), colour profile (E2) and Adobe's colour transform (EE); no Exif, XMP, maker notes, comments.</summary>
    private static bool IsKept(byte marker) => marker is (>= 0xC0 and <= 0xDF) or 0xE0 or 0xE2 or 0xEE;

    /// <summary>Entropy-coded data runs to the next mark that is neither a stuffed zero nor a restart mark.</summary>
    private static int EndOfScan(byte[] bytes, int at)
    {
        while (at + 1 < bytes.Length)
        {
            var step = bytes.AsSpan(at).IndexOf((byte)0xFF);
            if (step < 0 || at + step + 1 >= bytes.Length)
                return bytes.Length;
            at += step;
            if (bytes[at + 1] is not (0x00 or (>= 0xD0 and <= 0xD7)))
                return at;
            at += 2;
        }

        return bytes.Length;
    }
}
