using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Qishi.Modules.Licences.Pdf;

/// <summary>
/// Finds objects of a PDF by its cross-reference tables or streams, packed objects as well. Nothing is interpreted beyond what adding a seal needs. Sizes and depths are
/// bounded: the file comes from outside.
/// </summary>
internal sealed class PdfObjects
{
    private const int MostSections = 500, MostUnpacked = 64 * 1024 * 1024;
    private readonly byte[] bytes;
    private readonly string text;
    private readonly Dictionary<int, (bool Packed, int A, int B)> entries = [];
    private readonly Dictionary<int, string> unpacked = [];
    private int left = MostUnpacked;

    private PdfObjects(byte[] bytes) => (this.bytes, text) = (bytes, Encoding.Latin1.GetString(bytes));

    /// <summary>Trailer of the newest section.</summary>
    public Dictionary<string, string> Trailer { get; private set; } = [];

    /// <summary>The newest section is a stream: an update must bring one as well.</summary>
    public bool ByStreams { get; private set; }

    /// <summary>Where the newest section begins.</summary>
    public int LastSection { get; private set; }

    /// <summary>First number no object has.</summary>
    public int FreeNumber => Math.Max(Int(Trailer["/Size"]), entries.Keys.DefaultIfEmpty().Max() + 1);

    /// <summary>Null when the file cannot be understood.</summary>
    public static PdfObjects? Read(byte[] bytes)
    {
        try
        {
            var objects = new PdfObjects(bytes);
            objects.Sections();
            return objects.Trailer.ContainsKey("/Root") && objects.Trailer.ContainsKey("/Size") ? objects : null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException or InvalidDataException or IndexOutOfRangeException or KeyNotFoundException)
        {
            return null;
        }
    }

    public int Generation(int number) => entries.TryGetValue(number, out var e) && !e.Packed ? e.B : 0;

    /// <summary>The value of an object as written (of a stream, its dictionary).</summary>
    public string Value(int number)
    {
        if (!entries.TryGetValue(number, out var e))
            return "null";
        if (e.Packed)
            return Packed(e.A, e.B);
        var at = BehindHead(e.A, number);
        return text[at..PdfText.End(text, at)];
    }

    /// <summary>The value itself, or what it refers to.</summary>
    public string Resolve(string value)
    {
        for (var i = 0; i < 8; i++)
        {
            if (PdfText.Reference(value) is not { } number)
                return value;
            value = Value(number);
        }

        throw new FormatException("References in a circle.");
    }

    public Dictionary<string, string> Dictionary(string value) => PdfText.Dictionary(Resolve(value));

    /// <summary>Numbers of the page objects, in order, each with the entries it inherits.</summary>
    public List<(int Number, string MediaBox)> Pages()
    {
        var found = new List<(int, string)>();
        var seen = new HashSet<int>();
        Walk(Dictionary(Trailer["/Root"])["/Pages"], "[0 0 595 842]");
        return found;

        void Walk(string reference, string box)
        {
            if (PdfText.Reference(reference) is not { } number || !seen.Add(number) || seen.Count > 20_000)
                return;
            var node = Dictionary(reference);
            box = node.TryGetValue("/MediaBox", out var own) ? Resolve(own) : box;
            if (node.TryGetValue("/Kids", out var kids))
                foreach (var kid in PdfText.Items(Resolve(kids)))
                    Walk(kid, box);
            else
                found.Add((number, box));
        }
    }

    private void Sections()
    {
        var start = text.LastIndexOf("startxref", StringComparison.Ordinal);
        LastSection = Int(Token(PdfText.SkipSpace(text, start + 9)));
        var (next, seen) = ((int?)LastSection, new HashSet<int>());
        while (next is { } at && seen.Add(at) && seen.Count < MostSections)
        {
            var first = seen.Count == 1;
            var trailer = string.CompareOrdinal(text, PdfText.SkipSpace(text, at), "xref", 0, 4) == 0 ? Table(PdfText.SkipSpace(text, at) + 4) : Stream(at);
            if (first)
                (Trailer, ByStreams) = (trailer, trailer.GetValueOrDefault("/Type") == "/XRef");
            if (trailer.TryGetValue("/XRefStm", out var hybrid))
                Stream(Int(hybrid));
            next = trailer.TryGetValue("/Prev", out var previous) ? Int(previous) : null;
        }
    }

    private Dictionary<string, string> Table(int i)
    {
        for (i = PdfText.SkipSpace(text, i); string.CompareOrdinal(text, i, "trailer", 0, 7) != 0;)
        {
            var (first, count) = (Int(Next(ref i)), Int(Next(ref i)));
            for (var n = first; n < first + count; n++)
            {
                var (offset, generation, kind) = (Int(Next(ref i)), Int(Next(ref i)), Next(ref i));
                if (kind == "n")
                    entries.TryAdd(n, (false, offset, generation));
            }
        }

        return PdfText.Dictionary(text, i + 7);
    }

