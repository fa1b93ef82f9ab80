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

/// <summary>
/// Keeps each matter where its department says it is, tells the applicant what concerns them, and ends the case with its last matter. A case is spoken of
/// some twenty times within minutes, so what waits is taken together.
/// </summary>
internal sealed class FollowMattersWhenDepartmentsAnswer(AppDb db, FinishStartUp finish, CaseMessages messages, EventLog log) : IHandleTogether,
    IHandle<HandOverPushed>, IHandle<HandOverAcknowledged>, IHandle<HandOverStarted>, IHandle<HandOverCompleted>, IHandle<HandOverReturned>,
    IHandle<HandOverAttemptFailed>, IHandle<HandOverOutageDeclared>, IHandle<HandOverResumed>
{
    private static readonly Actor Self = Actor.Program("企业开办");

    public Task HandleAsync(HandOverPushed e, EventContext context, CancellationToken ct) => HandleAsync([e], ct);

    public Task HandleAsync(HandOverAcknowledged e, EventContext context, CancellationToken ct) => HandleAsync([e], ct);

    public Task HandleAsync(HandOverStarted e, EventContext context, CancellationToken ct) => HandleAsync([e], ct);

    public Task HandleAsync(HandOverCompleted e, EventContext context, CancellationToken ct) => HandleAsync([e], ct);

    public Task HandleAsync(HandOverReturned e, EventContext context, CancellationToken ct) => HandleAsync([e], ct);

    public Task HandleAsync(HandOverAttemptFailed e, EventContext context, CancellationToken ct) => HandleAsync([e], ct);

    public Task HandleAsync(HandOverOutageDeclared e, EventContext context, CancellationToken ct) => HandleAsync([e], ct);

    public Task HandleAsync(HandOverResumed e, EventContext context, CancellationToken ct) => HandleAsync([e], ct);

    public async Task HandleAsync(IReadOnlyList<IEvent> events, CancellationToken ct)
    {
        var numbers = events.Cast<IHandOverEvent>().Select(e => e.CaseNo).Distinct().ToList();
        var matters = (await db.Set<StartUpCase>().Where(c => numbers.Contains(c.CaseNo)).SelectMany(c => c.Matters, (c, m) => new { c.CaseNo, Matter = m }).ToListAsync(ct))
            .ToLookup(x => x.CaseNo, x => x.Matter);
        var (finished, toTell) = (new List<MatterFinished>(), new List<(Guid CaseId, Action<StartUpCase> Tell)>());
        foreach (var e in events.Cast<IHandOverEvent>())
            // A finished matter stays finished: a receipt may overtake an acknowledgement.
            if (matters[e.CaseNo].FirstOrDefault(m => m.Matter == e.Matter) is { } m && !m.Status.IsFinished())
                Follow(e, m, finished, toTell);
        foreach (var ofCase in finished.GroupBy(f => f.CaseNo))
            log.Record(Self, "MatterFinishing", null, ofCase);
        var done = finished.Select(f => f.CaseNo).Distinct().Where(n => matters[n].All(m => !m.Selected || m.Status.IsFinished())).Select(n => matters[n].First().CaseId).ToList();
        await EndAndTellAsync(done, toTell, ct);
        await db.SaveChangesAsync(ct);
    }

    private void Follow(IHandOverEvent heard, StartUpMatter m, List<MatterFinished> finished, List<(Guid CaseId, Action<StartUpCase> Tell)> toTell)
    {
        switch (heard)
        {
            case HandOverPushed e:
                (m.Status, m.PayloadVersion, m.PushedAt, m.NextAttemptAt, m.OutageSince) = (MatterStatus.Pushed, e.Version, e.PushedAt, null, null);
                break;
            case HandOverAcknowledged e:
                (m.Status, m.AckedAt) = (MatterStatus.Acked, e.AckedAt);
                break;
            case HandOverStarted:
                m.Status = MatterStatus.Processing;
                break;
            case HandOverCompleted e:
                (m.Status, m.BusinessCompletedAt, m.ReportedAt, m.OutageSince, m.NextAttemptAt) =
                    (e.ByHand ? MatterStatus.ManualDone : MatterStatus.Done, e.BusinessCompletedAt, e.ReportedAt, null, null);
                finished.Add(new MatterFinished(e.CaseNo, m.Matter, e.BusinessCompletedAt, e.ReportedAt));
                break;
            case HandOverReturned e:
                (m.Status, m.ReturnCode) = (e.IsApplicants ? MatterStatus.ReturnedToApplicant : MatterStatus.ReturnedToUs, e.ReturnCode);
                if (e.IsApplicants)
                    toTell.Add((m.CaseId, c => messages.YourTurn(c, Matter.Of(m.Matter))));
                break;
            case HandOverAttemptFailed e:
                (m.Status, m.Attempts, m.NextAttemptAt) = (MatterStatus.Failed, e.Attempt, e.NextAttemptAt);
                break;
            case HandOverOutageDeclared e:
                (m.Status, m.OutageSince, m.NextAttemptAt) = (MatterStatus.Outage, e.Since, null);
                toTell.Add((m.CaseId, c => messages.Outage(c, Matter.Of(m.Matter))));
                break;
            case HandOverResumed:
                (m.Status, m.OutageSince, m.NextAttemptAt) = (MatterStatus.Pending, null, null);
                break;
        }
    }

    /// <summary>Only these need the case itself, whose sealed form is the dearest thing to read; its matters are here already.</summary>
    private async Task EndAndTellAsync(List<Guid> done, List<(Guid CaseId, Action<StartUpCase> Tell)> toTell, CancellationToken ct)
    {
        var needed = done.Concat(toTell.Select(t => t.CaseId)).Distinct().ToList();
        if (needed.Count == 0)
            return;
        var cases = await db.Set<StartUpCase>().Where(c => needed.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        foreach (var (id, tell) in toTell)
            tell(cases[id]);
        foreach (var id in done)
            await finish.IfDoneAsync(cases[id], Self, ct);
    }
}
