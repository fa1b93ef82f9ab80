using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;

namespace Qishi.Departments;

/// <summary>The county's integrated platform: takes matters for all departments at one address and hands them on unopened.</summary>
internal sealed class PlatformDesk(DepartmentsOptions options, SteeringDesk steering, Reception reception, TimeProvider clock)
{
    public const string Code = "PLATFORM";

    public void Map(IEndpointRouteBuilder web)
    {
        // Two parameters: with the context alone it would count as a bare request delegate, and the answer would be dropped.
        web.MapPost("/platform/matters", (HttpContext c, CancellationToken _) => TakeAsync(c));
        web.MapGet("/platform/health/{code}", (string code, HttpContext c) =>
            Habit.Of(code) is not { } habit ? Results.NotFound() : !IsSigned(c, []) ? Results.Unauthorized() : steering[habit.Code].IsDown(clock.UtcNow()) ? Results.StatusCode(503) : Results.Ok());
    }

    private async Task<IResult> TakeAsync(HttpContext c)
    {
        using var buffer = new MemoryStream();
        await c.Request.Body.CopyToAsync(buffer, c.RequestAborted);
        var body = buffer.ToArray();
        if (!IsSigned(c, body))
            return Results.Unauthorized();
        if (WireParcel.Read(body) is not { } parcel || Habit.Of(parcel.Department) is not { } habit)
            return Results.UnprocessableEntity();
        var arrived = await reception.TakeAsync(habit, parcel.Signature(), WirePlaces.HandOversPath, parcel.Key, parcel.Body, 300, Door.Platform, c.RequestAborted);
        if (arrived == Arrived.TakenWithoutReply)
            c.Abort();
        return arrived.Answer(parcel.Key);
    }

    private bool IsSigned(HttpContext c, byte[] body) =>
        options.Secret(Code) is { } secret && WireSignature.Read(n => c.Request.Headers[n]) is { } signature && signature.Department == Code
        && signature.Matches(secret, c.Request.Method, c.Request.Path + c.Request.QueryString, "", body) && signature.IsFresh(clock.UtcNow(), 300);
}

internal static class ArrivedAnswers
{
    /// <summary>The HTTP answer of an arrival.</summary>
    public static IResult Answer(this Arrived arrived, string key) => arrived switch
    {
        Arrived.Taken or Arrived.Known or Arrived.TakenWithoutReply => Results.Json(new { key, again = arrived == Arrived.Known }, Wire.Json, statusCode: 202),
        Arrived.NotSigned => Results.Unauthorized(),
        Arrived.Unreadable => Results.UnprocessableEntity(),
        Arrived.Down => Results.StatusCode(503),
        Arrived.Failed => Results.StatusCode(500),
        _ => throw new InvalidOperationException($"Unknown arrival {arrived}."),
    };
}
