using System.Buffers.Binary;
using System.Text;

namespace Qishi.Modules.Exchange.Evidence;

/// <summary>One file of a bundle.</summary>
internal sealed record EvidenceFile(string Name, byte[] Content);

/// <summary>
/// A ZIP of exactly one form: files stored as they are, in order, no comments, no extra fields, one fixed time. Every ordinary program opens it; and since the same files
/// always make the same bytes, not one byte of it, also between the files, can be changed without being noticed.
/// </summary>
internal static class EvidenceZip
{
    public const int MostBytes = 64 * 1024 * 1024;
    private const uint LocalMark = 0x04034b50, DirectoryMark = 0x02014b50, EndMark = 0x06054b50;
    private const ushort Needed = 20, Utf8Names = 0x0800, Date = 0x0021;
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(n => Enumerable.Range(0, 8).Aggregate((uint)n, (c, _) => (c & 1) == 1 ? 0xEDB88320 ^ (c >> 1) : c >> 1))];

    public static byte[] Write(IReadOnlyList<EvidenceFile> files)
    {
        using var zip = new MemoryStream();
        using var directory = new MemoryStream();
        foreach (var file in files)
        {
            var (name, crc, offset) = (Encoding.UTF8.GetBytes(file.Name), Crc(file.Content), (uint)zip.Position);
            Put(zip, LocalMark);
            Common(zip, crc, file.Content.Length, name.Length);
            zip.Write(name);
            zip.Write(file.Content);
            Put(directory, DirectoryMark);
            Put(directory, Needed);
            Common(directory, crc, file.Content.Length, name.Length);
            // Comment length, disk, attributes.
            directory.Write(new byte[2 + 2 + 2 + 4]);
            Put(directory, offset);
            directory.Write(name);
        }

        var (start, length) = ((uint)zip.Position, (uint)directory.Length);
        directory.WriteTo(zip);
        Put(zip, EndMark);
        zip.Write(new byte[4]);
        Put(zip, (ushort)files.Count);
        Put(zip, (ushort)files.Count);
        Put(zip, length);
        Put(zip, start);
        Put(zip, (ushort)0);
        return zip.ToArray();
    }

    /// <summary>The files; null with the reason when the bytes cannot be walked through. Whether every byte is as written is asked by <see cref="FirstDifference"/>.</summary>
    public static (IReadOnlyList<EvidenceFile>? Files, string? Fault) Read(byte[] zip)
    {
        var (files, at) = (new List<EvidenceFile>(), 0);
        while (at + 30 <= zip.Length && BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(at)) == LocalMark)
        {
            var (size, name, extra) = (BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(at + 22)), BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(at + 26)), BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(at + 28)));
            if (at + 30L + name + extra + size > zip.Length || files.Count > 10_000)
                return (null, $"压缩包第{files.Count + 1}个文件读不完整（从第{at}字节起）");
            files.Add(new(Encoding.UTF8.GetString(zip, at + 30, name), zip.AsSpan(at + 30 + name + extra, (int)size).ToArray()));
            at += 30 + name + extra + (int)size;
        }

        return files.Count == 0 ? (null, "这不是启市的证据包（ZIP）") : (files, null);
    }

    /// <summary>Where the bytes first differ from what these files make, and in which file's part; null when they do not.</summary>
    public static string? FirstDifference(byte[] zip, IReadOnlyList<EvidenceFile> files)
    {
        var exact = Write(files);
        var at = exact.AsSpan().CommonPrefixLength(zip);
        if (at == exact.Length && at == zip.Length)
            return null;
        var from = 0;
        foreach (var file in files)
        {
            from += 30 + Encoding.UTF8.GetByteCount(file.Name) + file.Content.Length;
            if (at < from)
                return $"压缩包里文件{file.Name}的包头被改动（第{at}字节）";
        }

        return $"压缩包的目录被改动（第{at}字节）";
    }

    private static void Common(Stream to, uint crc, int size, int name)
    {
        Put(to, Needed);
        Put(to, Utf8Names);
        Put(to, (ushort)0);
        Put(to, (ushort)0);
        Put(to, Date);
        Put(to, crc);
        Put(to, (uint)size);
        Put(to, (uint)size);
        Put(to, (ushort)name);
        Put(to, (ushort)0);
    }

    private static uint Crc(byte[] content)
    {
        var crc = uint.MaxValue;
        foreach (var b in content)
            crc = Table[(crc ^ b) & 0xff] ^ (crc >> 8);
        return ~crc;
    }

    private static void Put(Stream to, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        to.Write(bytes);
    }

    private static void Put(Stream to, ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        to.Write(bytes);
    }
}
