using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Channels.HttpPull;

/// <summary>Who calls: the department or carrier whose secret signed the request, fresh and for the first time.</summary>
internal sealed class SignedCallers(AppDb db, ExchangeOptions options, TimeProvider clock)
{
    public async Task<(Department? Caller, IResult? Refused)> DepartmentAsync(HttpRequest request, byte[] body, CancellationToken ct)
    {
        var signature = WireSignature.Read(name => request.Headers[name]);
        var caller = signature is null ? null : await db.Set<Department>().AsNoTracking().SingleOrDefaultAsync(d => d.Code == signature.Department, ct);
        var refused = await RefusalAsync(signature, caller?.SecretBytes, request, body, ct);
        return (refused is null ? caller : null, refused);
    }

    public async Task<(Carrier? Caller, IResult? Refused)> CarrierAsync(HttpRequest request, byte[] body, CancellationToken ct)
    {
        var signature = WireSignature.Read(name => request.Headers[name]);
        var caller = signature is null ? null : await db.Set<Carrier>().AsNoTracking().SingleOrDefaultAsync(c => c.Code == signature.Department, ct);
        var refused = await RefusalAsync(signature, caller?.SecretBytes, request, body, ct);
        return (refused is null ? caller : null, refused);
    }

    private async Task<IResult?> RefusalAsync(WireSignature? signature, byte[]? secret, HttpRequest request, byte[] body, CancellationToken ct)
    {
        if (signature is null || secret is null || !signature.Matches(secret, request.Method, request.Path + request.QueryString, "", body))
            return Results.Problem("签名不对", statusCode: 401, title: "请求没有受理");
        if (!signature.IsFresh(clock.UtcNow(), options.ReplaySeconds))
            return Results.Problem("请求时间与本局相差太多，请校准时钟", statusCode: 409, title: "请求没有受理");
        db.Add(new SeenNonce { Department = signature.Department, Nonce = signature.Nonce, SeenAt = clock.UtcNow() });
        try
        {
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
            return null;
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            return Results.Problem("这个请求以前来过", statusCode: 409, title: "请求没有受理");
        }
    }
}
