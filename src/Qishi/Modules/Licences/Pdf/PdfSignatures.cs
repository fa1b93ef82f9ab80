using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Qishi.Kernel.Sm;
using Qishi.Kernel.Sm.Seals;

namespace Qishi.Modules.Licences.Pdf;

/// <summary>A seal found in a PDF.</summary>
/// <param name="Signature">The signature; null when its bytes are no longer one.</param>
/// <param name="Hash">SM3 of the bytes it covers, computed from the file as it is.</param>
/// <param name="End">Where what it covers ends.</param>
internal sealed record FoundSeal(SesSignature? Signature, byte[] Hash, int End);

/// <summary>
/// Finds the seals of a PDF by their bytes, strictly: the covered range begins at 0, leaves out nothing but the signature's digits, and these are one exact encoding padded
/// with zeros. Traces of a seal without such a whole are reported as a broken one.
/// </summary>
internal static partial class PdfSignatures
{
    private static readonly string[] Traces = ["/FT /Sig /T (Seal", "/Filter " + PdfSealing.Filter, "/SubFilter " + PdfSealing.SubFilter];

    public static IReadOnlyList<FoundSeal> Find(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        var found = Whole().Matches(text).Select(m => Read(pdf, text, m)).OrderBy(s => s.End).ToList();
        var traces = Traces.Max(t => Count(text, t));
        // A broken seal says nothing of what it covered.
        for (var missing = traces - found.Count; missing > 0; missing--)
            found.Add(new(null, [], pdf.Length));
        return found;
    }

    private static FoundSeal Read(byte[] pdf, string text, Match m)
    {
        int[] range = [.. Enumerable.Range(1, 3).Select(i => int.TryParse(m.Groups[i].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1)];
        var (open, close, end) = (range[0], range[1], (long)range[1] + range[2]);
        var digits = m.Groups[4];
        if (open != digits.Index - 1 || close != digits.Index + digits.Length + 1 || end > pdf.Length || end < close)
            return new(null, [], pdf.Length);
        var hash = Sm3.Hash([.. pdf.AsSpan(0, open), .. pdf.AsSpan(close, (int)end - close)]);
        return new(Bytes(digits.ValueSpan) is { } der ? SesSignature.Read(der) : null, hash, (int)end);
    }

    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdef");

    // The length stands in the encoding itself; behind it there is nothing but zeros.
    private static byte[]? Bytes(ReadOnlySpan<char> digits)
    {
        if (digits.Length % 2 != 0 || digits.ContainsAnyExcept(HexDigits))
            return null;
        var all = Convert.FromHexString(digits);
        if (all is not [0x30, 0x82 or 0x83, _, _, _, ..])
            return null;
        var length = all[1] == 0x82 ? 4 + (all[2] << 8 | all[3]) : 5 + (all[2] << 16 | all[3] << 8 | all[4]);
        return length <= all.Length && !all.AsSpan(length).ContainsAnyExcept((byte)0) ? all[..length] : null;
    }

    private static int Count(string text, string word)
    {
        var count = 0;
        for (var i = text.IndexOf(word, StringComparison.Ordinal); i >= 0; i = text.IndexOf(word, i + 1, StringComparison.Ordinal))
            count++;
        return count;
    }

    [GeneratedRegex(@"/Type /Sig /Filter /GBT\.38540 /SubFilter /SES\.4 /ByteRange \[0 (\d+) (\d+) (\d+) *\] /Contents <([^<>]*)>")]
    private static partial Regex Whole();
}
