namespace Qishi.Modules.Documents.Screening;

/// <summary>Types by content: JPEG, PNG, PDF and nothing else (no SVG, archive, office file or program, whatever the name says).</summary>
internal static class FileType
{
    public const string Jpeg = "image/jpeg";
    public const string Png = "image/png";
    public const string Pdf = "application/pdf";

    public static readonly byte[] PngMagic = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The type the first bytes prove; null for everything else.</summary>
    public static string? Of(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg
        : head.StartsWith(PngMagic) ? Png
        : head.StartsWith("%PDF-1."u8) || head.StartsWith("%PDF-2."u8) ? Pdf
        : null;
}
