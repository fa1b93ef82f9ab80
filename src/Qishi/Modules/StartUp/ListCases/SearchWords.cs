using Qishi.Kernel;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp.ListCases;

internal enum SearchKind { Name, CaseNumber, CreditCode, Mobile, CitizenId }

/// <summary>What somebody typed into the keyword box, recognised by its shape. A person is found only by the whole number, through its keyed digest.</summary>
internal sealed record SearchWords(SearchKind Kind, string Text)
{
    public bool IsSecret => Kind is SearchKind.Mobile or SearchKind.CitizenId;

    public static SearchWords Of(string typed)
    {
        var code = NormalisedText.Codes(typed);
        if (code.Length > 2 && code.StartsWith("KB", StringComparison.Ordinal) && code[2..].All(char.IsAsciiDigit))
            return new(SearchKind.CaseNumber, code);
        if (code.Length == 11 && code.All(char.IsAsciiDigit))
            return new(SearchKind.Mobile, code);
        // Both have 18 characters: a credit code begins with its authority and category, a citizen's number is digits with a birthday in it.
        if (code.Length == 18 && code[..17].All(char.IsAsciiDigit) && CitizenId.Parse(code, DateOnly.MaxValue).Ok)
            return new(SearchKind.CitizenId, code);
        return code.Length == 18 && code.All(char.IsAsciiLetterOrDigit) ? new(SearchKind.CreditCode, code) : new(SearchKind.Name, NormalisedText.Text(typed));
    }

    public string? Key(AppDb db) => Kind switch
    {
        SearchKind.Mobile => MobileKeys.Of(db, Text),
        SearchKind.CitizenId => PersonKeys.Of(db, Text),
        _ => null,
    };
}
