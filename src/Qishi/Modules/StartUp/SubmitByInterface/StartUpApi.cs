using Microsoft.AspNetCore.Mvc;
using Qishi.Platform.Auth;
using Qishi.Platform.Web;

namespace Qishi.Modules.StartUp.SubmitByInterface;

/// <summary>Submit and follow a start-up as a machine client.</summary>
internal static class StartUpApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/startups").WithTags("企业开办").RequireRateLimiting(RateLimits.Api);
        api.MapPost("", SubmitAsync).Needs(Permissions.Interface).WithSummary("提交企业开办（一张表、七个事项），同一个Idempotency-Key只办一次")
            .Produces<StartUpResponse>(201).Produces<StartUpResponse>(200).ProducesProblem(422);
        api.MapGet("/{caseNo}", FollowAsync).Needs(Permissions.Interface).WithSummary("查办件进度：状态、时限、七个事项的四个时间").Produces<StartUpResponse>().ProducesProblem(404);
    }

    private static async Task<IResult> SubmitAsync(StartUpRequest request, [FromHeader(Name = "Idempotency-Key")] string? key, SubmitByInterfaceHandler handler, CancellationToken ct)
    {
        var result = await handler.HandleAsync(request, key, ct);
        if (!result.Ok)
            return ApiProblems.Refused(result.Problems);
        var answer = StartUpResponse.Of(result.Value.Case);
        return result.Value.Repeated ? Results.Ok(answer) : Results.Created($"/api/v1/startups/{answer.CaseNo}", answer);
    }

    private static async Task<IResult> FollowAsync(string caseNo, CaseAccess access, CancellationToken ct) =>
        await access.FindAsync(caseNo, ct) is { } c ? Results.Ok(StartUpResponse.Of(c)) : ApiProblems.NotFound($"编号为“{caseNo}”的办件");
}
