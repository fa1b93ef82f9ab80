using Qishi.Modules.Exchange.Contracts;
using Qishi.Platform.Auth;

namespace Qishi.Modules.Exchange.ReceiveReceipts;

internal static class ReceiptsEndpoint
{
    private const int MostBytes = 1024 * 1024;

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost(Wire.ReceiptsPath, HandleAsync).OpenToAll("部门系统回执：按部门密钥验HMAC-SM3签名、按部门证书验SM2签名，不用账号").DisableAntiforgery().WithTags("部门数据交换").WithSummary("收部门回执，一条或者最多500条");

    private static async Task<IResult> HandleAsync(HttpContext http, ReceiveReceiptsHandler handler, CancellationToken ct)
    {
        if (await ReadAsync(http.Request, ct) is not { } body)
            return Results.Problem("一次最多1MB，请分批发送", statusCode: 413, title: "回执太大");
        var signature = WireSignature.Read(name => http.Request.Headers[name]);
        var answer = await handler.HandleAsync(signature, http.Request.Path + http.Request.QueryString, body, ct);
        return answer.Refused is { } why
            ? Results.Problem(answer.Sentence, statusCode: answer.Status, title: "回执没有采用", extensions: new Dictionary<string, object?> { ["code"] = "receipt-" + why.ToString().ToLowerInvariant() })
            : Results.Json(answer.Answers, Wire.Json);
    }

    public static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(chunk, ct)) > 0;)
        {
            if (buffer.Length + read > MostBytes)
                return null;
            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }
}
