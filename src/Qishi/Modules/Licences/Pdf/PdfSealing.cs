using System.Globalization;
using System.IO.Compression;
using System.Text;
using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Modules.Documents.Contracts;

namespace Qishi.Modules.Licences.Pdf;

/// <param name="Pixels">The seal's picture, decoded.</param>
/// <param name="WidthMm">Width on paper.</param>
/// <param name="HeightMm">Height on paper.</param>
/// <param name="Page">Page from 1; null for the last.</param>
/// <param name="Name">Name of the signer, for readers that show it.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Room">Bytes kept for the signature.</param>
internal sealed record SealPlace(SealPixels Pixels, int WidthMm, int HeightMm, int? Page, string Name, DateTime At, int Room);

/// <summary>
/// Puts a seal on a PDF as an incremental update: every byte of the file stays, a signature field with the picture is added behind. What is signed is everything but
/// the signature's own hexadecimal digits (ByteRange, ISO 32000-1 §12.8.1).
/// </summary>
internal static class PdfSealing
{
    public const string Filter = "/GBT.38540", SubFilter = "/SES.4";

    /// <summary>Said in <c>propertyInfo</c>: how the signed bytes are chosen.</summary>
    public const string Property = "PDF:ByteRange";

    private const string Blank = "[0 0000000000 0000000000 0000000000]";

    public static readonly Problem Unreadable = new("pdf-unreadable", "这份PDF的结构读不懂，没有盖章。请用“另存为PDF”或者“打印为PDF”得到一份新的再试", "File");
    public static readonly Problem Locked = new("pdf-locked", "这份PDF设了密码，没有盖章。请去掉密码再试", "File");

    /// <param name="pdf">The file.</param>
    /// <param name="place">The seal's picture and place.</param>
    /// <param name="sign">Gives the DER signature for the SM3 of the signed bytes.</param>
    public static Result<byte[]> Seal(byte[] pdf, SealPlace place, Func<byte[], byte[]> sign)
    {
        if (PdfObjects.Read(pdf) is not { } objects)
            return Unreadable;
        if (objects.Trailer.ContainsKey("/Encrypt"))
            return Locked;
        try
        {
            var pages = objects.Pages();
            if (pages.Count == 0)
                return Unreadable;
            if (place.Page is { } wanted && (wanted < 1 || wanted > pages.Count))
                return new Problem("page-none", $"这份PDF共{pages.Count}页，没有第{wanted}页", "Page");
            using var update = new PdfUpdate(pdf, objects);
            var signature = Add(update, objects, place, pages[(place.Page ?? pages.Count) - 1]);
            return Signed(update.Finish(), signature, place.Room, sign);
        }
        catch (Exception e) when (e is FormatException or KeyNotFoundException or ArgumentException or OverflowException or InvalidDataException)
        {
            return Unreadable;
        }
    }

