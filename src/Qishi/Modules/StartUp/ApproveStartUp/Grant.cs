using Qishi.Kernel;
using Qishi.Modules.StartUp.IssueLicenceAndHandOver;
using Qishi.Modules.StartUp.ReviewCase;
using Qishi.Platform.Auth;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.StartUp.ApproveStartUp;

/// <summary>The granting itself, once the persons it takes have agreed: accepted, granted, licence, hand-overs.</summary>
internal sealed class Grant(IssueLicenceAndHandOverHandler issue, EventLog log, IRules rules, Actor actor, TimeProvider clock)
{
    /// <param name="file">Case.</param>
    /// <param name="acceptedAt">When the (first) reviewer found it complete and in legal form.</param>
    /// <param name="decidedBy">Account of the first reviewer.</param>
    /// <param name="decidedByName">Name of the first reviewer.</param>
    /// <param name="confirmedBy">Second person; null when one decides.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task IssueAsync(CaseFile file, DateTime acceptedAt, Guid decidedBy, string decidedByName, Guid? confirmedBy, CancellationToken ct)
    {
        var c = file.Case;
        log.Record(actor, "StartUpAccepting", null, Decisions.Accept(c, acceptedAt).ToList());
        await issue.RunAsync(c, null, decidedBy, confirmedBy, ct);
        (c.DecidedBy, c.DecidedByName, c.ConfirmedBy) = (decidedBy, decidedByName, confirmedBy);
        c.LicenceMinutes = (await rules.WorkingDaysAsync(ct)).WorkingMinutes(c.SubmittedAt!.Value, clock.UtcNow());
    }
}
