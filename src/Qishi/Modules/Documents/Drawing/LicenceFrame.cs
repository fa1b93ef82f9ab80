using SkiaSharp;

namespace Qishi.Modules.Documents.Drawing;

/// <summary>The calm border of a licence: cream ground, two frames, interlaced waves between them.</summary>
internal static class LicenceFrame
{
    public static readonly SKColor Bronze = new(0x9A, 0x70, 0x33);
    private static readonly SKColor Wave = new(0xC9, 0xA9, 0x6E);
    private static readonly SKColor Cream = new(0xFF, 0xFD, 0xF6);

    private const float Outer = 24;
    private const float Band = 15;

    public static void Draw(Sheet sheet, float width, float height)
    {
        var canvas = sheet.Canvas;
        using var ground = new SKPaint { Color = Cream };
        canvas.DrawRect(Outer, Outer, width - 2 * Outer, height - 2 * Outer, ground);
        const float middle = Outer + Band / 2;
        Waves(canvas, middle, middle, width - middle, middle);
        Waves(canvas, middle, height - middle, width - middle, height - middle);
        Waves(canvas, middle, middle, middle, height - middle);
        Waves(canvas, width - middle, middle, width - middle, height - middle);
        foreach (var (x, y) in ((float, float)[])[(middle, middle), (width - middle, middle), (middle, height - middle), (width - middle, height - middle)])
            Corner(canvas, x, y);
        sheet.Box(Outer, Outer, width - 2 * Outer, height - 2 * Outer, 1.8f, Bronze);
        const float inner = Outer + Band;
        sheet.Box(inner, inner, width - 2 * inner, height - 2 * inner, 0.8f, Bronze);
    }

    /// <summary>Three waves, each a third of a period behind, along a straight line.</summary>
    private static void Waves(SKCanvas canvas, float x1, float y1, float x2, float y2)
    {
        using var paint = new SKPaint { Color = Wave, IsStroke = true, StrokeWidth = 0.5f, IsAntialias = true };
        var (dx, dy) = (x2 - x1, y2 - y1);
        var length = MathF.Sqrt(dx * dx + dy * dy);
        const float amplitude = Band / 2 - 2.2f;
        var halves = (int)MathF.Round(length / 9) / 2 * 2;
        var half = length / halves;
        canvas.Save();
        canvas.Translate(x1, y1);
        canvas.RotateRadians(MathF.Atan2(dy, dx));
        canvas.ClipRect(new SKRect(0, -Band, length, Band));
        for (var phase = 0; phase < 3; phase++)
        {
            var x = -phase * half * 2 / 3;
            using var builder = new SKPathBuilder();
            builder.MoveTo(x, 0);
            for (var i = 0; i <= halves + 2; i++, x += half)
            {
                var side = i % 2 == 0 ? -amplitude : amplitude;
                builder.CubicTo(x + half * 0.36f, side * 1.33f, x + half * 0.64f, side * 1.33f, x + half, 0);
            }

            using var path = builder.Detach();
            canvas.DrawPath(path, paint);
        }

        canvas.Restore();
    }

    private static void Corner(SKCanvas canvas, float x, float y)
    {
        using var ground = new SKPaint { Color = Cream };
        using var line = new SKPaint { Color = Bronze, IsStroke = true, StrokeWidth = 0.6f, IsAntialias = true };
        canvas.DrawRect(x - Band / 2, y - Band / 2, Band, Band, ground);
        for (var i = 0; i < 4; i++)
        {
            canvas.Save();
            canvas.RotateDegrees(i * 45, x, y);
            canvas.DrawOval(x, y, Band / 2 - 2, 2.2f, line);
            canvas.Restore();
        }
    }
}
