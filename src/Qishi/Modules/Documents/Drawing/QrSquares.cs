using QRCoder;
using SkiaSharp;

namespace Qishi.Modules.Documents.Drawing;

/// <summary>A QR code (level M) as vector rectangles: sharp at any print size.</summary>
internal static class QrSquares
{
    /// <summary>The modules, true = dark, without the quiet zone.</summary>
    public static bool[,] Modules(string url)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(url, QRCodeGenerator.ECCLevel.M, forceUtf8: true);
        const int quiet = 4;
        var size = data.ModuleMatrix.Count - 2 * quiet;
        var modules = new bool[size, size];
        for (var row = 0; row < size; row++)
            for (var column = 0; column < size; column++)
                modules[row, column] = data.ModuleMatrix[row + quiet][column + quiet];
        return modules;
    }

    /// <summary>Rectangles of dark runs, one per run in a row, in modules: column, row, length.</summary>
    public static IEnumerable<(int Column, int Row, int Length)> Runs(bool[,] modules)
    {
        var size = modules.GetLength(0);
        for (var row = 0; row < size; row++)
            for (var column = 0; column < size; column++)
            {
                var start = column;
                while (column < size && modules[row, column])
                    column++;
                if (column > start)
                    yield return (start, row, column - start);
            }
    }

    /// <summary>Draws it; on a screen a click does what a camera does with paper.</summary>
    public static void Draw(SKCanvas canvas, string url, float x, float y, float size)
    {
        var modules = Modules(url);
        var unit = size / modules.GetLength(0);
        using var paint = new SKPaint { Color = SKColors.Black, IsAntialias = false };
        using var builder = new SKPathBuilder();
        foreach (var (column, row, length) in Runs(modules))
            builder.AddRect(new SKRect(x + column * unit, y + row * unit, x + (column + length) * unit, y + (row + 1) * unit));
        using var path = builder.Detach();
        canvas.DrawPath(path, paint);
        using var link = canvas.DrawUrlAnnotation(SKRect.Create(x, y, size, size), url);
    }
}
