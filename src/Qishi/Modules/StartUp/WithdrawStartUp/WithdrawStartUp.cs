using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.SubmitStartUp;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.StartUp.WithdrawStartUp;

/// <summary>Withdraws before the decision; the content becomes a draft again at once (K4).</summary>
internal sealed class WithdrawStartUpHandler(AppDb db, CaseAccess access, IWorklist worklist, EventLog log, Actor actor)
{
    /// <returns>The case number; null when there is no such case of the reader.</returns>
    public async Task<Result<string>?> HandleAsync(string caseNo, CancellationToken ct)
    {
        if (await access.FindAsync(caseNo, ct) is not { } c)
            return null;
        if (c.State == StartUpState.Draft)
            return c.CaseNo;
        var moved = c.Move(StartUpFlow.Withdraw);
        if (!moved.Ok)
            return new Problem("not-withdrawable", $"这件现在是“{c.StateInfo.PublicWord}”，不能撤回了", Rule: "R-0.4");
        c.Move(StartUpFlow.Reopen);
        (c.SubmittedAt, c.ReceivedAt, c.AcceptedAt, c.DueAt, c.DueProvisional) = (null, null, null, null, false);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await worklist.CloseAsync(SubmitStartUpHandler.ReviewKey(caseNo), ct);
        log.Record(actor, "StartUpWithdrawing", null, new StartUpWithdrawn(caseNo), new StartUpReopened(caseNo));
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return caseNo;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("changed-meanwhile", "办件状态刚有变化，没有撤回。请刷新后再看");
        }
    }
}
