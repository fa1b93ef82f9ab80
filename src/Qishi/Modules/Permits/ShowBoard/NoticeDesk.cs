using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Permits.Model;
using Qishi.Modules.Permits.TellDepartments;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Permits.ShowBoard;

/// <summary>What somebody may see and act on: a liaison the own department's notices and those published for claiming, the bureau all.</summary>
internal sealed class NoticeDesk(AppDb db, EventLog log, IRules rules, Actor actor)
{
    public static readonly Problem NotThere = new("notice-not-found", "没有找到这一件。请从列表里打开");

    public string? Department => OwnDepartment.Of(actor);

    public IQueryable<DualNotice> Visible => actor.May(Permissions.WatchAll)
        ? db.Set<DualNotice>()
        : actor.May(Permissions.Board) && Department is { } own ? db.Set<DualNotice>().Where(n => n.Department == own || n.State == NoticeState.Published) : db.Set<DualNotice>().Where(n => false);

    public Task<DualNotice?> FindAsync(Guid id, CancellationToken ct) => Visible.SingleOrDefaultAsync(n => n.Id == id, ct);

    /// <summary>One the actor's department may work on; null otherwise.</summary>
    public async Task<DualNotice?> OwnAsync(Guid id, CancellationToken ct) =>
        actor.May(Permissions.Work) && Department is { } own && await FindAsync(id, ct) is { } n && (n.Department == own || n.State == NoticeState.Published) ? n : null;

    public async Task<NoticeClocks> ClocksAsync(CancellationToken ct) => new(await rules.BookAsync(ct), await rules.WorkingDaysAsync(ct));

    public async Task<Result<Guid>> SaveAsync(DualNotice n, string process, IEnumerable<IEvent> events, CancellationToken ct)
    {
        log.Record(actor, process, null, events);
        try
        {
            await db.SaveChangesAsync(ct);
            return n.Id;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return new Problem("notice-changed", "这一件刚刚有了新的进展，您的操作没有保存。请刷新页面，看过以后再办");
        }
    }
}
