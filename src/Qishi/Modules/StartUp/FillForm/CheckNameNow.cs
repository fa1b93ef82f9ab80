using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.StartUp.Model;

namespace Qishi.Modules.StartUp.FillForm;

/// <summary>The name check while one types; the same check runs on the post.</summary>
internal static class CheckNameNow
{
    public static async Task<IResult> HandleAsync(
        string caseNo, string? trade, string? industry, string? form, CaseAccess access, FormReview review, IRegistration registration, CancellationToken ct)
    {
        if (await access.FindAsync(caseNo, ct) is not { } c)
            return Results.NotFound();
        var typed = new Answers();
        foreach (var (field, value) in new[] { ("TradeName", trade), ("Industry", industry), ("NameForm", form) })
            typed.Put(field, FormFields.Clean(FormFields.Find(field)!, value), 0, "", default);
        var context = await review.ContextAsync(c, typed, ct);
        if (EntityDraftMaker.NameOf(typed, context) is not { } name)
            return Results.Json(new { message = "" });
        var verdict = await registration.CheckNameAsync(name, c.Kind, context.Today, ct);
        return Results.Json(new
        {
            message = verdict.Result switch
            {
                NameResult.Free => $"“{name.Full}”现在可以用",
                NameResult.Similar => $"有相近的名称：{FormReview.Similar(verdict)}。仍可以用，但要您确认",
                NameResult.Blocked => verdict.Problems is [var first, ..] ? first.Sentence : "这个名称不能用。请换一个字号",
                _ => throw new InvalidOperationException($"Unknown verdict {verdict.Result}."),
            },
        });
    }
}
