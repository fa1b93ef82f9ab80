using Qishi.Modules.Registration.Contracts;

namespace Qishi.Modules.Registration.DeclareName;

/// <summary>Parts, verdict and free names while one types; the same check runs on the post, and the page works without it.</summary>
internal static class SuggestName
{
    private const int Shown = 5;

    public static async Task<IResult> HandleAsync(string? kind, string? whole, string? division, string? trade, string? industry, string? form, DeclareNameHandler handler, CancellationToken ct)
    {
        var asked = await handler.LookAsync(new() { Kind = kind, Whole = Cut(whole), Division = Cut(division), TradeName = Cut(trade), Industry = Cut(industry), NameForm = Cut(form) }, ct);
        if (!asked.Ok)
            return Results.Json(new { message = "", found = Array.Empty<string>(), ideas = Array.Empty<string>() });
        var (name, verdict, ideas) = asked.Value;
        return Results.Json(new
        {
            division = name.Division,
            trade = name.TradeName,
            industry = name.Industry,
            form = name.Form,
            message = Sentence(name, verdict),
            found = verdict.Found.Take(Shown).Select(Line),
            ideas,
        });
    }

    public static string Sentence(NameParts name, NameVerdict verdict) => verdict.Result switch
    {
        NameResult.Free => $"“{name.Full}”现在可以用",
        NameResult.Similar => verdict.Problems is [var first, ..] ? first.Sentence : "有相近的名称。仍可以用，但要您确认",
        NameResult.Blocked => verdict.Problems is [var first, ..] ? first.Sentence : "这个名称不能用。请换一个字号",
    };

    public static string Line(NameFinding found) => $"{found.Name}（{found.Note}）：{string.Join('；', found.Reasons)}";

    private static string? Cut(string? text) => text is { Length: > 60 } ? text[..60] : text;
}
