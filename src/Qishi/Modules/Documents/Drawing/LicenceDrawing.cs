using SkiaSharp;
using Qishi.Modules.Documents.Model;

namespace Qishi.Modules.Documents.Drawing;

/// <summary>
/// 营业执照, original and duplicate (R-1.50, R-1.51): the order of the national form, without the national emblem and the printing office's line, which a demo
/// has no right to.
/// </summary>
internal sealed class LicenceDrawing(SKDocument document, Fonts fonts, DocumentContent content, LicenceLayout layout, string? link)
{
    private const float FloorSize = 7.5f;
    private readonly string authority = content["Authority"] ?? "";

    public void Draw()
    {
        var sheet = new Sheet(document.BeginPage(layout.PageWidth, layout.PageHeight), fonts);
        LicenceFrame.Draw(sheet, layout.PageWidth, layout.PageHeight);
        Head(sheet);
        var left = Fields(sheet);
        Office(sheet);
        Foot(sheet);
        document.EndPage();
        if (left.Length > 0)
            Continue(left);
    }

    private void Head(Sheet sheet)
    {
        var titleWidth = layout.TitleSize * 5.6f;
        sheet.Spread("营业执照", layout.Middle - titleWidth / 2, layout.TitleBaseline, titleWidth, Face.SongBold, layout.TitleSize);
        sheet.Centred(layout.Form, layout.Middle, layout.TitleBaseline + 26, Face.Song, 15);
        if (layout.IsDuplicate && content["Copy"] is { } copy)
            sheet.Centred($"副本编号：{copy}", layout.Middle, layout.TitleBaseline + 44, Face.Song, 10);

        var code = content["Uscc"] ?? "";
        sheet.Box(layout.Left, layout.CodeTop, 158, 42, 0.8f, LicenceFrame.Bronze);
        sheet.Centred("统一社会信用代码", layout.Left + 79, layout.CodeTop + 15.5f, Face.Song, 10);
        sheet.Centred(code, layout.Left + 79, layout.CodeTop + 33.5f, Face.SongBold, 13);

        if (link is null)
            return;
        var x = layout.Right - layout.QrSize;
        QrSquares.Draw(sheet.Canvas, link, x, layout.QrTop, layout.QrSize);
        string[] words = ["扫描二维码打开", "执照核验页，查看", "执照是否有效和", "最新登记信息"];
        for (var i = 0; i < words.Length; i++)
            sheet.Right(words[i], x - 8, layout.QrTop + 14 + i * 13.5f, Face.Song, 8.5f);
    }

    /// <summary>The registered items; returns what of the scope found no room.</summary>
    private string Fields(Sheet sheet)
    {
        var established = content["HeadTitle"] == "经营者" ? "注册日期" : "成立日期";
        (string Label, string? Value)[] first =
        [
            ("名称", content["Name"]), ("类型", content["TypeText"]), (content["HeadTitle"] ?? "法定代表人", content["HeadName"]),
        ];
        (string Label, string? Value)[] second =
        [
            (content["CapitalTitle"] ?? "注册资本", content["Capital"]), (established, LicenceDate.Words(content["EstablishedOn"])),
            (content["AddressTitle"] ?? "住所", content["Address"]),
        ];
        var bottom = layout.FieldsBottom;
        if (!layout.TwoColumns)
        {
            var end = Column(sheet, [.. first, .. second], layout.Left, layout.Right, layout.FieldsTop);
            return Scope(sheet, layout.Left, layout.Right, end, bottom);
        }

        var middle = layout.Middle + 14;
        var leftEnd = Column(sheet, first, layout.Left, middle - 30, layout.FieldsTop);
        var rest = Scope(sheet, layout.Left, middle - 30, leftEnd, bottom);
        Column(sheet, second, middle, layout.Right, layout.FieldsTop);
        return rest;
    }

    private float Column(Sheet sheet, IEnumerable<(string Label, string? Value)> rows, float left, float right, float y)
    {
        foreach (var (label, value) in rows)
        {
            if (value is null)
                continue;
            var x = Label(sheet, label, left, y);
            var (size, lines) = sheet.Fit(value, right - x, 3, label == "名称" ? Face.SongBold : Face.Song, layout.ValueSize, FloorSize);
            var end = sheet.Lines(lines, x, y, size * 1.4f, label == "名称" ? Face.SongBold : Face.Song, size);
            y = Math.Max(y + layout.ValueSize * 2.15f, end + layout.ValueSize * 0.75f);
        }

        return y;
    }

