using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Exchange.LiaisonDesk;

/// <summary>A liaison's reach: the hand-overs of the own department, newest versions. What is not theirs is not there.</summary>
internal sealed class OwnHandOvers(AppDb db, EventLog log, Actor actor)
{
    public static readonly Problem NotThere = new("hand-over-not-found", "没有找到这件。请从列表里打开");

    public IQueryable<HandOver> All => db.Set<HandOver>().Where(h => h.Department == actor.Department && h.Current && !h.AtDesk);

    public Task<HandOver?> FindAsync(Guid id, CancellationToken ct) =>
        actor.Department is null || !actor.May(Permissions.WorkLiaisonDesk) ? Task.FromResult<HandOver?>(null) : All.SingleOrDefaultAsync(h => h.Id == id, ct);

    /// <summary>Saves with the events of what was done; refused when the flow allowed nothing or somebody was faster.</summary>
    public async Task<Result<Guid>> SaveAsync(HandOver row, string process, string? reason, string move, IReadOnlyList<IEvent> events, CancellationToken ct)
    {
        if (events.Count == 0)
            return HandOverFlow.Flow.Move(row.Status, move) is { Ok: false } refused ? refused.Problems[0] : new Problem("hand-over-unchanged", "这件没有变化。请刷新页面查看");
        log.Record(actor, process, reason, events);
        try
        {
            await db.SaveChangesAsync(ct);
            return row.Id;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return new Problem("hand-over-changed", "这件刚刚有了新的进展，您的操作没有保存。请刷新页面，看过以后再办");
        }
    }
}
