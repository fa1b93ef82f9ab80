using System.Globalization;
using SkiaSharp;

namespace Qishi.Modules.Documents.Drawing;

/// <summary>One page to draw on, in points from the upper left corner.</summary>
internal sealed class Sheet(SKCanvas canvas, Fonts fonts)
{
    public static readonly SKColor Black = new(0x1A, 0x1A, 0x1A);
    public static readonly SKColor Grey = new(0x70, 0x70, 0x70);
    public static readonly SKColor SealRed = new(0xD0, 0x1C, 0x1F);

    public SKCanvas Canvas => canvas;

    public Fonts Fonts => fonts;

    /// <summary>Millimetres in points.</summary>
    public static float Mm(float millimetres) => millimetres * 72 / 25.4f;

    public float Width(string text, Face face, float size) => fonts.Width(text, face, size);

    /// <summary>One line from its left edge.</summary>
    public void Text(string text, float x, float baseline, Face face, float size, SKColor? color = null)
    {
        using var paint = new SKPaint { Color = color ?? Black, IsAntialias = true };
        foreach (var (run, runFace) in fonts.Runs(text, face))
        {
            using var font = Fonts.At(runFace.Typeface, size);
            canvas.DrawText(run, x, baseline, SKTextAlign.Left, font, paint);
            x += font.MeasureText(run);
        }
    }

    public void Centred(string text, float centre, float baseline, Face face, float size, SKColor? color = null) =>
        Text(text, centre - Width(text, face, size) / 2, baseline, face, size, color);

    public void Right(string text, float right, float baseline, Face face, float size, SKColor? color = null) =>
        Text(text, right - Width(text, face, size), baseline, face, size, color);

    /// <summary>Characters spread over a width, as labels of forms are: 名　　称.</summary>
    public void Spread(string text, float x, float baseline, float width, Face face, float size, SKColor? color = null)
    {
        var elements = StringInfo.GetTextElementEnumerator(text);
        var characters = new List<string>();
        while (elements.MoveNext())
            characters.Add((string)elements.Current);
        if (characters.Count < 2 || Width(text, face, size) >= width)
        {
            Text(text, x, baseline, face, size, color);
            return;
        }

        var gap = (width - Width(text, face, size)) / (characters.Count - 1);
        foreach (var character in characters)
        {
            Text(character, x, baseline, face, size, color);
            x += Width(character, face, size) + gap;
        }
    }

    /// <summary>Lines one below the other; returns the baseline after the last.</summary>
    public float Lines(IEnumerable<string> lines, float x, float baseline, float pitch, Face face, float size, SKColor? color = null)
    {
        foreach (var line in lines)
        {
            Text(line, x, baseline, face, size, color);
            baseline += pitch;
        }

        return baseline;
    }

    public List<string> Break(string text, float maxWidth, Face face, float size, float firstIndent = 0) =>
        LineBreaks.Break(text, t => Width(t, face, size), maxWidth, firstIndent);

    /// <summary>The largest size, from <paramref name="size"/> down to <paramref name="floor"/>, at which the text fits; at the floor it may still not fit.</summary>
    public (float Size, List<string> Lines) Fit(string text, float maxWidth, int maxLines, Face face, float size, float floor)
    {
        for (; ; size = Math.Max(floor, size - 0.5f))
        {
            var lines = Break(text, maxWidth, face, size);
            if (lines.Count <= maxLines || size <= floor)
                return (size, lines);
        }
    }

    public void Rule(float x1, float y1, float x2, float y2, float thickness, SKColor? color = null)
    {
        using var paint = new SKPaint { Color = color ?? Black, StrokeWidth = thickness, IsStroke = true, IsAntialias = true };
        canvas.DrawLine(x1, y1, x2, y2, paint);
    }

    public void Box(float x, float y, float width, float height, float thickness, SKColor? color = null)
    {
        using var paint = new SKPaint { Color = color ?? Black, StrokeWidth = thickness, IsStroke = true, IsAntialias = true };
        canvas.DrawRect(x, y, width, height, paint);
    }

    /// <summary>「演示，无法律效力」 in a small frame; every document of the demo county carries it.</summary>
    public void DemoMark(float right, float top)
    {
        const string words = "演示，无法律效力";
        var width = Width(words, Face.Hei, 8);
        Box(right - width - 10, top, width + 10, 15, 0.6f, Grey);
        Text(words, right - width - 5, top + 10.8f, Face.Hei, 8, Grey);
    }
}
