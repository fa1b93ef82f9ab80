using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Permits.Contracts;
using Qishi.Modules.StartUp.CheckAndSign;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.FillForm;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.Notices;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.StartUp.SubmitStartUp;

/// <summary>Submitted, or submitted before (E15): the same case either way.</summary>
internal sealed record SubmitOutcome(string CaseNo, DateTime At, bool Repeated)
{
    /// <summary>E15.</summary>
    public string? Sentence => Repeated ? $"这份申请{ChinaTime.At(At):H:mm}已提交过，没有重复提交。办件编号{CaseNo}" : null;
}

/// <summary>One submit for all seven matters: checked again, all or nothing, once.</summary>
internal sealed class SubmitStartUpHandler(
    AppDb db, CaseAccess access, FormReview review, Signers signers, CaseDocuments documents, CaseMessages messages, IPermitNotices permits, IWorklist worklist, IRules rules, EventLog log, Actor actor, TimeProvider clock)
{
    /// <returns>The outcome; null when there is no such case of the reader.</returns>
    public async Task<Result<SubmitOutcome>?> HandleAsync(string caseNo, bool committed, CancellationToken ct)
    {
        try
        {
            return await TryAsync(caseNo, committed, ct);
        }
        catch (DbUpdateException)
        {
            // The other click, or another tab, was first: the version moved or the submission's number is taken. What it did is read below; what else may
            // have failed fails again.
            db.ChangeTracker.Clear();
            return await TryAsync(caseNo, committed, ct);
        }
    }

    private async Task<Result<SubmitOutcome>?> TryAsync(string caseNo, bool committed, CancellationToken ct)
    {
        if (await access.FindAsync(caseNo, ct) is not { } c)
            return null;
        if (!c.MayEdit)
            return c.SubmittedAt is { } at && c.State != StartUpState.Withdrawn
                ? new SubmitOutcome(c.CaseNo, at, Repeated: true)
                : new Problem("not-submittable", $"这件现在是“{c.StateInfo.PublicWord}”，不能提交");
        var a = c.ReadAnswers();
        var x = await review.ContextAsync(c, a, ct);
        var signed = await signers.ReadAsync(c, a, x, ct);
        var problems = Decide(await review.ProblemsAsync(a, x, ct), await review.OpenDefectsAsync(c, a, ct), signed, committed);
        if (problems.Count > 0)
            return Result<SubmitOutcome>.Refused(problems);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        Submit(c, a, x, await rules.WorkingDaysAsync(ct));
        await documents.ApplicationAsync(c, new FormView(c, a, x), signed.Select(s => s.Signed!), ct);
        documents.Receipt(c, x);
        // told which permits are needed, and signed with the form.
        await permits.CommitAsync(
            new SignedCommitment(c.CaseNo, c.SubmissionNo, c.EntityName ?? "", [.. x.Items.Select(i => i.Code)], Signers.DigestOf(a, x),
                [.. signed.Select(s => $"{s.Name}，{CaseDocuments.Way(s.Signed!.Way)}，{ChinaTime.At(s.Signed.At):yyyy年M月d日H:mm}")], signed.Max(s => s.Signed!.At), x.Today), ct);
        messages.Submitted(c);
        await OpenReviewAsync(c, await rules.WorkingDaysAsync(ct), ct);
        log.Record(actor, "StartUpSubmitting", null,
            new StartUpSubmitted(c.CaseNo, c.SubmissionNo, Signers.DigestOf(a, x), [.. c.Matters.Where(m => m.Selected).Select(m => m.Matter).OrderBy(Matter.Order)], c.DueAt!.Value, c.DueProvisional));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new SubmitOutcome(c.CaseNo, c.SubmittedAt!.Value, Repeated: false);
    }

    /// <summary>What still stands in the way of submitting, all at once.</summary>
    internal static IReadOnlyList<Problem> Decide(IReadOnlyList<Problem> found, IReadOnlyList<Problem> defects, IReadOnlyList<Signer> signed, bool committed)
    {
        List<Problem> problems = [.. found, .. defects.Where(d => d.Field is { } f && FormFields.Find(f) is not null)];
        foreach (var signer in signed.Where(s => s.Signed is null))
            problems.Add(new("not-signed", $"{signer.Name}还没有签名。可以在屏幕上签，或用短信验证码确认", $"Sign{signer.Person}", "R-5.4"));
        if (!committed)
            problems.Add(new("not-committed", "请勾选“以上内容真实、完整”后再提交", "Committed"));
        return problems;
    }

    private void Submit(StartUpCase c, Answers a, FormContext x, WorkingDays days)
    {
        var now = clock.UtcNow();
        Must(c.Move(StartUpFlow.Submit));
        Must(c.Move(StartUpFlow.Receive));
        var due = CaseClock.Starting(now, x.Rules.Int("opening.promisedWorkdays", x.Today), days);
        c.SubmissionNo++;
        c.FirstSubmittedAt ??= now;
        c.OperatorKey = PersonKeys.Of(db, a["P1.IdNumber"]);
        (c.SubmittedAt, c.ReceivedAt, c.AcceptedAt, c.DueAt, c.DueProvisional) = (now, now, null, due.DueUtc, due.Provisional);
        foreach (var matter in c.Matters)
            (matter.Status, matter.Selected) = matter.Selected || matter.Matter == Matter.Establishment ? (MatterStatus.Pending, true) : (MatterStatus.NotRequired, false);
        db.Add(new Submission { Id = Guid.CreateVersion7(clock.GetUtcNow()), CaseId = c.Id, No = c.SubmissionNo, Form = a.Write(), Digest = Signers.DigestOf(a, x), At = now });
    }

    private Task OpenReviewAsync(StartUpCase c, WorkingDays days, CancellationToken ct) => worklist.OpenAsync(
        new NewWorkItem(
            ReviewKey(c.CaseNo), "企业开办", c.EntityName ?? c.CaseNo, c.SubmissionNo > 1 ? "审查（重新提交）" : "审查", Urls.Of(Urls.Review, c.CaseNo), Roles.Registrar, null, null,
            days.NextOpening(c.ReceivedAt!.Value), c.DueAt, c.DueProvisional, 0, TagsOf(c)), ct);

    public static string ReviewKey(string caseNo) => "startup.review:" + caseNo;

    internal static IReadOnlyList<string> TagsOf(StartUpCase c) => c.Channel switch
    {
        Channel.Online => [],
        Channel.Counter => ["窗口帮办"],
        Channel.Outlet => ["银行网点"],
        Channel.Spoken => ["口述办照"],
        _ => throw new InvalidOperationException($"Unknown channel {c.Channel}."),
    };

    private static void Must(Result<StartUpState> move)
    {
        if (!move.Ok)
            throw new InvalidOperationException(move.Problems[0].Sentence);
    }
}
