namespace Qishi.Kernel.Sm;

/// <summary>SM3 digest (GB/T 32905-2016), 32 bytes. OID 1.2.156.10197.1.401.</summary>
public static class Sm3
{
    /// <summary>Length of a digest in bytes.</summary>
    public const int Length = 32;

    /// <summary>Digest of bytes.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> data)
    {
        var sm3 = new IncrementalSm3();
        sm3.Append(data);
        return sm3.Finish();
    }

    /// <summary>Digest of bytes, 64 small hexadecimal digits.</summary>
    public static string Hex(ReadOnlySpan<byte> data) => Convert.ToHexStringLower(Hash(data));

    /// <summary>Digest of a stream from where it stands to its end; the stream stays open.</summary>
    public static string Hex(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var sm3 = new IncrementalSm3();
        var buffer = new byte[81920];
        for (int read; (read = stream.Read(buffer)) > 0;) sm3.Append(buffer.AsSpan(0, read));
        return Convert.ToHexStringLower(sm3.Finish());
    }
}
