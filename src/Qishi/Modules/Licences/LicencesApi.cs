using Qishi.Modules.Licences.VerifyCode;
using Qishi.Modules.Licences.VerifyFile;
using Qishi.Platform.Auth;
using Qishi.Platform.Web;

namespace Qishi.Modules.Licences;

/// <summary>Checking for machine clients: the same handlers as the pages.</summary>
internal static class LicencesApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").WithTags("电子证照").RequireRateLimiting(RateLimits.Api);
        api.MapPost("/licences/electronic/verify", VerifyAsync).Needs(Permissions.Api).WithSummary("核验电子营业执照二维码（EBL1），写明用途").Produces<CodeResponse>().ProducesProblem(422);
        api.MapPost("/seals/verify", VerifyFileAsync).Needs(Permissions.Api).WithSummary("核验盖了电子印章的PDF或者电子营业执照数据文件；正文就是文件").Accepts<byte[]>("application/pdf", "application/json").Produces<FileResponse>().ProducesProblem(422);
    }

    private static async Task<IResult> VerifyAsync(CodeRequest request, VerifyCodeHandler handler, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Code))
            return ApiProblems.Refused([new("code-required", "请给出code：以EBL1.开头的核验码", "code")]);
        var answer = await handler.HandleAsync(request.Code, request.Purpose, ct);
        return Results.Ok(new CodeResponse(answer.Code, answer.Words.Word, answer.CheckedAt, answer.Fields, answer.StatusWord, answer.Purpose, answer.By));
    }

    private static async Task<IResult> VerifyFileAsync(HttpRequest request, VerifyFileHandler handler, CancellationToken ct)
    {
        if (await VerifyFileHandler.ReadAsync(request.Body, ct) is not { Length: > 0 } file)
            return ApiProblems.Refused([new("file-size", "请把文件放在正文里，不超过20MB", "body")]);
        var answer = await handler.HandleAsync(file, ct);
        return Results.Ok(new FileResponse(answer.Result, answer.Valid, answer.Digest, answer.Seals));
    }
}

/// <summary>A code to check and what for; in the body, so that codes stay out of address logs.</summary>
public sealed record CodeRequest(string? Code, string? Purpose);

/// <summary>VALID, EXPIRED_QR, SIGNATURE_INVALID, VERSION_SUPERSEDED, STATUS_REVOKED, STATUS_DEREGISTERED, STATUS_SUSPENDED or GRANT_ENDED, with the licence as it is now.</summary>
public sealed record CodeResponse(string Result, string Text, DateTime CheckedAt, IReadOnlyDictionary<string, string>? Licence, string? Status, string? Purpose, string? ShownBy);

/// <summary>VALID, NONE or the first failing step, and every seal found.</summary>
public sealed record FileResponse(string Result, bool Valid, string Digest, IReadOnlyList<CheckedSeal> Seals);
