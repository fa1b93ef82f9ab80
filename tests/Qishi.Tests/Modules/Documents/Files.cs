using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SkiaSharp;

namespace Qishi.Tests.Modules.Documents;

/// <summary>Files of all kinds, good and bad, made by hand.</summary>
internal static class Files
{
    public static byte[] Png(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.Teal);
        return bitmap.Encode(SKEncodedImageFormat.Png, 90).ToArray();
    }

    public static byte[] Jpeg(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.Teal);
        return bitmap.Encode(SKEncodedImageFormat.Jpeg, 90).ToArray();
    }

    /// <summary>A PNG that says it is as large as asked and holds next to nothing.</summary>
    public static byte[] PngBomb(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        return [0x89, .. "PNG\r\n\x1a\n"u8, .. Chunk("IHDR", header), .. Chunk("IDAT", Zip(new byte[1000])), .. Chunk("IEND", [])];
    }

    public static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        var crc = uint.MaxValue;
        foreach (var b in body)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++)
                crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        body.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), ~crc);
        return chunk;
    }

    public static byte[] Segment(byte marker, byte[] body) =>
        [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)((body.Length + 2) & 0xFF), .. body];

    /// <summary>A one-page PDF; <paramref name="extra"/> are further objects.</summary>
    public static byte[] Pdf(string catalogue = "", string extra = "") => Encoding.Latin1.GetBytes(
        $"%PDF-1.7\n1 0 obj\n<</Type /Catalog /Pages 2 0 R {catalogue}>>\nendobj\n2 0 obj\n<</Type /Pages /Kids [3 0 R] /Count 1>>\nendobj\n"
        + $"3 0 obj\n<</Type /Page /Parent 2 0 R /MediaBox [0 0 100 100]>>\nendobj\n{extra}trailer\n<</Root 1 0 R>>\n%%EOF\n");

    /// <summary>A PDF whose object 4 lies in a compressed object stream.</summary>
    public static byte[] PdfWithHiddenObject(string content, string type = "/ObjStm")
    {
        var packed = Encoding.Latin1.GetString(Zip(Encoding.Latin1.GetBytes("4 0 " + content)));
        return Pdf(extra: $"5 0 obj\n<</Type {type} /N 1 /First 4 /Filter /FlateDecode /Length {packed.Length}>>\nstream\n{packed}\nendstream\nendobj\n");
    }

    public static byte[] Zip(byte[] data)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZLibStream(stream, CompressionLevel.SmallestSize, leaveOpen: true))
            zip.Write(data);
        return stream.ToArray();
    }
}
