using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Deliver;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Channels.CountyPlatform;

/// <summary>
/// 数字政务一体化平台: one address for several departments. It carries the department's own signed envelope inside its request, so it can lose or repeat a matter
/// but not change one; number, clock, receipt and proof stay with the bureau.
/// </summary>
internal sealed class PlatformChannel(IServiceScopeFactory scopes, DepartmentClient client, TimeProvider clock) : IChannel
{
    public RouteKind Kind => RouteKind.Platform;

    public async Task<PushOutcome> SendAsync(Parcel parcel, TimeSpan limit, CancellationToken ct)
    {
        var department = parcel.Department;
        var sealed_ = WireParcel.Seal(department.SecretBytes, department.Code, WirePlaces.HandOversPath, parcel.Key, parcel.Body, clock.UtcNow());
        var body = JsonSerializer.SerializeToUtf8Bytes(sealed_, Wire.Json);
        return await CarrierAsync(ct) is { } carrier
            ? await client.HandAsync(new(carrier.Endpoint, carrier.Code, carrier.SecretBytes), "/matters", "", body, limit, ct)
            : clock.Outcome(AttemptOutcome.Unreachable, "还没有登记一体化平台的地址");
    }

    public async Task<string?> ProbeAsync(Department department, TimeSpan limit, CancellationToken ct) =>
        await CarrierAsync(ct) is { } carrier
            ? await client.ProbeAsync(new(carrier.Endpoint, carrier.Code, carrier.SecretBytes), "/health/" + department.Code, limit, ct)
            : "还没有登记一体化平台的地址";

    private async Task<Carrier?> CarrierAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Carrier>().AsNoTracking().SingleOrDefaultAsync(c => c.Code == Carrier.PlatformCode && c.Endpoint != "", ct);
    }
}
