using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.LiaisonDesk;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Exchange.RetryHandOver;

public sealed class RetryHandOverForm
{
    public string? Id { get; set; }
}

/// <summary>Brings the next attempt forward to now; the count of failures and the key stay as they are.</summary>
internal sealed class RetryHandOverHandler(AppDb db, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<Result<Guid>> HandleAsync(RetryHandOverForm form, CancellationToken ct)
    {
        if (!actor.May(Permissions.Repair) || !Guid.TryParse(form.Id, out var id) || await db.Set<HandOver>().SingleOrDefaultAsync(h => h.Id == id, ct) is not { } row)
            return OwnHandOvers.NotThere;
        if (row.Status is not (HandOverStatus.Pending or HandOverStatus.Failed))
            return new Problem("retry-state", $"这件现在是“{HandOverFlow.Flow[row.Status].Word}”，不需要重试。请刷新页面查看");
        row.NextActionAt = clock.UtcNow();
        log.Record(actor, "HandOverRetrying", null, new HandOverRetryOrdered(row.Id, row.CaseNo, row.Matter));
        try
        {
            await db.SaveChangesAsync(ct);
            return row.Id;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("hand-over-changed", "这件正在推送。请刷新页面查看");
        }
    }
}
