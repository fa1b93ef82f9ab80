using Qishi.Kernel;
using Qishi.Modules.Documents.Model;

namespace Qishi.Modules.Documents.Screening;

/// <summary>A file that may be stored: its bytes without metadata and without anything hung on behind, and its type by content.</summary>
internal sealed record ScreenedFile(byte[] Bytes, string ContentType, string Label);

/// <summary>
/// Looks at an uploaded file before any parser does: size while reading, type by its first bytes (never by its name), pixels from the header, structure of
/// the container, then the virus scanner. Nothing is decoded.
/// </summary>
internal sealed class Screen(IVirusScanner scanner)
{
    private const int Piece = 64 * 1024;

    public async Task<Result<ScreenedFile>> CheckAsync(Stream content, string fileName, string kind, ScreenLimits limits, CancellationToken ct)
    {
        var label = FileLabel.Clean(fileName);
        if (content.CanSeek && content.Length - content.Position > limits.MaxBytes)
            return ScreenProblems.TooBig(label, content.Length - content.Position, limits.MaxBytes);

        var head = new byte[Piece];
        var read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        if (read == 0)
            return ScreenProblems.Empty(label);
        // A wrong type is refused on its first bytes; the rest is not read.
        if (FileType.Of(head.AsSpan(0, read)) is not { } type)
            return ScreenProblems.WrongType(label);
        if (kind == MaterialKinds.Signature && type != FileType.Png)
            return ScreenProblems.NotAPng(label);
        if (await RestAsync(content, head.AsMemory(0, read), limits.MaxBytes, ct) is not { } bytes)
            return ScreenProblems.TooBig(label, null, limits.MaxBytes);
        return await InspectAsync(bytes, type, label, kind, limits, ct);
    }

    private async Task<Result<ScreenedFile>> InspectAsync(byte[] bytes, string type, string label, string kind, ScreenLimits limits, CancellationToken ct)
    {
        var (clean, problem) = type switch
        {
            FileType.Jpeg => JpegFile.Clean(bytes, label, limits.MaxPixels),
            FileType.Png => PngFile.Clean(bytes, label, kind == MaterialKinds.Signature ? ScreenLimits.MaxSignaturePixels : limits.MaxPixels),
            _ => PdfFile.Check(bytes, label),
        };
        if (problem is not null)
            return problem;
        // The scanner sees what the user sent, not what is left of it.
        return await scanner.ScanAsync(bytes, ct) switch
        {
            ScanVerdict.Clean => new ScreenedFile(clean!, type, label),
            ScanVerdict.Infected => ScreenProblems.Infected(label),
            ScanVerdict.Unavailable => ScreenProblems.NotScanned(label),
        };
    }

    /// <summary>The whole file; null as soon as it grows beyond the limit.</summary>
    private static async Task<byte[]?> RestAsync(Stream content, ReadOnlyMemory<byte> head, long limit, CancellationToken ct)
    {
        using var all = new MemoryStream(content.CanSeek ? checked((int)(head.Length + content.Length - content.Position)) : head.Length * 2);
        all.Write(head.Span);
        var buffer = new byte[Piece];
        for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
        {
            if (all.Length + read > limit)
                return null;
            all.Write(buffer, 0, read);
        }

        return all.Length > limit ? null : all.ToArray();
    }
}

/// <summary>Kinds the screening treats in a way of their own.</summary>
internal static class MaterialKinds
{
    public const string Signature = "signature";
}
