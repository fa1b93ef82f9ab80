using Qishi.Kernel;

namespace Qishi.Modules.StartUp.ReviewCase;

/// <summary>Answers the office sees masked. Numbers come masked from the form's text; an address at home is cut here.</summary>
internal static class Secrets
{
    public static string Shown(string? field, string text) => field?.EndsWith(".HomeAddress", StringComparison.Ordinal) == true ? Masked.Address(text) : text;
}
