using System.Globalization;
using System.Text;

namespace Qishi.Modules.Licences.Pdf;

/// <summary>Objects appended to a PDF with the cross references that make them count.</summary>
internal sealed class PdfUpdate : IDisposable
{
    private readonly MemoryStream file = new();
    private readonly PdfObjects objects;
    private readonly SortedDictionary<int, (int Offset, int Generation)> written = [];
    private int free;

    public PdfUpdate(byte[] pdf, PdfObjects objects)
    {
        (this.objects, free) = (objects, objects.FreeNumber);
        file.Write(pdf);
        if (pdf[^1] is not ((byte)'\n' or (byte)'\r'))
            file.WriteByte((byte)'\n');
    }

    public void Dispose() => file.Dispose();

    public int NewNumber() => free++;

    /// <summary>Writes an object; gives its offset.</summary>
    public int Object(int number, string value)
    {
        var (at, generation) = ((int)file.Length, objects.Generation(number));
        written[number] = (at, generation);
        Write($"{number} {generation} obj\n{value}\nendobj\n");
        return at;
    }

    public void Stream(int number, string entries, byte[] data)
    {
        written[number] = ((int)file.Length, 0);
        Write($"{number} 0 obj\n<<{entries} /Length {data.Length}>>\nstream\n");
        file.Write(data);
        Write("\nendstream\nendobj\n");
    }

    public byte[] Finish()
    {
        var kept = new[] { "/Root", "/Info", "/ID" }.Where(objects.Trailer.ContainsKey).Select(k => $"{k} {objects.Trailer[k]}");
        var at = (int)file.Length;
        if (objects.ByStreams)
        {
            var number = NewNumber();
            written[number] = (at, 0);
            using var rows = new MemoryStream();
            foreach (var (offset, generation) in written.Values)
                rows.Write(unchecked([1, (byte)(offset >> 24), (byte)(offset >> 16), (byte)(offset >> 8), (byte)offset, (byte)(generation >> 8), (byte)generation]));
            Stream(number, $"/Type /XRef /W [1 4 2] /Index [{string.Join(' ', Runs().Select(r => $"{r.First} {r.Count}"))}] /Size {free} /Prev {objects.LastSection} {string.Join(' ', kept)}", rows.ToArray());
        }
        else
        {
            var table = new StringBuilder("xref\n");
            foreach (var (first, count) in Runs())
            {
                table.Append(CultureInfo.InvariantCulture, $"{first} {count}\n");
                for (var n = first; n < first + count; n++)
                    table.Append(CultureInfo.InvariantCulture, $"{written[n].Offset:D10} {written[n].Generation:D5} n \n");
            }

            Write($"{table}trailer\n<</Size {free} /Prev {objects.LastSection} {string.Join(' ', kept)}>>\n");
        }

        Write($"startxref\n{at}\n%%EOF\n");
        return file.ToArray();
    }

    private List<(int First, int Count)> Runs()
    {
        var runs = new List<(int First, int Count)>();
        foreach (var number in written.Keys)
            if (runs.Count > 0 && runs[^1].First + runs[^1].Count == number)
                runs[^1] = (runs[^1].First, runs[^1].Count + 1);
            else
                runs.Add((number, 1));
        return runs;
    }

    private void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
}
