using System.Buffers.Binary;
using System.Text;
using Qishi.Kernel;

namespace Qishi.Modules.Documents.Screening;

/// <summary>Copies a PNG chunk by chunk, only those that draw the picture; texts, times and whatever hangs behind the end stay behind. Nothing is decoded.</summary>
internal static class PngFile
{
    private static readonly HashSet<string> Kept = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "pHYs", "bKGD"];

    private static readonly uint[] CrcTable = MakeCrcTable();

    public static (byte[]? Clean, Problem? Problem) Clean(byte[] bytes, string label, long maxPixels)
    {
        using var output = new MemoryStream(bytes.Length);
        output.Write(FileType.PngMagic);
        var (at, first, data) = (FileType.PngMagic.Length, true, false);
        while (at + 12 <= bytes.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
            if (length > bytes.Length - at - 12)
                break;
            var chunk = bytes.AsSpan(at, (int)length + 12);
            var type = Encoding.ASCII.GetString(chunk.Slice(4, 4));
            if (Crc(chunk[4..^4]) != BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..]) || first != (type == "IHDR"))
                break;
            if (first)
            {
                if (length != 13)
                    break;
                long width = BinaryPrimitives.ReadUInt32BigEndian(chunk[8..]), height = BinaryPrimitives.ReadUInt32BigEndian(chunk[12..]);
                if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
                    break;
                if (width * height > maxPixels)
                    return (null, ScreenProblems.TooManyPixels(label, width, height, maxPixels));
            }

            if (Kept.Contains(type))
                output.Write(chunk);
            data |= type == "IDAT";
            if (type == "IEND")
                return data ? (output.ToArray(), null) : (null, ScreenProblems.Broken(label));
            first = false;
            at += chunk.Length;
        }

        return (null, ScreenProblems.Broken(label));
    }

    private static uint Crc(ReadOnlySpan<byte> span)
    {
        var crc = uint.MaxValue;
        foreach (var b in span)
            crc = CrcTable[(crc ^ b) & 0xFF] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (var n = 0u; n < 256; n++)
        {
            var c = n;
            for (var bit = 0; bit < 8; bit++)
                c = (c & 1) == 1 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            table[n] = c;
        }

        return table;
    }
}
