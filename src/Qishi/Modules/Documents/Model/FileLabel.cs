using System.Globalization;
using System.Text;
using Qishi.Kernel;

namespace Qishi.Modules.Documents.Model;

/// <summary>A user's name for a file, as a label: the last part of a path, without control, invisible and reserved characters, at most 120 characters.</summary>
internal static class FileLabel
{
    private const int MaxLength = 120;

    public static string Clean(string? name)
    {
        var text = NormalisedText.Text(name);
        text = text[(text.LastIndexOfAny(['/', '\\']) + 1)..];
        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
            if (!char.IsControl(c) && c is not (':' or '*' or '?' or '"' or '<' or '>' or '|'))
                kept.Append(char.IsWhiteSpace(c) ? ' ' : c);
        text = kept.ToString().Trim(' ', '.');
        return text.Length == 0 ? "未命名" : Shorten(text);
    }

    /// <summary>The label with the extension its content has, so that a saved file opens as what it is.</summary>
    public static string WithExtension(string label, string contentType)
    {
        string[] fitting = contentType switch { "image/jpeg" => [".jpg", ".jpeg"], "image/png" => [".png"], _ => [".pdf"] };
        return fitting.Contains(Path.GetExtension(label), StringComparer.OrdinalIgnoreCase) ? label : label + fitting[0];
    }

    /// <summary>Keeps the extension and never cuts a character in two.</summary>
    private static string Shorten(string text)
    {
        if (text.Length <= MaxLength)
            return text;
        var extension = Path.GetExtension(text) is { Length: <= 10 } e ? e : "";
        var elements = StringInfo.ParseCombiningCharacters(text);
        var cut = elements.Last(start => start <= MaxLength - extension.Length);
        return text[..cut] + extension;
    }
}
