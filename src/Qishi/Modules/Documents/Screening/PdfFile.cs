using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Qishi.Kernel;

namespace Qishi.Modules.Documents.Screening;

/// <summary>
/// Refuses a PDF that could do more than show pages: scripts, programs to start, embedded files, passwords. Looks at names in the open and inside compressed
/// object streams; names written with #-escapes are read as what they mean. It is not a PDF parser: what passes is still only ever handed out as a download.
/// </summary>
internal static partial class PdfFile
{
    /// <summary>What object streams may unpack to together; more is a bomb.</summary>
    private const int MaxUnpacked = 64 * 1024 * 1024;

    private const int TailLength = 2048;

    private const int DictionaryLength = 1024;

    public static (byte[]? Clean, Problem? Problem) Check(byte[] bytes, string label)
    {
        // Latin-1 maps each byte to one character, so positions stay the same.
        var text = Encoding.Latin1.GetString(bytes);
        var end = text.LastIndexOf("%%EOF", StringComparison.Ordinal);
        if (end < 0 || end < text.Length - TailLength || !text.AsSpan(end + 5).Trim("\r\n\0 \t").IsEmpty)
            return (null, ScreenProblems.Broken(label));
        if (Inspect(text, label) is { } problem)
            return (null, problem);
        var left = MaxUnpacked;
        foreach (Match stream in StreamStart().Matches(text))
        {
            var dictionary = text[Math.Max(0, stream.Index - DictionaryLength)..stream.Index];
            if (!Unescape(dictionary).Contains("/ObjStm", StringComparison.Ordinal))
                continue;
            if (Unpack(bytes, stream.Index + stream.Length, ref left) is not { } unpacked)
                return (null, ScreenProblems.Broken(label));
            if (Inspect(unpacked, label) is { } hidden)
                return (null, hidden);
        }

        return (bytes, null);
    }

    private static Problem? Inspect(string text, string label)
    {
        var names = Unescape(text);
        if (LockedName().IsMatch(names))
            return ScreenProblems.LockedPdf(label);
        return ActiveName().IsMatch(names) ? ScreenProblems.ActivePdf(label) : null;
    }

    private static string Unescape(string text) =>
        EscapedName().IsMatch(text) ? NameEscape().Replace(text, m => ((char)Convert.ToByte(m.Groups[1].Value, 16)).ToString()) : text;

    /// <summary>The unpacked object stream; what cannot be unpacked cannot be shown either, so it is empty. Null when it grows beyond what is left.</summary>
    private static string? Unpack(byte[] bytes, int start, ref int left)
    {
        using var unpacked = new MemoryStream();
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(bytes, start, bytes.Length - start, writable: false), CompressionMode.Decompress);
            var buffer = new byte[64 * 1024];
            for (int read; (read = zlib.Read(buffer)) > 0;)
            {
                if ((left -= read) < 0)
                    return null;
                unpacked.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
        }

        return Encoding.Latin1.GetString(unpacked.GetBuffer(), 0, (int)unpacked.Length);
    }

    // Only names long enough not to turn up by chance in 20 MB of compressed picture (so not /JS: a script needs /S /JavaScript anyway).
    [GeneratedRegex(@"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|GoToE|GoToR|ImportData|SubmitForm|Rendition)(?![A-Za-z0-9_.\-])|/XFA\s*[\[0-9]")]
    private static partial Regex ActiveName();

    [GeneratedRegex(@"/Encrypt(?![A-Za-z0-9_.\-])")]
    private static partial Regex LockedName();

    [GeneratedRegex(@"/[^\s/<>\[\]()%]*#[0-9A-Fa-f]{2}")]
    private static partial Regex EscapedName();

    [GeneratedRegex(@"#([0-9A-Fa-f]{2})")]
    private static partial Regex NameEscape();

    [GeneratedRegex(@">>\s*stream\r?\n")]
    private static partial Regex StreamStart();
}
