using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Notices;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Jobs;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Registration.Exit;

/// <summary>
/// Ends notice periods that have passed and lapses simplified deregistrations nobody applied for. Dated by the period, not by the day the job ran; each row in a
/// transaction of its own.
/// </summary>
internal sealed class AdvanceExits(AppDb db, FactsOfExit facts, IRules rules, EventLog log, ILogger<AdvanceExits> logger, TimeProvider clock) : IJob
{
    private static readonly Actor Program = Actor.Program("公示期满");

    public async Task RunAsync(CancellationToken ct)
    {
        var today = clock.Today();
        var due = await db.Set<SimpleExit>().AsNoTracking().Where(x => x.OpenKey != null
            && ((x.State == SimpleExitState.Publishing && x.ObjectUntil < today) || x.State == SimpleExitState.ToleratedWait || (x.ApplyUntil != null && x.ApplyUntil < today))).Select(x => x.Id).ToListAsync(ct);
        foreach (var id in due)
            await TryAsync(() => ExitAsync(id, today, ct), id);
        var over = await db.Set<PublicNotice>().AsNoTracking().Where(n => n.State == NoticeState.Open && n.To != null && n.To < today && n.Kind != NoticeKind.Forced && n.Kind != NoticeKind.FalseRegistration).Select(n => n.Id).ToListAsync(ct);
        foreach (var id in over)
            await TryAsync(() => NoticeAsync(id, today, ct), id);
    }

    private async Task TryAsync(Func<Task> step, Guid id)
    {
        db.ChangeTracker.Clear();
        try
        {
            await step();
        }
        catch (DbUpdateException e)
        {
            logger.LogWarning(e, "{Id} was changed meanwhile; it is looked at again next time", id);
        }
    }

    private async Task ExitAsync(Guid id, DateOnly today, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var x = await db.Set<SimpleExit>().SingleAsync(e => e.Id == id, ct);
        var events = new List<IEvent>();
        if (x.State == SimpleExitState.Publishing && x.ObjectUntil < today)
        {
            x.Must(SimpleExitFlow.Finish);
            if (x.SoleTrader)
            {
                x.Must(SimpleExitFlow.Apply);
                if (x.ApplyNumber is { } number)
                    events.Add(new Acts.ObjectionPeriodOver(number));
            }
        }

        // What had to be waited for is gone: the procedure runs again, with the notice it has.
        if (x.State == SimpleExitState.ToleratedWait && (await facts.FindAsync(x.Uscc, today, ct)).Facts.Count == 0)
        {
            // The window begins anew, so that waiting costs nobody the notice.
            x.Must(SimpleExitFlow.Check);
            var again = (await rules.WorkingDaysAsync(ct)).AddCalendarDays(today, (await rules.BookAsync(ct)).Int("simple.applyCD", today), true).Date;
            x.ApplyUntil = x.ApplyUntil > again ? x.ApplyUntil : again;
        }

        if (x.State is SimpleExitState.PeriodDone or SimpleExitState.ToleratedFormat && x.ApplyUntil < today)
        {
            var known = await facts.FindAsync(x.Uscc, x.ApplyUntil.Value, ct);
            if (x.State == SimpleExitState.PeriodDone && FaultRules.Of(Contracts.EntityStatus.Registered, known.Facts).Any(f => f.Class == FaultClass.Wait))
                x.Must(SimpleExitFlow.Wait);
            else
            {
                x.Must(SimpleExitFlow.Lapse);
                events.AddRange(await SimpleExitDesk.BackAsync(db, x, "简易注销公示后没有在期限内申请", ChinaTime.ToUtc(x.ApplyUntil.Value.AddDays(1), TimeOnly.MinValue), ct));
            }
        }

        if (events.Count > 0)
            log.Record(Program, "ExitAdvancing", null, events);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task NoticeAsync(Guid id, DateOnly today, CancellationToken ct)
    {
        if (await db.Set<PublicNotice>().SingleAsync(n => n.Id == id, ct) is { State: NoticeState.Open, To: { } to } notice && to < today)
            notice.End(to, "公示期满");
        await db.SaveChangesAsync(ct);
    }
}
