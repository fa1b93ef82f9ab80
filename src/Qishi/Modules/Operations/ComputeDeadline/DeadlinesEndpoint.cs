using Qishi.Platform.Web;

namespace Qishi.Modules.Operations.ComputeDeadline;

internal static class DeadlinesEndpoint
{
    public static async Task<IResult> HandleAsync(string? start, string? count, string? unit, bool? rolls, ComputeDeadlineHandler handler, CancellationToken ct)
    {
        var answer = await handler.HandleAsync(new(start, count, unit ?? "wd", rolls ?? true), ct);
        return answer.Ok
            ? Results.Ok(new DeadlineResponse(
                answer.Value.Start, answer.Value.Limit.ToString(), answer.Value.Due.Date, answer.Value.Due.Provisional,
                [.. answer.Value.Due.Steps.Select(s => new DeadlineStep(s.Date, s.Counted ? s.Number : null, s.Reason))]))
            : ApiProblems.Refused(answer.Problems);
    }
}

/// <summary>Answer of the deadline interface.</summary>
/// <param name="Start">Day the limit starts from; it does not count itself.</param>
/// <param name="Limit">The limit in words.</param>
/// <param name="Due">Last day.</param>
/// <param name="Provisional">暂定: a year on the way has no published calendar.</param>
/// <param name="Steps">Each day of the count with its reason.</param>
public sealed record DeadlineResponse(DateOnly Start, string Limit, DateOnly Due, bool Provisional, IReadOnlyList<DeadlineStep> Steps);

/// <param name="Day">Day.</param>
/// <param name="Counted">Number it got in the count; null when it did not count.</param>
/// <param name="Reason">Why, in Chinese.</param>
public sealed record DeadlineStep(DateOnly Day, int? Counted, string Reason);
