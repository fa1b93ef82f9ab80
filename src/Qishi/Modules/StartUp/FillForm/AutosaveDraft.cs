using Qishi.Kernel;
using Qishi.Modules.StartUp.Model;

namespace Qishi.Modules.StartUp.FillForm;

/// <summary>The small script's way to the same handler as the button (ux.md I6): nothing is checked, only kept.</summary>
internal static class AutosaveDraft
{
    public static async Task<IResult> HandleAsync(string caseNo, string topicCode, IFormCollection form, SaveTopicHandler handler, CancellationToken ct)
    {
        if (Topic.Find(topicCode) is not { } topic || topic.Code == Topic.Check)
            return Results.NotFound();
        if (await handler.HandleAsync(caseNo, TopicPost.Read(form, "save", topic.Code) with { Files = [] }, ct) is not { } result)
            return Results.NotFound();
        if (!result.Ok)
            return Results.Json(new { saved = false, message = result.Problems[0].Sentence }, statusCode: StatusCodes.Status409Conflict);
        var saved = result.Value;
        return saved.Clashes.Count > 0
            ? Results.Json(new { saved = false, message = $"{saved.Clashes[0].Who}刚修改过，请点“保存并继续”对照" }, statusCode: StatusCodes.Status409Conflict)
            : Results.Json(new { saved = true, version = saved.Case.Version, message = $"{ChinaTime.At(saved.Case.SavedAt):H:mm}已自动保存" });
    }
}
