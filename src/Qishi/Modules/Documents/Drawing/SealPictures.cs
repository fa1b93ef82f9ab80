using SkiaSharp;
using Qishi.Modules.Documents.Contracts;

namespace Qishi.Modules.Documents.Drawing;

/// <summary>Seals as pictures at ten pixels a millimetre: round (42 mm), oval (40 × 30 mm), square (24 mm); letters as outlines.</summary>
internal sealed class SealPictures(Fonts fonts) : ISealPictures
{
    public byte[] Draw(SealLook look)
    {
        var (width, height) = look.Shape switch { SealShape.Oval => (400, 300), SealShape.Square => (240, 240), _ => (420, 420) };
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        var canvas = surface.Canvas;
        canvas.Clear(SKColors.Transparent);
        using var fill = new SKPaint { Color = Sheet.SealRed, IsAntialias = true };
        using var stroke = new SKPaint { Color = Sheet.SealRed, IsStroke = true, StrokeWidth = 9, IsAntialias = true };
        if (look.Shape == SealShape.Square)
            Square(canvas, look, fill, stroke);
        else
            Rim(canvas, look, width, height, fill, stroke);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    public SealPixels Pixels(byte[] png)
    {
        using var bitmap = SKBitmap.Decode(png) ?? throw new ArgumentException("No picture.", nameof(png));
        var (rgb, alpha) = (new byte[bitmap.Width * bitmap.Height * 3], new byte[bitmap.Width * bitmap.Height]);
        var pixels = bitmap.Pixels;
        for (var i = 0; i < pixels.Length; i++)
            (rgb[i * 3], rgb[i * 3 + 1], rgb[i * 3 + 2], alpha[i]) = (pixels[i].Red, pixels[i].Green, pixels[i].Blue, pixels[i].Alpha);
        return new(bitmap.Width, bitmap.Height, rgb, alpha);
    }

    private void Rim(SKCanvas canvas, SealLook look, int width, int height, SKPaint fill, SKPaint stroke)
    {
        canvas.DrawOval(new SKRect(6, 6, width - 6, height - 6), stroke);
        var (cx, cy) = (width / 2f, height / 2f);
        var letters = look.Owner.EnumerateRunes().Select(r => r.ToString()).ToList();
        var sweep = Math.Min(250f, letters.Count * 26f);
        var step = letters.Count > 1 ? sweep / (letters.Count - 1) : 0;
        var size = Math.Min(52f, MathF.PI * (width * 0.36f) * step / 180 * 0.95f);
        for (var i = 0; i < letters.Count; i++)
        {
            var angle = (-sweep / 2 + i * step) * MathF.PI / 180;
            canvas.Save();
            canvas.Translate(cx + (cx - 22 - size * 0.5f) * MathF.Sin(angle), cy - (cy - 22 - size * 0.5f) * MathF.Cos(angle));
            canvas.RotateRadians(MathF.Atan2((cx - 22) * MathF.Sin(angle), (cy - 22) * MathF.Cos(angle)));
            Letters(canvas, letters[i], 0, size * 0.36f, Math.Max(12, size), fill);
            canvas.Restore();
        }

        if (look.Word is null)
            Seal.Star(canvas, cx, cy - 8, height * 0.13f, fill);
        else
            Letters(canvas, look.Word, cx, cy + 14, 38, fill);
        Letters(canvas, "演示印章", cx, cy + height * 0.22f, 28, fill);
        if (look.Code is { } code)
            Letters(canvas, code, cx, cy + height * 0.36f, 20, fill);
    }

    private void Square(SKCanvas canvas, SealLook look, SKPaint fill, SKPaint stroke)
    {
        canvas.DrawRect(new SKRect(6, 6, 234, 234), stroke);
        // Right to left, top to bottom, as name seals are read.
        var letters = (look.Owner + "印").EnumerateRunes().Select(r => r.ToString()).ToList();
        var columns = letters.Count <= 4 ? 2 : 3;
        var rows = (int)Math.Ceiling(letters.Count / (double)columns);
        var size = Math.Min(190f / columns, 170f / rows);
        for (var i = 0; i < letters.Count && rows <= 5; i++)
            Letters(canvas, letters[i], 234 - (i / rows + 0.5f) * (228f / columns), 20 + (i % rows + 0.82f) * size, size * 0.86f, fill);
        Letters(canvas, "演示印章", 120, 224, 22, fill);
    }

    private void Letters(SKCanvas canvas, string text, float centre, float baseline, float size, SKPaint paint)
    {
        var width = fonts.Width(text, Face.SongBold, size);
        var x = centre - width / 2;
        foreach (var (run, face) in fonts.Runs(text, Face.SongBold))
        {
            using var font = Fonts.At(face.Typeface, size);
            using var path = font.GetTextPath(run, new SKPoint(x, baseline));
            canvas.DrawPath(path, paint);
            x += font.MeasureText(run);
        }
    }
}
