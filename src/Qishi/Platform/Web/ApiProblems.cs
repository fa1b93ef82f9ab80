using Qishi.Kernel;

namespace Qishi.Platform.Web;

/// <summary>Refusals of the interface as RFC 9457 bodies: a stable code, a Chinese sentence, and every problem at its field.</summary>
internal static class ApiProblems
{
    public static IResult Refused(IReadOnlyList<Problem> problems, int status = StatusCodes.Status422UnprocessableEntity) => Results.Problem(
        type: "urn:qishi:problem:" + problems[0].Code,
        title: problems[0].Sentence,
        detail: problems.Count > 1 ? $"共{problems.Count}处需要修改，见errors" : null,
        statusCode: status,
        extensions: new Dictionary<string, object?>
        {
            ["code"] = problems[0].Code,
            ["errors"] = problems.Select(p => new { p.Code, p.Field, p.Sentence, p.Rule }),
        });

    public static IResult NotFound(string what) => Refused([new Problem("not-found", $"没有找到{what}")], StatusCodes.Status404NotFound);
}
