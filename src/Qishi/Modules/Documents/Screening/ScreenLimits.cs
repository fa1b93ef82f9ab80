using Qishi.Kernel;

namespace Qishi.Modules.Documents.Screening;

/// <summary>Limits of uploads, from the dated parameters.</summary>
/// <param name="MaxBytes">Size of a file.</param>
/// <param name="MaxPixels">Width × height of a picture, as its header says.</param>
/// <param name="MaxFiles">Files of one record.</param>
internal sealed record ScreenLimits(long MaxBytes, long MaxPixels, int MaxFiles)
{
    /// <summary>A signature drawn on a screen is small; it is decoded when the form is drawn, so it gets a limit of its own.</summary>
    public const long MaxSignaturePixels = 4_000_000;

    public static ScreenLimits From(RuleBook book, DateOnly today) =>
        new(book.Int("upload.maxBytes", today), book.Int("upload.maxPixels", today), book.Int("upload.maxFilesPerCase", today));
}
