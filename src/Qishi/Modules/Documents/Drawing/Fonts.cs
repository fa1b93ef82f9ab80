using System.Globalization;
using System.Text;
using SkiaSharp;
using Qishi.Kernel.Sm;
using Qishi.Platform.Data;

namespace Qishi.Modules.Documents.Drawing;

/// <summary>The faces documents are drawn with. Prepared once per data folder, mapped from disk by every copy.</summary>
internal sealed class Fonts(DatabaseOptions options, IConfiguration configuration) : IDisposable
{
    private readonly Lazy<Dictionary<Face, SKFont>> faces = new(() => Load(Path.Combine(options.DataFolder, "fonts"), configuration["Documents:FontFolder"]));

    public SKTypeface this[Face face] => faces.Value[face].Typeface;

    /// <summary>Splits a text into runs, each with a face that has all its characters.</summary>
    /// <exception cref="UndrawableException">No face has a character, or the system has no Chinese font.</exception>
    public IEnumerable<(string Text, SKFont Face)> Runs(string text, Face wanted)
    {
        var run = new StringBuilder();
        SKFont? current = null;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsInvisible(rune))
                continue;
            var drawn = rune.Value is '\t' or 0xA0 ? new Rune(' ') : LookAlikes.Ordinary(rune);
            var face = FaceFor(drawn, wanted);
            if (current is not null && face != current)
            {
                yield return (run.ToString(), current);
                run.Clear();
            }

            current = face;
            run.Append(drawn.ToString());
        }

        if (current is not null)
            yield return (run.ToString(), current);
    }

    /// <summary>Width in points.</summary>
    public float Width(string text, Face face, float size) => Runs(text, face).Sum(run => run.Face.MeasureText(run.Text)) * size / 100;

    public void Dispose()
    {
        if (faces.IsValueCreated)
            foreach (var font in faces.Value.Values)
                font.Dispose();
    }

    /// <summary>A font of a size whose widths grow in proportion.</summary>
    public static SKFont At(SKTypeface face, float size) => new(face, size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None };

    private SKFont FaceFor(Rune rune, Face wanted)
    {
        foreach (var face in (Face[])[wanted, Face.Song, Face.Hei])
            if (faces.Value[face].ContainsGlyph(rune.Value))
                return faces.Value[face];
        throw UndrawableException.NoGlyph(rune);
    }

    private static bool IsInvisible(Rune rune) =>
        rune.Value != '\t' && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    private static Dictionary<Face, SKFont> Load(string folder, string? extraFolder)
    {
        Directory.CreateDirectory(folder);
        var loaded = new Dictionary<Face, SKFont>();
        foreach (var face in Enum.GetValues<Face>())
        {
            var (path, index) = FontFinder.Find(face, extraFolder) ?? throw UndrawableException.NoFont();
            var source = new FileInfo(path);
            // A font package may be upgraded; then the prepared file has another name.
            var version = Sm3.Hex(Encoding.UTF8.GetBytes($"1 {path} {index} {source.Length} {source.LastWriteTimeUtc.Ticks}"))[..12];
            var prepared = Path.Combine(folder, $"{face}-{version}.otf");
            if (!File.Exists(prepared))
                FontFile.Write(path, index, prepared);
            loaded[face] = At(SKTypeface.FromFile(prepared) ?? throw UndrawableException.NoFont(), 100);
        }

        return loaded;
    }
}
