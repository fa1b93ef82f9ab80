using SkiaSharp;
using Qishi.Modules.Documents.Model;

namespace Qishi.Modules.Documents.Drawing;

/// <summary>The application as filled in: heads, a table of names and values, the commitment, the signatures with their pictures.</summary>
internal sealed class ApplicationDrawing(SKDocument document, Fonts fonts, DocumentContent content, IReadOnlyList<SignaturePicture> signatures)
{
    private const float Size = 11;
    private const float Pitch = 17;
    private const float LabelWidth = 118;
    private const float Pad = 6;
    private readonly FlowingPages pages = new(document, fonts, Sheet.Mm(32));

    public void Draw()
    {
        pages.Centred(content.Title, Face.SongBold, 20, 30);
        if (content.Number is { } number)
            pages.Centred($"办件编号：{number}", Face.Song, 10.5f, 18);
        pages.Y += 6;
        foreach (var line in content.Lines("Sections"))
            Row(line);
        Commitment();
        Signatures();
        pages.End();
    }

    /// <summary>「一、…」 is a head, 「名称：值」 a row of the table, a line without a colon a further line of the value above.</summary>
    private void Row(string line)
    {
        var colon = Math.Max(0, line.IndexOf('：', StringComparison.Ordinal));
        if (IsHead(line))
        {
            pages.Y += 22;
            pages.Page(3 * Pitch).Text(line.TrimEnd('：'), FlowingPages.Left, pages.Y, Face.Hei, 12.5f);
            pages.Y += 9;
            return;
        }

        var page = pages.Page();
        var valueLeft = FlowingPages.Left + LabelWidth;
        var labels = page.Break(line[..colon], LabelWidth - 2 * Pad, Face.Song, Size);
        var values = page.Break((colon == 0 ? line : line[(colon + 1)..]).Trim(), FlowingPages.Right - valueLeft - 2 * Pad, Face.Song, Size);
        for (var from = 0; from < Math.Max(labels.Count, values.Count);)
        {
            // A long value goes on on the next page.
            var room = Math.Max(1, (int)((FlowingPages.Bottom - pages.Y - 2 * Pad) / Pitch));
            if (room < 2 && from == 0)
                room = 2;
            var count = Math.Min(room, Math.Max(labels.Count, values.Count) - from);
            var height = count * Pitch + Pad;
            page = pages.Page(height);
            page.Box(FlowingPages.Left, pages.Y, LabelWidth, height, 0.5f);
            page.Box(valueLeft, pages.Y, FlowingPages.Right - valueLeft, height, 0.5f);
            page.Lines(labels.Skip(from).Take(count), FlowingPages.Left + Pad, pages.Y + Pad + 9.5f, Pitch, Face.Song, Size, Sheet.Grey);
            page.Lines(values.Skip(from).Take(count), valueLeft + Pad, pages.Y + Pad + 9.5f, Pitch, Face.Song, Size);
            pages.Y += height;
            from += count;
        }
    }

    private void Commitment()
    {
        var paragraphs = content.Lines("Commitment");
        if (paragraphs.Count == 0)
            return;
        pages.Y += 24;
        pages.Page(4 * Pitch).Text("承诺", FlowingPages.Left, pages.Y, Face.Hei, 12.5f);
        pages.Y += 22;
        foreach (var paragraph in paragraphs)
            pages.Paragraph(paragraph, Face.Song, Size + 0.5f, Pitch + 2, 2 * Size);
    }

    private void Signatures()
    {
        const float boxHeight = 46;
        pages.Y += 20;
        pages.Page(2 * boxHeight).Text("签名", FlowingPages.Left, pages.Y, Face.Hei, 12.5f);
        pages.Y += 22;
        foreach (var line in content.Lines("Signatures"))
            pages.Paragraph(line, Face.Song, Size, Pitch);
        foreach (var signature in signatures)
        {
            var page = pages.Page(boxHeight + Pitch);
            page.Text(signature.Name, FlowingPages.Left, pages.Y + boxHeight / 2, Face.Song, Size);
            Picture(page, signature.Png, FlowingPages.Left + LabelWidth, pages.Y, 150, boxHeight);
            pages.Y += boxHeight + 8;
        }

        if (LicenceDate.Words(content["Date"]) is not { } date)
            return;
        pages.Y += 10;
        pages.Page(Pitch).Right(date, FlowingPages.Right, pages.Y, Face.Song, Size);
    }

    private static void Picture(Sheet page, byte[] png, float x, float y, float width, float height)
    {
        using var image = SKImage.FromEncodedData(png);
        page.Box(x, y, width, height, 0.5f, Sheet.Grey);
        if (image is null)
        {
            page.Text("签名图片无法显示", x + Pad, y + height / 2, Face.Song, 9, Sheet.Grey);
            return;
        }

        var scale = Math.Min((width - 2 * Pad) / image.Width, (height - Pad) / image.Height);
        var (w, h) = (image.Width * scale, image.Height * scale);
        page.Canvas.DrawImage(image, new SKRect(x + (width - w) / 2, y + (height - h) / 2, x + (width + w) / 2, y + (height + h) / 2), SKSamplingOptions.Default);
    }

    private static bool IsHead(string line) =>
        line.IndexOf('、', StringComparison.Ordinal) is > 0 and <= 3 and var end && line[..end].All(c => "一二三四五六七八九十".Contains(c, StringComparison.Ordinal));
}
