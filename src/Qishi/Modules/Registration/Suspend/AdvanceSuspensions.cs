using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Notices;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Jobs;

namespace Qishi.Modules.Registration.Suspend;

/// <summary>
/// Begins suspensions on their first day and ends those whose last day has passed (R-10.47: deemed resumed). After a standstill every step is still taken, dated by
/// the term and not by the day the job ran; each episode in a transaction of its own, so one that fails holds up none.
/// </summary>
internal sealed class AdvanceSuspensions(AppDb db, EventLog log, ILogger<AdvanceSuspensions> logger, TimeProvider clock) : IJob
{
    private static readonly Actor Program = Actor.Program("歇业到期");

    public async Task RunAsync(CancellationToken ct)
    {
        var today = clock.Today();
        var due = await db.Set<Suspension>().AsNoTracking()
            .Where(s => s.OpenKey != null && ((s.State == SuspensionState.Filed && s.From <= today) || s.To < today)).OrderBy(s => s.From).Select(s => s.Id).ToListAsync(ct);
        foreach (var id in due)
        {
            db.ChangeTracker.Clear();
            try
            {
                await StepAsync(id, today, ct);
            }
            catch (DbUpdateException e)
            {
                logger.LogWarning(e, "Suspension {Id} was changed meanwhile; it is looked at again next time", id);
            }
        }
    }

    private async Task StepAsync(Guid id, DateOnly today, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var s = await db.Set<Suspension>().SingleAsync(x => x.Id == id, ct);
        if (s.OpenKey is null)
            return;
        var e = await db.Set<Entity>().SingleAsync(x => x.Id == s.EntityId, ct);
        var events = new List<IEvent>();
        if (s.State == SuspensionState.Filed && s.From <= today)
        {
            if (e.Status != EntityStatus.Registered)
                s.End(SuspensionState.Deregistering, s.From.AddDays(-1));
            else
            {
                s.Begin();
                events.Add(EntityStatusFlow.Move(db, e, EntityStatus.Suspended, "歇业", ChinaTime.ToUtc(s.From, TimeOnly.MinValue)));
            }
        }

        if (s.OpenKey is not null && s.To < today)
        {
            s.End(SuspensionState.AutoResumed, s.To);
            if (e.Status == EntityStatus.Suspended)
                events.Add(EntityStatusFlow.Move(db, e, EntityStatus.Registered, "歇业期满，自动恢复营业", ChinaTime.ToUtc(s.To.AddDays(1), TimeOnly.MinValue)));
            events.Add(new SuspensionChanged(s.Uscc, s.From, s.To, null, true));
            foreach (var notice in await db.Set<PublicNotice>().Where(n => n.EntityId == s.EntityId && n.Kind == NoticeKind.Suspension && n.State == NoticeState.Open).ToListAsync(ct))
                notice.End(s.To, "歇业期满，自动恢复营业");
        }

        if (events.Count > 0)
            log.Record(Program, "SuspensionAdvancing", null, events);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
