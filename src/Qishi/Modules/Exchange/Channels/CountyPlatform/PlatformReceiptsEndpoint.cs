using Qishi.Modules.Exchange.Channels.HttpPull;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.ReceiveReceipts;
using Qishi.Platform.Auth;

namespace Qishi.Modules.Exchange.Channels.CountyPlatform;

/// <summary>Receipts the platform carries: its own signature lets it in, the department's inside is what is believed.</summary>
internal static class PlatformReceiptsEndpoint
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost(WirePlaces.PlatformReceiptsPath, HandleAsync).OpenToAll("一体化平台转送回执：按平台密钥验签，再按部门密钥验内层签名，不用账号").DisableAntiforgery().WithTags("部门数据交换").WithSummary("收一体化平台转送的部门回执");

    private static async Task<IResult> HandleAsync(HttpContext http, SignedCallers callers, StoredReceipts intake, CancellationToken ct)
    {
        if (await ReceiptsEndpoint.ReadAsync(http.Request, ct) is not { } body)
            return Results.StatusCode(413);
        var (carrier, refused) = await callers.CarrierAsync(http.Request, body, ct);
        if (carrier is null)
            return refused!;
        if (WireParcel.Read(body) is not { } parcel)
            return Results.BadRequest();
        var answer = await intake.TakeAsync(parcel.Signature(), parcel.Body, ct);
        return answer.Refused is null ? Results.Json(answer.Answers, Wire.Json) : Results.Problem(answer.Sentence, statusCode: answer.Status, title: "回执没有采用");
    }
}
