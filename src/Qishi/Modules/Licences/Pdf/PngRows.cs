namespace Qishi.Modules.Licences.Pdf;

/// <summary>The row filters of PNG, which PDF uses for its cross-reference streams (predictors 10 to 15, one byte a column).</summary>
internal static class PngRows
{
    public static byte[] Undo(byte[] data, int columns)
    {
        var rows = data.Length / (columns + 1);
        var result = new byte[rows * columns];
        for (var r = 0; r < rows; r++)
            for (var c = 0; c < columns; c++)
            {
                var raw = data[r * (columns + 1) + 1 + c];
                int left = c > 0 ? result[r * columns + c - 1] : 0, up = r > 0 ? result[(r - 1) * columns + c] : 0, corner = c > 0 && r > 0 ? result[(r - 1) * columns + c - 1] : 0;
                result[r * columns + c] = unchecked((byte)(raw + data[r * (columns + 1)] switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, corner), _ => throw new FormatException("Unknown filter.") }));
            }

        return result;
    }

    private static int Paeth(int a, int b, int c)
    {
        int p = a + b - c, pa = Math.Abs(p - a), pb = Math.Abs(p - b), pc = Math.Abs(p - c);
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }
}
