using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Qishi.Modules.Documents.Drawing;

/// <summary>Says in which language a PDF is written (screen readers need it; the drawing library cannot). Appends a new catalogue, as PDF updates do.</summary>
internal static partial class PdfLanguage
{
    public static byte[] Set(byte[] pdf, string language)
    {
        var text = Encoding.Latin1.GetString(pdf);
        var trailer = text.LastIndexOf("trailer", StringComparison.Ordinal);
        var root = RootEntry().Match(text, trailer);
        var number = root.Groups[1].Value;
        var start = text.LastIndexOf($"\n{number} 0 obj\n", StringComparison.Ordinal) + 1;
        var open = text.IndexOf("<<", start, StringComparison.Ordinal) + 2;
        var catalogue = $"{text[start..open]}/Lang ({language})\n{text[open..(text.IndexOf("endobj", open, StringComparison.Ordinal) + 7)]}";
        var previous = LastXref().Matches(text)[^1].Groups[1].Value;
        var end = text.LastIndexOf("%%EOF", StringComparison.Ordinal);

        var update = new StringBuilder("%%EOF\n");
        var at = end + update.Length;
        update.Append(catalogue);
        var xref = end + update.Length;
        update.Append(CultureInfo.InvariantCulture, $"xref\n{number} 1\n{at:D10} 00000 n \n");
        var old = text[text.IndexOf("<<", trailer, StringComparison.Ordinal)..text.LastIndexOf(">>", StringComparison.Ordinal)];
        update.Append(CultureInfo.InvariantCulture, $"trailer\n{old}\n/Prev {previous}>>\nstartxref\n{xref}\n%%EOF\n");
        return [.. pdf.AsSpan(0, end), .. Encoding.Latin1.GetBytes(update.ToString())];
    }

    [GeneratedRegex(@"/Root (\d+) 0 R")]
    private static partial Regex RootEntry();

    [GeneratedRegex(@"startxref\s+(\d+)")]
    private static partial Regex LastXref();
}