    /// <summary>The objects of the seal; gives the offset of the signature dictionary.</summary>
    private static int Add(PdfUpdate update, PdfObjects objects, SealPlace place, (int Number, string MediaBox) page)
    {
        var (mask, image, form, signature, field) = (update.NewNumber(), update.NewNumber(), update.NewNumber(), update.NewNumber(), update.NewNumber());
        var (px, py) = (place.Pixels.Width, place.Pixels.Height);
        update.Stream(mask, $"/Type /XObject /Subtype /Image /Width {px} /Height {py} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode", Deflate(place.Pixels.Alpha));
        update.Stream(image, $"/Type /XObject /Subtype /Image /Width {px} /Height {py} /ColorSpace /DeviceRGB /BitsPerComponent 8 /SMask {mask} 0 R /Filter /FlateDecode", Deflate(place.Pixels.Rgb));
        var (width, height) = (place.WidthMm * 72 / 25.4, place.HeightMm * 72 / 25.4);
        update.Stream(form, string.Create(CultureInfo.InvariantCulture, $"/Type /XObject /Subtype /Form /BBox [0 0 {width:F2} {height:F2}] /Resources <</XObject <</Seal {image} 0 R>>>>"),
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"q {width:F2} 0 0 {height:F2} 0 0 cm /Seal Do Q")));
        var at = update.Object(signature, $"<</Type /Sig /Filter {Filter} /SubFilter {SubFilter} /ByteRange {Blank} /Contents <{new string('0', place.Room * 2)}> /M (D:{place.At:yyyyMMddHHmmss}Z) /Name {Text(place.Name)}>>");
        var root = objects.Trailer["/Root"];
        var catalogue = objects.Dictionary(root);
        var fields = Form(catalogue, objects);
        // Seals of one file stand beside each other, the newest leftmost.
        double[] box = [.. PdfText.Items(page.MediaBox).Select(v => double.Parse(objects.Resolve(v), NumberStyles.Float, CultureInfo.InvariantCulture))];
        var right = Math.Max(box[0] + width, box[2] - 56 - fields.Seals % 4 * (width + 6));
        var bottom = box[1] + 64 + fields.Seals / 4 * (height + 6);
        update.Object(field, string.Create(CultureInfo.InvariantCulture,
            $"<</Type /Annot /Subtype /Widget /FT /Sig /T (Seal{field}) /F 132 /Rect [{right - width:F2} {bottom:F2} {right:F2} {bottom + height:F2}] /P {page.Number} {objects.Generation(page.Number)} R /V {signature} 0 R /AP <</N {form} 0 R>>>>"));
        var entries = objects.Dictionary($"{page.Number} 0 R");
        List<string> notes = entries.TryGetValue("/Annots", out var old) && objects.Resolve(old) is var array && array != "null" ? PdfText.Items(array) : [];
        entries["/Annots"] = $"[{string.Join(' ', [.. notes, $"{field} 0 R"])}]";
        update.Object(page.Number, PdfText.Write(entries));
        var acro = fields.Entries;
        acro["/Fields"] = $"[{string.Join(' ', [.. fields.Fields, $"{field} 0 R"])}]";
        acro["/SigFlags"] = "3";
        catalogue["/AcroForm"] = PdfText.Write(acro);
        update.Object(PdfText.Reference(root)!.Value, PdfText.Write(catalogue));
        return at;
    }

    private static (Dictionary<string, string> Entries, List<string> Fields, int Seals) Form(Dictionary<string, string> catalogue, PdfObjects objects)
    {
        var acro = catalogue.TryGetValue("/AcroForm", out var old) ? objects.Dictionary(old) : [];
        var fields = acro.TryGetValue("/Fields", out var list) ? PdfText.Items(objects.Resolve(list)) : [];
        return (acro, fields, fields.Count(f => objects.Resolve(f).Contains("/Sig", StringComparison.Ordinal)));
    }

    private static Result<byte[]> Signed(byte[] file, int at, int room, Func<byte[], byte[]> sign)
    {
        var text = Encoding.Latin1.GetString(file, at, file.Length - at);
        var range = at + text.IndexOf(Blank, StringComparison.Ordinal);
        var open = at + text.IndexOf("/Contents <", StringComparison.Ordinal) + "/Contents ".Length;
        var close = open + room * 2 + 2;
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[0 {open} {close} {file.Length - close}").PadRight(Blank.Length - 1) + "]").CopyTo(file, range);
        var der = sign(Sm3.Hash([.. file.AsSpan(0, open), .. file.AsSpan(close)]));
        if (der.Length > room)
            throw new InvalidOperationException($"The signature needs {der.Length} bytes, {room} were kept.");
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(der)).CopyTo(file, open + 1);
        return file;
    }

    private static string Text(string name) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(name))}>";

    private static byte[] Deflate(byte[] data)
    {
        using var result = new MemoryStream();
        using (var zlib = new ZLibStream(result, CompressionLevel.Optimal))
            zlib.Write(data);
        return result.ToArray();
    }
}