    private Dictionary<string, string> Stream(int at)
    {
        var head = PdfText.SkipSpace(text, at);
        var begin = BehindHead(at, null);
        var dictionary = PdfText.Dictionary(text, begin);
        if (head < 0 || dictionary.GetValueOrDefault("/Type") != "/XRef")
            throw new FormatException("No cross references.");
        var data = Data(begin, dictionary);
        int[] w = [.. PdfText.Items(dictionary["/W"]).Select(Int)];
        int[] index = dictionary.TryGetValue("/Index", out var parts) ? [.. PdfText.Items(parts).Select(Int)] : [0, Int(dictionary["/Size"])];
        var i = 0;
        for (var part = 0; part + 1 < index.Length; part += 2)
            for (var n = index[part]; n < index[part] + index[part + 1]; n++)
            {
                var kind = w[0] == 0 ? 1 : Field(w[0]);
                var (a, b) = (Field(w[1]), Field(w[2]));
                if (kind is 1 or 2)
                    entries.TryAdd(n, (kind == 2, a, b));
            }

        return dictionary;

        int Field(int width)
        {
            var value = 0L;
            for (var k = 0; k < width; k++)
                value = (value << 8) | data[i++];
            return checked((int)value);
        }
    }

    private string Packed(int container, int index)
    {
        if (!entries.TryGetValue(container, out var e) || e.Packed)
            throw new FormatException("No container.");
        var begin = BehindHead(e.A, container);
        var dictionary = PdfText.Dictionary(text, begin);
        if (!unpacked.TryGetValue(container, out var inner))
            unpacked[container] = inner = Encoding.Latin1.GetString(Data(begin, dictionary));
        var i = 0;
        var offset = 0;
        for (var k = 0; k <= index; k++)
            (_, offset) = (NextOf(inner, ref i), Int(NextOf(inner, ref i)));
        var at = PdfText.SkipSpace(inner, Int(dictionary["/First"]) + offset);
        return inner[at..PdfText.End(inner, at)];
    }

    private byte[] Data(int dictionaryAt, Dictionary<string, string> dictionary)
    {
        var at = PdfText.SkipSpace(text, PdfText.End(text, dictionaryAt));
        if (string.CompareOrdinal(text, at, "stream", 0, 6) != 0)
            throw new FormatException("No stream.");
        at += text[at + 6] == '\r' ? 8 : 7;
        var raw = bytes.AsMemory(at, Int(Resolve(dictionary["/Length"])));
        return (dictionary.TryGetValue("/Filter", out var filter) ? Resolve(filter).Trim('[', ']', ' ') : null) switch
        {
            null => raw.ToArray(),
            "/FlateDecode" => Predicted(Inflate(raw), dictionary),
            var other => throw new FormatException($"Filter {other}."),
        };
    }

    private byte[] Inflate(ReadOnlyMemory<byte> raw)
    {
        using var zlib = new ZLibStream(new MemoryStream(raw.ToArray()), CompressionMode.Decompress);
        using var result = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = zlib.Read(buffer)) > 0;)
        {
            if ((left -= read) < 0)
                throw new InvalidDataException("Too large.");
            result.Write(buffer, 0, read);
        }

        return result.ToArray();
    }

    private byte[] Predicted(byte[] data, Dictionary<string, string> dictionary)
    {
        if (!dictionary.TryGetValue("/DecodeParms", out var given))
            return data;
        var parms = PdfText.Dictionary(Resolve(given).Trim('[', ']', ' '));
        if (!parms.TryGetValue("/Predictor", out var predictor) || Int(predictor) < 10)
            return data;
        return PngRows.Undo(data, parms.TryGetValue("/Columns", out var columns) ? Int(columns) : 1);
    }

    // Behind "12 0 obj"; the number must be the one asked for.
    private int BehindHead(int at, int? number)
    {
        var i = PdfText.SkipSpace(text, at);
        if (Int(Next(ref i)) is var found && number is { } wanted && found != wanted)
            throw new FormatException("Another object.");
        _ = Next(ref i);
        return Next(ref i) == "obj" ? PdfText.SkipSpace(text, i) : i > 3 && text[(i - 3)..i] == "obj" ? i : throw new FormatException("No object.");
    }

    private string Token(int i)
    {
        var end = i;
        while (end < text.Length && !PdfText.IsSpace(text[end]) && text[end] is not ('<' or '[' or '/' or '('))
            end++;
        return text[i..end];
    }

    private string Next(ref int i)
    {
        i = PdfText.SkipSpace(text, i);
        var token = Token(i);
        i = PdfText.SkipSpace(text, i + token.Length);
        return token.Length > 0 ? token : throw new FormatException("Nothing there.");
    }

    private static string NextOf(string t, ref int i)
    {
        i = PdfText.SkipSpace(t, i);
        var start = i;
        while (i < t.Length && !PdfText.IsSpace(t[i]))
            i++;
        return t[start..i];
    }

    private static int Int(string value) => int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
}
