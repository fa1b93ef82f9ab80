using Qishi.Modules.Exchange.ReconcileDepartments;
using Qishi.Platform.Jobs;

namespace Qishi.Modules.Exchange.Jobs;

/// <summary>R-5.20: daily at 18:00.</summary>
internal sealed class ReconcileEveryEvening(ReconcileDepartmentsHandler reconcile) : IJob
{
    public Task RunAsync(CancellationToken ct) => reconcile.RunAsync(ct);
}
