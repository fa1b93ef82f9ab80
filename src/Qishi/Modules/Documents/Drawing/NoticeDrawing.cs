using SkiaSharp;
using Qishi.Modules.Documents.Model;

namespace Qishi.Modules.Documents.Drawing;

/// <summary>
/// A notice on one or more pages: title, number, addressee, body, items, basis, remedy, sender with seal over the date, contact and QR at the lower left
/// (rulebook A appendix C; ux.md V43, V44).
/// </summary>
internal sealed class NoticeDrawing(SKDocument document, Fonts fonts, DocumentContent content, string? link)
{
    private const float Size = 14;
    private const float Pitch = 25;
    private const float FootHeight = 76;

    /// <summary>The foot may reach a little into the margin, down to the page number.</summary>
    private const float FootDrop = 20;

    private readonly FlowingPages pages = new(document, fonts, Sheet.Mm(38));

    public void Draw()
    {
        pages.Centred(content.Title, Face.SongBold, 22, 34);
        if (content.Number is { } documentNumber)
            pages.Centred(documentNumber, Face.Song, 12, 22);
        pages.Y += 16;
        if (content["To"] is { } to)
            pages.Paragraph(to.EndsWith('：') ? to : to + "：", Face.Song, Size, Pitch);
        foreach (var paragraph in content.Lines("Body"))
            pages.Paragraph(paragraph, Face.Song, Size, Pitch, 2 * Size);
        var items = content.Lines("Items");
        for (var i = 0; i < items.Count; i++)
        {
            var number = items.Count == 1 || IsNumbered(items[i]) ? "" : $"{i + 1}. ";
            pages.Paragraph(number + items[i], Face.Song, Size, Pitch, 2 * Size, 2 * Size + fonts.Width(number, Face.Song, Size));
        }

        Titled("依据", content.Lines("Basis"));
        Titled("救济途径", content.Lines("Remedy"));
        Sign();
        Foot();
        pages.End();
    }

    private void Titled(string title, IReadOnlyList<string> paragraphs)
    {
        for (var i = 0; i < paragraphs.Count; i++)
            pages.Paragraph(i == 0 && !paragraphs[i].StartsWith(title, StringComparison.Ordinal) ? $"{title}：{paragraphs[i]}" : paragraphs[i], Face.Song, Size, Pitch, 2 * Size);
    }

    private void Sign()
    {
        const float radius = 55;
        var sender = content["Sender"] ?? "";
        var foot = content["Contact"] is null && link is null ? 0 : FootHeight - FootDrop;
        var sheet = pages.Page(foot + Pitch + 2 * radius);
        pages.Y += radius * 0.95f;
        var date = LicenceDate.Words(content["Date"]) ?? "";
        var half = Math.Max(sheet.Width(sender, Face.Song, Size), sheet.Width(date, Face.Song, Size)) / 2;
        var centre = FlowingPages.Right - half - 2 * Size;
        sheet.Centred(sender, centre, pages.Y, Face.Song, Size);
        sheet.Centred(date, centre, pages.Y + Pitch, Face.Song, Size);
        if (sender.Length > 0)
            Seal.Draw(sheet, sender, centre, pages.Y + Pitch / 2, radius);
        pages.Y += Pitch + radius;
    }

    private void Foot()
    {
        var sheet = pages.Page();
        var contact = content.Lines("Contact");
        if (contact.Count == 0 && link is null)
            return;
        var top = FlowingPages.Bottom + FootDrop - FootHeight;
        sheet.Rule(FlowingPages.Left, top, FlowingPages.Right, top, 0.5f);
        var x = FlowingPages.Left;
        var lines = contact.ToList();
        if (link is not null)
        {
            QrSquares.Draw(sheet.Canvas, link, x, top + 8, 62);
            x += 72;
            lines.Insert(0, "扫描二维码并登录，可以查看、下载本文书的电子件");
        }

        var y = top + 22;
        foreach (var line in lines)
            y = sheet.Lines(sheet.Break(line, FlowingPages.Right - x, Face.Song, 10.5f), x, y, 17, Face.Song, 10.5f);
    }

    private static bool IsNumbered(string item) => char.IsAsciiDigit(item[0]) || item[0] is '（' or '一' or '①';
}
