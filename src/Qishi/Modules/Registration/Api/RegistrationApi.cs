using Qishi.Kernel;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.DeclareName;
using Qishi.Modules.Registration.VerifyLicence;
using Qishi.Platform.Auth;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.Api;

/// <summary>The register for machine clients: the same handlers as the pages.</summary>
internal static class RegistrationApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").WithTags("登记").RequireRateLimiting(RateLimits.Api);
        api.MapGet("/entities/{uscc}", FindAsync).Needs(Permissions.Api).WithSummary("按统一社会信用代码查登记信息").Produces<EntityResponse>().ProducesProblem(404).ProducesProblem(422);
        api.MapGet("/licences/verify", VerifyAsync).Needs(Permissions.Api).WithSummary("核验执照二维码").Produces<LicenceResponse>();
        api.MapPost("/codes/check", CheckCode).Needs(Permissions.Api).WithSummary("校验统一社会信用代码或身份证号码（身份证只回是否有效）").Produces<CodeResponse>().ProducesProblem(422);
        api.MapPost("/names/check", CheckNameAsync).Needs(Permissions.Api).WithSummary("名称预检：结构、禁限用字词、查重").Produces<NameResponse>().ProducesProblem(422);
        api.MapPost("/names/reserve", ReserveNameAsync).Needs(Permissions.ReserveByApi).WithSummary("名称保留：检查后保留，相近的须声明承担风险；同一key只保留一次").Produces<ReservationResponse>().ProducesProblem(422);
        api.MapGet("/scope", FindScopeAsync).Needs(Permissions.Api).WithSummary("用平常的话查经营范围规范表述").Produces<IReadOnlyList<ScopeItemCard>>();
    }

    private static async Task<IResult> FindAsync(string uscc, IRegistration registration, CancellationToken ct)
    {
        var code = Uscc.Parse(uscc);
        if (!code.Ok)
            return ApiProblems.Refused(code.Problems);
        return await registration.FindAsync(code.Value.Value, ct) is { } e
            ? Results.Ok(new EntityResponse(e.Uscc, e.Name, Wording.KindWord(e.Kind), e.Status.ToString(), Wording.Statuses[e.Status].Word, e.HeadName, e.Address, e.ScopeText, e.EstablishedOn, e.CapitalFen))
            : ApiProblems.NotFound($"代码为“{code.Value.Value}”的企业");
    }

    private static async Task<IResult> VerifyAsync(string? token, VerifyLicenceHandler handler, CancellationToken ct)
    {
        var answer = await handler.HandleAsync(token?.Trim() ?? "", ct);
        return Results.Ok(new LicenceResponse(answer.State.ToString(), answer.Words.Word, answer.CheckedAt, answer.Entity?.Uscc, answer.Entity?.Name, answer.Entity?.EstablishedOn, answer.Entity?.Address));
    }

    private static IResult CheckCode(CodeRequest request, TimeProvider clock) => request.Kind switch
    {
        "uscc" => Of(Uscc.Parse(request.Value), u => u.Warnings),
        "id" => Of(CitizenId.Parse(request.Value, clock.Today()), _ => []),
        _ => ApiProblems.Refused([new("kind-unknown", $"kind应为uscc或id，现在是“{request.Kind}”", "kind")]),
    };

    // A wrong code is an answer, not an error of the call. Of an ID number nothing comes back but whether it holds.
    private static IResult Of<T>(Result<T> parsed, Func<T, IReadOnlyList<string>> warnings) =>
        Results.Ok(new CodeResponse(parsed.Ok, [.. parsed.Problems.Select(p => p.Sentence)], parsed.Ok ? warnings(parsed.Value) : []));

    private static async Task<IResult> CheckNameAsync(NameRequest request, IRegistration registration, TimeProvider clock, CancellationToken ct)
    {
        if (!Enum.TryParse<EntityKind>(request.Kind, ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
            return ApiProblems.Refused([new("kind-unknown", $"kind应为Individual或Llc，现在是“{request.Kind}”", "kind")]);
        var name = new NameParts(request.Division ?? "", request.TradeName ?? "", request.Industry ?? "", request.Form ?? "");
        var verdict = await registration.CheckNameAsync(name, kind, clock.Today(), ct);
        return Results.Ok(new NameResponse(verdict.Result.ToString(), [.. verdict.Problems.Select(p => p.Sentence)], verdict.Similar, [.. verdict.Found.Take(MostFound)], verdict.Found.Count));
    }

    private static async Task<IResult> ReserveNameAsync(ReservationRequest request, DeclareNameHandler declare, ReserveNameHandler reserve, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Key) || request.Key.Length > 60)
            return ApiProblems.Refused([new("key-required", "请给出key（每次申请一个，不超过60个字符），重复调用时用同一个", "key")]);
        var kind = Enum.TryParse<EntityKind>(request.Kind, ignoreCase: true, out var known) ? known.ToString() : request.Kind;
        var declared = await declare.HandleAsync(
            new() { Kind = kind, Division = request.Division, TradeName = request.TradeName, Industry = request.Industry, NameForm = request.Form, NeedsApproval = request.NeedsApproval ? "true" : null }, request.Key + ":declare", ct);
        if (!declared.Ok)
            return ApiProblems.Refused(declared.Problems);
        var reserved = await reserve.HandleAsync(declared.Value, new() { RiskConfirmed = request.RiskConfirmed ? "true" : null }, request.Key, ct);
        if (reserved is not { Ok: true, Value: var number })
            return ApiProblems.Refused(reserved?.Problems ?? [new("name-gone", "没有这个申报")]);
        var row = (await reserve.FindAsync(number, ct))!;
        return Results.Ok(new ReservationResponse(row.Number, row.Full, row.State.ToString(), row.ExpiresOn));
    }

    private const int MostFound = 20;

    private static async Task<IResult> FindScopeAsync(string? q, IRegistration registration, CancellationToken ct) => Results.Ok(await registration.FindScopeAsync(q, 20, ct));
}

/// <summary>Published items of an entity.</summary>
public sealed record EntityResponse(
    string Uscc, string Name, string Kind, string Status, string StatusText, string HeadName, string Address, string Scope, DateOnly EstablishedOn, long? CapitalFen);

/// <summary>Result of a licence check; empty fields when the licence is unknown.</summary>
public sealed record LicenceResponse(string State, string Text, DateTime CheckedAt, string? Uscc, string? Name, DateOnly? EstablishedOn, string? Address);

/// <summary>A code to check; <c>kind</c> is uscc or id. In the body, so that numbers stay out of address logs.</summary>
public sealed record CodeRequest(string? Kind, string? Value);

/// <summary>Whether it holds, why not, and doubts that are no errors.</summary>
public sealed record CodeResponse(bool Valid, IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings);

/// <summary>The parts of a name.</summary>
public sealed record NameRequest(string? Kind, string? Division, string? TradeName, string? Industry, string? Form);

/// <summary>Free, Similar or Blocked, with the sentences and the names found.</summary>
public sealed record NameResponse(string Result, IReadOnlyList<string> Problems, IReadOnlyList<string> Similar, IReadOnlyList<NameFinding> Found, int FoundTotal);

/// <summary>A name to reserve. <c>key</c> makes a repeated call harmless; <c>riskConfirmed</c> takes on the risk of a similar name.</summary>
public sealed record ReservationRequest(string? Key, string? Kind, string? Division, string? TradeName, string? Industry, string? Form, bool NeedsApproval, bool RiskConfirmed);

/// <summary>The reservation: number, whole name, state and last day.</summary>
public sealed record ReservationResponse(string Number, string Name, string State, DateOnly? Until);
