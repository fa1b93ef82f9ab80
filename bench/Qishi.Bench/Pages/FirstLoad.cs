using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Qishi.Bench.Pages;

/// <summary>What a browser that was never here transfers for a page: the page, its styles, scripts, icons and what the styles name; as sent, brotli, with headers.</summary>
internal static partial class FirstLoad
{
    public static async Task<IReadOnlyList<(string Path, int Bytes)>> OfAsync(Uri address, CancellationToken ct)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.None, UseProxy = false }) { BaseAddress = address };
        http.DefaultRequestHeaders.Add("Accept-Encoding", "br, gzip");
        var (seen, queue, loaded) = (new HashSet<string> { "/" }, new Queue<string>(["/"]), new List<(string, int)>());
        while (queue.TryDequeue(out var path))
        {
            using var answer = await http.GetAsync(path, ct);
            var bytes = await answer.Content.ReadAsByteArrayAsync(ct);
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"{path}: {(int)answer.StatusCode}");
            var headers = answer.Headers.Concat(answer.Content.Headers).Sum(h => h.Value.Sum(v => h.Key.Length + v.Length + 4)) + 17;
            loaded.Add((path, bytes.Length + headers));
            foreach (var next in Named(path, answer.Content.Headers.ContentType?.MediaType, Text(bytes, answer.Content.Headers.ContentEncoding)))
                if (seen.Add(next))
                    queue.Enqueue(next);
        }

        return loaded;
    }

    private static IEnumerable<string> Named(string path, string? type, string text)
    {
        var found = type switch
        {
            "text/html" => Elements().Matches(text).Where(m => m.Value.StartsWith("<script", StringComparison.Ordinal) || m.Value.StartsWith("<img", StringComparison.Ordinal) || LoadedLink().IsMatch(m.Value))
                .Select(m => Address().Match(m.Value)).Where(m => m.Success).Select(m => m.Groups[1].Value),
            "text/css" => Css().Matches(text).Select(m => m.Groups[1].Value),
            _ => [],
        };
        foreach (var name in found.Where(n => !n.StartsWith("data:", StringComparison.Ordinal) && !n.StartsWith('#')))
        {
            var uri = new Uri(new Uri("http://here" + path), name);
            if (uri.Host == "here")
                yield return uri.PathAndQuery;
        }
    }

    private static string Text(byte[] bytes, ICollection<string> encoding)
    {
        using Stream plain = encoding.Contains("br") ? new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress)
            : encoding.Contains("gzip") ? new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress) : new MemoryStream(bytes);
        using var reader = new StreamReader(plain, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("<(?:link|script|img)\\b[^>]*>")]
    private static partial Regex Elements();

    [GeneratedRegex("rel=\"?(?:stylesheet|icon|shortcut icon|preload|modulepreload|apple-touch-icon|manifest)")]
    private static partial Regex LoadedLink();

    [GeneratedRegex("(?:href|src)=\"([^\"]+)\"")]
    private static partial Regex Address();

    [GeneratedRegex("url\\(\\s*[\"']?([^\"')]+)[\"']?\\s*\\)")]
    private static partial Regex Css();
}
