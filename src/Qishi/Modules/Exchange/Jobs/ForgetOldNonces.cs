using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Jobs;

namespace Qishi.Modules.Exchange.Jobs;

/// <summary>A nonce is kept twice as long as a request signed with it could be fresh; then the time alone refuses it.</summary>
internal sealed class ForgetOldNonces(AppDb db, ExchangeOptions options, TimeProvider clock) : IJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        var before = clock.UtcNow().AddSeconds(-2 * options.ReplaySeconds);
        await db.Set<SeenNonce>().Where(n => n.SeenAt < before).ExecuteDeleteAsync(ct);
    }
}
