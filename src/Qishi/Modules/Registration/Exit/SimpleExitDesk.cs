using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Notices;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Exit;

/// <summary>Keeps a simplified deregistration in step with its application and its notice.</summary>
internal sealed class SimpleExitDesk(AppDb db, SimpleDeregAct act, FactsOfExit facts, TimeProvider clock) : INoticeOwner, IApplicationWatcher
{
    public IReadOnlyCollection<NoticeKind> Kinds { get; } = [NoticeKind.SimpleExit, NoticeKind.SoleTraderExit];

    /// <summary>An objection in time stops the procedure at once: the entity goes on as before.</summary>
    public async Task<IReadOnlyList<IEvent>> ObjectedAsync(PublicNotice notice, NoticeObjection objection, CancellationToken ct)
    {
        if (await db.Set<SimpleExit>().SingleOrDefaultAsync(x => x.NoticeId == notice.Id && x.OpenKey != null, ct) is not { } exit)
            return [];
        // A sole trader's application is with the office already; the registrar decides it, the objection stands in the way.
        if (exit.State == SimpleExitState.Applied)
            exit.Must(SimpleExitFlow.Reject);
        else
            exit.Must(exit.State == SimpleExitState.Publishing ? SimpleExitFlow.Object : SimpleExitFlow.Reject);
        notice.Stop(clock.Today(), "收到异议，程序停止");
        return await BackAsync(db, exit, "简易注销有异议", clock.UtcNow(), ct);
    }

    public Task<IReadOnlyList<IEvent>> DecidedAsync(PublicNotice notice, NoticeObjection objection, int open, CancellationToken ct) => Task.FromResult<IReadOnlyList<IEvent>>([]);

    public async Task<IReadOnlyList<IEvent>> SubmittedAsync(ApplicationFile file, CancellationToken ct)
    {
        if (file.Act is not SimpleDeregAct)
            return [];
        if (await SimpleDeregAct.OpenAsync(db, file.Entity!.Id, ct) is { } exit)
        {
            if (exit.State != SimpleExitState.Applied && !exit.SoleTrader)
            {
                if (exit.State == SimpleExitState.Publishing)
                    exit.Must(SimpleExitFlow.Finish);
                exit.Must(SimpleExitFlow.Apply);
            }

            exit.ApplyNumber = file.Application.Number;
            return [];
        }

        return file.Entity.Kind == EntityKind.Individual ? await act.BeginForSoleTraderAsync(file, clock.UtcNow(), ct) : [];
    }

    /// <summary>What can be cured was found at the application: the notice stays and waits .</summary>
    public async Task HinderedAsync(ApplicationFile file, CancellationToken ct)
    {
        if (file.Act is SimpleDeregAct && await SimpleDeregAct.OpenAsync(db, file.Entity!.Id, ct) is { } exit && await WaitsAsync(file, ct))
        {
            if (exit is { State: SimpleExitState.Publishing, SoleTrader: false } && exit.ObjectUntil < clock.Today())
                exit.Must(SimpleExitFlow.Finish);
            if (exit.State == SimpleExitState.PeriodDone)
                exit.Must(SimpleExitFlow.Wait);
        }
    }

    private async Task<bool> WaitsAsync(ApplicationFile file, CancellationToken ct) =>
        FaultRules.Of(EntityStatus.Registered, (await facts.FindAsync(file.Entity!.Uscc, clock.Today(), ct)).Facts) is { Count: > 0 } faults && faults.All(f => f.Class == FaultClass.Wait);

    /// <summary>Returned for correction: the notice stays, no new publication .</summary>
    public async Task<IReadOnlyList<IEvent>> ReturnedAsync(ApplicationFile file, CancellationToken ct)
    {
        if (file.Act is SimpleDeregAct && await SimpleDeregAct.OpenAsync(db, file.Entity!.Id, ct) is { State: SimpleExitState.Applied } exit)
            exit.Must(await WaitsAsync(file, ct) ? SimpleExitFlow.Wait : SimpleExitFlow.Correct);
        return [];
    }

    public async Task<IReadOnlyList<IEvent>> EndedAsync(ApplicationFile file, CancellationToken ct)
    {
        if (file.Act is not SimpleDeregAct || await SimpleDeregAct.OpenAsync(db, file.Entity!.Id, ct) is not { } exit)
            return [];
        var refused = file.Application.State is ApplicationState.Refused or ApplicationState.NotAccepted;
        if (refused || exit.SoleTrader)
        {
            exit.Must(refused || exit.State == SimpleExitState.Applied || exit.State == SimpleExitState.Publishing ? SimpleExitFlow.Reject : SimpleExitFlow.Withdraw);
            foreach (var notice in await db.Set<PublicNotice>().Where(n => n.Id == exit.NoticeId && n.State == NoticeState.Open).ToListAsync(ct))
                notice.Stop(clock.Today(), refused ? "不予登记" : "申请人撤回");
            return await BackAsync(db, exit, refused ? "不予简易注销登记" : "撤回简易注销申请", clock.UtcNow(), ct);
        }

        // Withdrawn by an enterprise within its window: the notice still counts.
        if (exit.State == SimpleExitState.Applied)
            exit.Must(SimpleExitFlow.Correct);
        return [];
    }

    public static async Task<IReadOnlyList<IEvent>> BackAsync(AppDb db, SimpleExit exit, string reason, DateTime at, CancellationToken ct)
    {
        var e = await db.Set<Entity>().SingleAsync(x => x.Id == exit.EntityId, ct);
        if (e.Status != EntityStatus.DeregNotice)
            return [];
        // A suspension that ran out meanwhile does not come back.
        var suspended = await db.Set<Suspend.Suspension>().AnyAsync(s => s.OpenKey == e.Id && s.State == Suspend.SuspensionState.Active, ct);
        return [EntityStatusFlow.Move(db, e, suspended ? EntityStatus.Suspended : EntityStatus.Registered, reason, at)];
    }
}
