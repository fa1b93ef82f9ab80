using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.StartUp.ReviewCase;

/// <summary>
/// Every decision of the office runs here: read, decided and written in one transaction, once per form. Of two who decide at the same moment one wins; the other is
/// told who was first.
/// </summary>
internal sealed class Decisions(AppDb db, CaseFiles files, Once once, EventLog log, IWorklist worklist, Actor actor, TimeProvider clock)
{
    private const int Attempts = 3;

    /// <param name="caseNo">Case.</param>
    /// <param name="key">Key of the form.</param>
    /// <param name="process">Name of the process for the log.</param>
    /// <param name="act">Decides and changes; gives the sentence for the next page and the events.</param>
    /// <param name="ct">Cancellation.</param>
    /// <returns>The sentence; null when there is no such case.</returns>
    public async Task<Result<string>?> RunAsync(string caseNo, string key, string process, Func<CaseFile, Task<Result<Decided>>> act, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            // The page has read the case for showing it; what counts is how it stands inside the transaction.
            db.ChangeTracker.Clear();
            try
            {
                return await TryAsync(caseNo, key, process, act, ct);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Somebody else changed what the decision rests on (the same name granted in another case, the applicant withdrew): read and decide anew.
            }
        }
    }

    private async Task<Result<string>?> TryAsync(string caseNo, string key, string process, Func<CaseFile, Task<Result<Decided>>> act, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Holds the row, so that two decisions on one case run one after the other and the second sees the first.
        await db.Set<StartUpCase>().Where(c => c.CaseNo == caseNo).ExecuteUpdateAsync(s => s.SetProperty(c => c.SavedAt, c => c.SavedAt), ct);
        if (await once.FindAsync(key, ct) is { } before)
            return before;
        if (await files.FindAsync(caseNo, ct) is not { } file)
            return null;
        var wasOpen = file.IsOpen;
        var result = await act(file);
        if (!result.Ok)
        {
            // Nothing of a refused decision may be saved later, and the page shows the case as it is.
            db.ChangeTracker.Clear();
            return Result<string>.Refused(result.Problems);
        }

        once.Remember(key, result.Value.Sentence);
        if (wasOpen && !file.IsOpen)
            db.Add(CheckSheet.Of(file, clock.UtcNow()));
        if (result.Value.Events.Count > 0)
            log.Record(actor, process, null, result.Value.Events);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return result.Value.Sentence;
    }

    /// <summary>Reasons for which nobody may decide now, or this person may not; empty when all is well.</summary>
    public static IEnumerable<Problem> Hindrances(CaseFile file, Actor actor, string permission, string word)
    {
        if (!actor.May(permission))
            yield return new("not-permitted", $"您的账号没有“{word}”权限。需要办理的，请联系登记注册股负责人");
        else if (!file.IsOpen)
            yield return AlreadyDecided(file.Case);
        else if (file.Proposed is { } proposed)
            yield return new("waits-for-second", $"{proposed.FirstByName}已提出“{proposed.Word}”，等第二人复核，现在不能另作决定");
        else if (actor.AccountId is { } me && (me == file.Case.ClerkId || me == file.Case.AccountId))
            yield return new("assisted-by-same-person", "这件是您帮申请人填写的，不能由您审查。请交其他登记人员", null, "R-14.12");
    }

    public static Problem AlreadyDecided(StartUpCase c) =>
        new("already-decided", c.DecidedByName is { } who && c.State is not StartUpState.Returned
            ? $"这件已由{who}办理，现在是“{c.StateInfo.Word}”，没有重复办理"
            : $"这件现在是“{c.StateInfo.Word}”，不能办理这一步");

    /// <summary>Ends the case's item on the desks.</summary>
    public Task CloseItemAsync(StartUpCase c, CancellationToken ct) => worklist.CloseAsync(SubmitStartUp.SubmitStartUpHandler.ReviewKey(c.CaseNo), ct);

    /// <summary>Puts another item in place of the case's item.</summary>
    public Task OpenItemAsync(StartUpCase c, string act, string role, Guid? watcher, DateTime start, DateTime? due, bool provisional, CancellationToken ct) => worklist.OpenAsync(
        new NewWorkItem(
            SubmitStartUp.SubmitStartUpHandler.ReviewKey(c.CaseNo), "企业开办", c.EntityName ?? c.CaseNo, act, Urls.ReviewOf(c.CaseNo), role, null, null, start, due, provisional, 0,
            SubmitStartUp.SubmitStartUpHandler.TagsOf(c), watcher), ct);

    /// <summary>A move of the flow that the decision has already allowed.</summary>
    public static void Must(Result<StartUpState> move)
    {
        if (!move.Ok)
            throw new InvalidOperationException(move.Problems[0].Sentence);
    }

    /// <summary>Received, where the submission has not already done so.</summary>
    public static void Receive(StartUpCase c, DateTime now)
    {
        if (c.State != StartUpState.Submitted)
            return;
        Must(c.Move(StartUpFlow.Receive));
        c.ReceivedAt ??= now;
    }

    /// <summary>Accepted at the moment a reviewer found it complete and in legal form (S1 art. 19); folded into the decision.</summary>
    public static IEnumerable<IEvent> Accept(StartUpCase c, DateTime at)
    {
        Receive(c, at);
        if (c.State != StartUpState.Received)
            yield break;
        Must(c.Move(StartUpFlow.Accept));
        c.AcceptedAt = at;
        yield return new Contracts.StartUpAccepted(c.CaseNo, at, c.DueAt ?? at);
    }
}

/// <summary>What a decision leaves: the sentence for the person, the events for the log.</summary>
internal sealed record Decided(string Sentence, IReadOnlyList<IEvent> Events);
