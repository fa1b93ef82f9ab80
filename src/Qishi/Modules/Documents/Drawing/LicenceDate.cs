using System.Globalization;
using Qishi.Kernel;

namespace Qishi.Modules.Documents.Drawing;

/// <summary>Days on documents: 2026年11月24日 (ux.md V43).</summary>
internal static class LicenceDate
{
    /// <summary>An ISO day in Chinese; any other text as it is.</summary>
    public static string? Words(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? ChinaTime.FullDay(day) : text;
}
