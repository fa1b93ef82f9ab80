using SkiaSharp;

namespace Qishi.Modules.Documents.Drawing;

/// <summary>A4 pages filled from above with lines, with page numbers and the demo mark; the text block of GB/T 9704-2012 (ux.md V43).</summary>
internal sealed class FlowingPages(SKDocument document, Fonts fonts, float top)
{
    public static readonly float Left = Sheet.Mm(28);
    public static readonly float Right = LicenceLayout.A4Short - Sheet.Mm(26);
    public static readonly float Bottom = LicenceLayout.A4Long - Sheet.Mm(35);

    private int number;
    private Sheet? sheet;

    public static float Width => Right - Left;

    public static float Middle => (Left + Right) / 2;

    /// <summary>Baseline of the next line.</summary>
    public float Y { get; set; }

    /// <summary>The current page, with at least <paramref name="height"/> points left on it.</summary>
    public Sheet Page(float height = 0)
    {
        if (sheet is not null && Y + height <= Bottom)
            return sheet;
        End();
        sheet = new Sheet(document.BeginPage(LicenceLayout.A4Short, LicenceLayout.A4Long), fonts);
        sheet.DemoMark(Right, Sheet.Mm(14));
        Y = number++ == 0 ? top : Sheet.Mm(30);
        return sheet;
    }

    public void Centred(string text, Face face, float size, float pitch)
    {
        var page = Page(pitch);
        foreach (var line in page.Break(text, Width, face, size))
        {
            page.Centred(line, Middle, Y, face, size);
            Y += pitch;
        }
    }

    /// <summary>A paragraph; the first line indented by two characters, or all but the first hanging.</summary>
    public void Paragraph(string text, Face face, float size, float pitch, float firstIndent = 0, float hanging = 0)
    {
        var first = true;
        foreach (var line in Page().Break(text, Width - hanging, face, size, firstIndent - hanging))
        {
            Page().Text(line, Left + (first ? firstIndent : hanging), Y, face, size);
            (first, Y) = (false, Y + pitch);
        }
    }

    public void End()
    {
        if (sheet is null)
            return;
        sheet.Centred($"— {number} —", LicenceLayout.A4Short / 2, LicenceLayout.A4Long - Sheet.Mm(20), Face.Song, 11);
        document.EndPage();
        sheet = null;
    }
}
