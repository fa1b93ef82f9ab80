using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.LiaisonDesk;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Exchange.ReceiveHandOvers;

public sealed class ReceiveHandOversForm
{
    /// <summary>Ids ticked, or the one whose button was pressed.</summary>
    public List<string> Ids { get; set; } = [];
}

/// <summary>A liaison confirms receipt, one or many at once; what changed meanwhile is left alone.</summary>
internal sealed class ReceiveHandOversHandler(AppDb db, EventLog log, OwnHandOvers own, Actor actor, TimeProvider clock)
{
    public async Task<Result<int>> HandleAsync(ReceiveHandOversForm form, CancellationToken ct)
    {
        var ids = form.Ids.Select(i => Guid.TryParse(i, out var id) ? id : Guid.Empty).Where(i => i != Guid.Empty).Distinct().Take(200).ToList();
        if (ids.Count == 0)
            return new Problem("nothing-chosen", "请先勾选要接收的");
        if (actor.Department is null || !actor.May(Permissions.WorkLiaisonDesk))
            return OwnHandOvers.NotThere;
        var now = clock.UtcNow();
        var rows = await own.All.Where(h => ids.Contains(h.Id) && h.Status == HandOverStatus.Pushed).ToListAsync(ct);
        var events = rows.SelectMany(h => h.Acknowledge(now, now)).ToList();
        if (events.Count == 0)
            return new Problem("nothing-to-receive", "勾选的已经接收过了。请刷新页面查看");
        log.Record(actor, "HandOverReceiving", null, events);
        try
        {
            await db.SaveChangesAsync(ct);
            return rows.Count;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("hand-over-changed", "其中有的刚刚有了新的进展，没有保存。请刷新页面后再接收");
        }
    }
}
