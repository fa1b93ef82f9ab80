using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Qishi.Platform.Web;

/// <summary>A rendering of an open page: its text, cut where each visitor's form token goes, and its compressed forms.</summary>
internal sealed partial class OpenPage
{
    private readonly byte[][] parts;
    private readonly ConcurrentDictionary<string, byte[]> compressed = [];
    private int refreshing;

    private OpenPage(byte[][] parts, string contentType, long renderedAt) => (this.parts, ContentType, RenderedAt) = (parts, contentType, renderedAt);

    public string ContentType { get; }
    public long RenderedAt { get; }
    public bool HasTokens => parts.Length > 1;

    /// <summary>Bytes it may come to hold.</summary>
    public int Size => parts.Sum(p => p.Length) * 2;

    /// <summary>Null when the page carries something that is one visitor's only.</summary>
    public static OpenPage? Of(byte[] html, string contentType, long renderedAt)
    {
        var text = Encoding.UTF8.GetString(html);
        if (text.Length == 0 || text.Contains($"name=\"{FormKey.Name}\"", StringComparison.Ordinal) || text.Contains($"name=\"{StashedForms.OwnerField}\"", StringComparison.Ordinal))
            return null;
        var (cut, from) = (new List<byte[]>(), 0);
        foreach (Match token in Token().Matches(text))
        {
            cut.Add(Encoding.UTF8.GetBytes(text[from..token.Groups[1].Index]));
            from = token.Groups[1].Index + token.Groups[1].Length;
        }

        cut.Add(Encoding.UTF8.GetBytes(text[from..]));
        return new([.. cut], contentType, renderedAt);
    }

    /// <summary>True for the first who asks: it renders the page anew.</summary>
    public bool TakeRefresh() => Interlocked.Exchange(ref refreshing, 1) == 0;

    /// <summary>A page without tokens as it goes out.</summary>
    public ReadOnlyMemory<byte> Compressed(string encoding) => compressed.GetOrAdd(encoding, static (e, page) => e switch
    {
        "br" => Written(page.parts[0], s => new BrotliStream(s, CompressionLevel.Optimal)),
        "gzip" => Written(page.parts[0], s => new GZipStream(s, CompressionLevel.Optimal)),
        _ => page.parts[0],
    }, this);

    /// <summary>A page with this visitor's token as it goes out.</summary>
    public ReadOnlyMemory<byte> With(string token, string encoding)
    {
        var length = parts.Sum(p => p.Length) + (parts.Length - 1) * token.Length;
        var text = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var at = 0;
            for (var i = 0; i < parts.Length; i++)
            {
                if (i > 0)
                    at += Encoding.ASCII.GetBytes(token, text.AsSpan(at));
                parts[i].CopyTo(text, at);
                at += parts[i].Length;
            }

            var whole = text.AsSpan(0, length);
            switch (encoding)
            {
                case "br":
                    var result = new byte[BrotliEncoder.GetMaxCompressedLength(length)];
                    return BrotliEncoder.TryCompress(whole, result, out var written, quality: 1, window: 18) ? result.AsMemory(0, written) : throw new InvalidOperationException("Brotli needs more room than it said.");
                case "gzip":
                    return Written(whole.ToArray(), s => new GZipStream(s, CompressionLevel.Fastest));
                default:
                    return whole.ToArray();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    private static byte[] Written(byte[] text, Func<Stream, Stream> compressing)
    {
        using var result = new MemoryStream();
        using (var stream = compressing(result))
            stream.Write(text);
        return result.ToArray();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
