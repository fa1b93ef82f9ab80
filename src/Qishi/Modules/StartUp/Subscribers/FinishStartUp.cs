using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.Notices;
using Qishi.Platform.Auth;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.StartUp.Subscribers;

/// <summary>Ends a case when its last chosen matter is done, with the verdict on the promise gross and net of outages .</summary>
internal sealed class FinishStartUp(IDepartments departments, IRules rules, CaseMessages messages, EventLog log, TimeProvider clock)
{
    public async Task IfDoneAsync(StartUpCase c, Actor actor, CancellationToken ct)
    {
        if (c.FinishedAt is not null || !c.Matters.All(m => !m.Selected || m.Status.IsFinished()))
            return;
        var time = await ReadAsync(c, ct);
        (c.FinishedAt, c.OnTime, c.OnTimeNet, c.LateDays) = (time.CompletedAt, time.OnTime, time.OnTimeNet, time.LateDays);
        c.Move(StartUpFlow.Archive);
        messages.Finished(c);
        log.Record(actor, "StartUpFinishing", null, new StartUpFinished(c.CaseNo, time.CompletedAt!.Value, time.OnTime, time.OnTimeNet, time.LateDays));
    }

    /// <summary>The opening time of a case as it stands.</summary>
    public async Task<OpeningTime> ReadAsync(StartUpCase c, CancellationToken ct)
    {
        var (now, accepted) = (clock.UtcNow(), c.AcceptedAt ?? c.IssuedAt ?? clock.UtcNow());
        var outages = await departments.OutagesAsync(accepted, now, ct);
        var matters = c.Matters.Where(m => m.Selected).Select(m => new MatterTime(
            m.Matter, c.IssuedAt ?? accepted, m.BusinessCompletedAt, m.ReportedAt,
            [.. outages.Where(o => o.Department == Matter.Of(m.Matter).Department && o.From < (m.BusinessCompletedAt ?? now)).Select(o => (o.From, o.To))])).ToList();
        var book = await rules.BookAsync(ct);
        return OpeningTime.Read(accepted, book.Int("opening.promisedWorkdays", ChinaTime.DayOf(accepted)), matters, now, await rules.WorkingDaysAsync(ct));
    }
}
