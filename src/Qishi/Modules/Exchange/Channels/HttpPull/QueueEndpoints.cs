using System.Globalization;
using System.Text.Json;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.ReceiveReceipts;
using Qishi.Platform.Auth;

namespace Qishi.Modules.Exchange.Channels.HttpPull;

/// <summary>The interface of departments that fetch.</summary>
internal static class QueueEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(WirePlaces.QueuePath, FetchAsync).OpenToAll("部门系统取件：按部门密钥验HMAC-SM3签名，不用账号").WithTags("部门数据交换").WithSummary("取本部门的待取队列，取到的暂时不再给别人");
        app.MapPost(WirePlaces.TakenPath, TakenAsync).OpenToAll("部门系统确认取件：按部门密钥验HMAC-SM3签名，不用账号").DisableAntiforgery().WithTags("部门数据交换").WithSummary("确认取到的件已经保存");
    }

    private static async Task<IResult> FetchAsync(HttpContext http, SignedCallers callers, FetchQueueHandler queue, CancellationToken ct)
    {
        var (department, refused) = await callers.DepartmentAsync(http.Request, [], ct);
        if (department is null)
            return refused!;
        var most = int.TryParse(http.Request.Query["most"], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 50;
        return await queue.FetchAsync(department, most, ct) is { } parcels
            ? Results.Json(parcels, Wire.Json)
            : Results.Problem("贵单位今天的对接方式不是来取", statusCode: 409, title: "没有可取的", extensions: new Dictionary<string, object?> { ["code"] = "route-not-pull" });
    }

    private static async Task<IResult> TakenAsync(HttpContext http, SignedCallers callers, FetchQueueHandler queue, CancellationToken ct)
    {
        if (await ReceiptsEndpoint.ReadAsync(http.Request, ct) is not { } body)
            return Results.StatusCode(413);
        var (department, refused) = await callers.DepartmentAsync(http.Request, body, ct);
        if (department is null)
            return refused!;
        try
        {
            var taken = JsonSerializer.Deserialize<List<WireTaken>>(body, Wire.Json);
            return taken is null || taken.Count > FetchQueueHandler.MostAtOnce || taken.Exists(t => t is not { Key.Length: <= 80, Handle.Length: <= 64 })
                ? Results.BadRequest() : Results.Json(new { taken = await queue.TakenAsync(department, taken, ct) }, Wire.Json);
        }
        catch (JsonException)
        {
            return Results.BadRequest();
        }
    }
}
