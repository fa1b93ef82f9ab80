using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.Notices;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.StartUp.Subscribers;

/// <summary>Keeps each matter where its department says it is, tells the applicant what concerns them, and ends the case with its last matter .</summary>
internal sealed class FollowMattersWhenDepartmentsAnswer(AppDb db, FinishStartUp finish, CaseMessages messages, EventLog log) :
    IHandle<HandOverPushed>, IHandle<HandOverAcknowledged>, IHandle<HandOverStarted>, IHandle<HandOverCompleted>, IHandle<HandOverReturned>,
    IHandle<HandOverAttemptFailed>, IHandle<HandOverOutageDeclared>, IHandle<HandOverResumed>
{
    private static readonly Actor Self = Actor.Program("企业开办");

    public Task HandleAsync(HandOverPushed e, EventContext context, CancellationToken ct) => OnAsync(e, (_, m) =>
    {
        (m.Status, m.PayloadVersion, m.PushedAt, m.NextAttemptAt, m.OutageSince) = (MatterStatus.Pushed, e.Version, e.PushedAt, null, null);
        return Task.CompletedTask;
    }, ct);

    public Task HandleAsync(HandOverAcknowledged e, EventContext context, CancellationToken ct) => OnAsync(e, (_, m) =>
    {
        (m.Status, m.AckedAt) = (MatterStatus.Acked, e.AckedAt);
        return Task.CompletedTask;
    }, ct);

    public Task HandleAsync(HandOverStarted e, EventContext context, CancellationToken ct) => OnAsync(e, (_, m) =>
    {
        m.Status = MatterStatus.Processing;
        return Task.CompletedTask;
    }, ct);

    public Task HandleAsync(HandOverCompleted e, EventContext context, CancellationToken ct) => OnAsync(e, async (c, m) =>
    {
        (m.Status, m.BusinessCompletedAt, m.ReportedAt, m.OutageSince, m.NextAttemptAt) =
            (e.ByHand ? MatterStatus.ManualDone : MatterStatus.Done, e.BusinessCompletedAt, e.ReportedAt, null, null);
        log.Record(Self, "MatterFinishing", null, new MatterFinished(c.CaseNo, m.Matter, e.BusinessCompletedAt, e.ReportedAt));
        await finish.IfDoneAsync(c, Self, ct);
    }, ct);

    public Task HandleAsync(HandOverReturned e, EventContext context, CancellationToken ct) => OnAsync(e, (c, m) =>
    {
        (m.Status, m.ReturnCode) = (e.IsApplicants ? MatterStatus.ReturnedToApplicant : MatterStatus.ReturnedToUs, e.ReturnCode);
        if (e.IsApplicants)
            messages.YourTurn(c, Matter.Of(m.Matter));
        return Task.CompletedTask;
    }, ct);

    public Task HandleAsync(HandOverAttemptFailed e, EventContext context, CancellationToken ct) => OnAsync(e, (_, m) =>
    {
        (m.Status, m.Attempts, m.NextAttemptAt) = (MatterStatus.Failed, e.Attempt, e.NextAttemptAt);
        return Task.CompletedTask;
    }, ct);

    public Task HandleAsync(HandOverOutageDeclared e, EventContext context, CancellationToken ct) => OnAsync(e, (c, m) =>
    {
        (m.Status, m.OutageSince, m.NextAttemptAt) = (MatterStatus.Outage, e.Since, null);
        messages.Outage(c, Matter.Of(m.Matter));
        return Task.CompletedTask;
    }, ct);

    public Task HandleAsync(HandOverResumed e, EventContext context, CancellationToken ct) => OnAsync(e, (_, m) =>
    {
        (m.Status, m.OutageSince, m.NextAttemptAt) = (MatterStatus.Pending, null, null);
        return Task.CompletedTask;
    }, ct);

    // A finished matter stays finished: a receipt may overtake an acknowledgement.
    private async Task OnAsync(IHandOverEvent e, Func<StartUpCase, StartUpMatter, Task> change, CancellationToken ct)
    {
        var c = await db.Set<StartUpCase>().Include(x => x.Matters).SingleOrDefaultAsync(x => x.CaseNo == e.CaseNo, ct);
        if (c?.Matters.FirstOrDefault(m => m.Matter == e.Matter) is { } matter && !matter.Status.IsFinished())
            await change(c, matter);
        await db.SaveChangesAsync(ct);
    }
}
