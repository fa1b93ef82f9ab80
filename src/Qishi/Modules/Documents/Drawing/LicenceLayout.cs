namespace Qishi.Modules.Documents.Drawing;

/// <summary>Measures of a licence, in points. The national original is A3 landscape; it is drawn on A4 landscape in the same proportions.</summary>
internal sealed record LicenceLayout(
    float PageWidth, float PageHeight, string Form, float TitleBaseline, float TitleSize, float CodeTop, float QrTop, float QrSize,
    float FieldsTop, bool TwoColumns, float LabelSize, float ValueSize, float SealRadius)
{
    public const float A4Short = 595.28f;
    public const float A4Long = 841.89f;

    public static LicenceLayout Original { get; } = new(A4Long, A4Short, "（正本）", 122, 44, 78, 66, 74, 206, true, 13, 13.5f, 54);

    public static LicenceLayout Duplicate { get; } = new(A4Short, A4Long, "（副本）", 138, 40, 176, 172, 66, 292, false, 12.5f, 13, 54);

    public bool IsDuplicate => !TwoColumns;

    /// <summary>Left edge of the text inside the border.</summary>
    public float Left => TwoColumns ? 78 : 72;

    public float Right => PageWidth - Left;

    public float Middle => PageWidth / 2;

    /// <summary>Where the fields end and the office's block begins.</summary>
    public float FieldsBottom => PageHeight - (TwoColumns ? 84 : 214);
}