    private string Scope(Sheet sheet, float left, float right, float y, float bottom)
    {
        if (content["Scope"] is not { } scope)
            return "";
        var x = Label(sheet, "经营范围", left, y);
        for (var size = Math.Min(layout.ValueSize, 12.5f); ; size -= 0.5f)
        {
            var lines = sheet.Break(scope, right - x, Face.Song, size);
            var room = Math.Max(1, (int)((bottom - y) / (size * 1.42f)) + 1);
            if (lines.Count <= room)
            {
                sheet.Lines(lines, x, y, size * 1.42f, Face.Song, size);
                return "";
            }

            if (size > FloorSize)
                continue;
            var (shown, rest) = CutAfterItem(sheet, lines, room - 1, right - x, size);
            sheet.Lines([.. shown, "（下接经营范围续页）"], x, y, size * 1.42f, Face.Song, size);
            return rest;
        }
    }

    private float Label(Sheet sheet, string label, float x, float baseline)
    {
        var width = layout.LabelSize * 5.1f;
        sheet.Spread(label, x, baseline, width, Face.Song, layout.LabelSize, LicenceFrame.Bronze);
        return x + width + 16;
    }

    private void Office(Sheet sheet)
    {
        var centre = layout.Right - (layout.TwoColumns ? 118 : 112);
        var baseline = layout.PageHeight - (layout.TwoColumns ? 142 : 158);
        var width = sheet.Width(authority, Face.Song, 13);
        sheet.Spread("登记机关", centre - width / 2 - 92, baseline, 62, Face.Song, 13, LicenceFrame.Bronze);
        sheet.Text(authority, centre - width / 2, baseline, Face.Song, 13);
        sheet.Centred(LicenceDate.Words(content["IssuedOn"]) ?? "", centre, baseline + 38, Face.Song, 13);
        Seal.Draw(sheet, authority, centre, baseline + 14, layout.SealRadius);
    }

    private void Foot(Sheet sheet)
    {
        sheet.DemoMark(layout.Right, layout.PageHeight - 66);
        sheet.Text("市场主体应当于每年1月1日至6月30日通过国家企业信用信息公示系统报送公示年度报告。", layout.Left, layout.PageHeight - 55, Face.Song, 8.5f, Sheet.Grey);
    }

    private void Continue(string scope)
    {
        const float top = 144;
        const float size = 9;
        var sheet = new Sheet(document.BeginPage(layout.PageWidth, layout.PageHeight), fonts);
        LicenceFrame.Draw(sheet, layout.PageWidth, layout.PageHeight);
        sheet.Centred("经营范围续页", layout.Middle, 92, Face.SongBold, 20);
        sheet.Centred($"{content["Name"]}　统一社会信用代码 {content["Uscc"]}", layout.Middle, 112, Face.Song, 10);
        var width = layout.Right - layout.Left;
        var room = (int)((layout.PageHeight - 90 - top) / (size * 1.5f));
        var (shown, rest) = CutAfterItem(sheet, sheet.Break(scope, width, Face.Song, size), room, width, size);
        sheet.Lines(shown, layout.Left, top, size * 1.5f, Face.Song, size);
        Foot(sheet);
        document.EndPage();
        if (rest.Length > 0)
            Continue(rest);
    }

    /// <summary>The first lines, up to the end of an item of the scope; and what is left over.</summary>
    private static (List<string> Shown, string Left) CutAfterItem(Sheet sheet, List<string> lines, int room, float width, float size)
    {
        if (lines.Count <= room)
            return (lines, "");
        var (fits, rest) = (string.Concat(lines.Take(room)), string.Concat(lines.Skip(room)));
        var end = fits.LastIndexOf('；') + 1;
        return end == 0 ? (lines[..room], rest) : (sheet.Break(fits[..end], width, Face.Song, size), fits[end..] + rest);
    }
}
