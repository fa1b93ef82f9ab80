using System.Globalization;
using SkiaSharp;

namespace Qishi.Modules.Documents.Drawing;

/// <summary>
/// A round red seal: the office's name along the upper arc, a star, 「演示印章」 below. Letters are drawn as outlines, so they do not mix into the text people copy.
/// It proves nothing and says so; signed electronic seals are another matter (rulebook A §12.2).
/// </summary>
internal static class Seal
{
    public static void Draw(Sheet sheet, string office, float x, float y, float radius)
    {
        var canvas = sheet.Canvas;
        var color = Sheet.SealRed.WithAlpha(0xC8);
        using var stroke = new SKPaint { Color = color, IsStroke = true, StrokeWidth = radius * 0.045f, IsAntialias = true };
        using var fill = new SKPaint { Color = color, IsAntialias = true };
        canvas.DrawCircle(x, y, radius - stroke.StrokeWidth / 2, stroke);
        Star(canvas, x, y, radius * 0.27f, fill);

        var letters = Elements(office);
        // At most three quarters of the circle, less for short names.
        var sweep = Math.Min(264f, letters.Count * 30f);
        var step = letters.Count > 1 ? sweep / (letters.Count - 1) : 0;
        var size = Math.Min(radius * 0.30f, 2 * MathF.PI * radius * 0.72f * step / 360 * 0.98f);
        for (var i = 0; i < letters.Count; i++)
        {
            canvas.Save();
            canvas.Translate(x, y);
            canvas.RotateDegrees(-sweep / 2 + i * step);
            Outline(sheet, letters[i], 0, -radius * 0.70f, size, fill);
            canvas.Restore();
        }

        Outline(sheet, "演示印章", x, y + radius * 0.66f, radius * 0.20f, fill);
    }

    private static void Outline(Sheet sheet, string text, float centre, float baseline, float size, SKPaint paint)
    {
        using var font = Fonts.At(sheet.Fonts[Face.SongBold], size);
        using var path = font.GetTextPath(text, new SKPoint(centre - font.MeasureText(text) / 2, baseline));
        sheet.Canvas.DrawPath(path, paint);
    }

    public static void Star(SKCanvas canvas, float x, float y, float radius, SKPaint paint)
    {
        using var builder = new SKPathBuilder();
        for (var i = 0; i < 10; i++)
        {
            var r = i % 2 == 0 ? radius : radius * 0.382f;
            var angle = -MathF.PI / 2 + i * MathF.PI / 5;
            var point = new SKPoint(x + r * MathF.Cos(angle), y + r * MathF.Sin(angle));
            if (i == 0)
                builder.MoveTo(point);
            else
                builder.LineTo(point);
        }

        builder.Close();
        using var star = builder.Detach();
        canvas.DrawPath(star, paint);
    }

    private static List<string> Elements(string text)
    {
        var list = new List<string>();
        for (var e = StringInfo.GetTextElementEnumerator(text); e.MoveNext();)
            list.Add((string)e.Current);
        return list;
    }
}
