using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.StartUp.FillForm;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.SecondReview;
using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp.ReviewCase;

/// <summary>Reads cases for the office. Drafts are the applicant's own business: for the office they do not exist.</summary>
internal sealed class CaseFiles(AppDb db, IRegistration registration, FormContextReader reader)
{
    public IQueryable<StartUpCase> Cases => db.Set<StartUpCase>().Where(c => c.SubmissionNo > 0 && c.State != StartUpState.Draft && c.DeletedAt == null);

    /// <summary>The case alone; null when there is none.</summary>
    public async Task<StartUpCase?> CaseAsync(string? caseNo, CancellationToken ct) =>
        caseNo is { Length: <= 20 } ? await Cases.Include(c => c.Matters).SingleOrDefaultAsync(c => c.CaseNo == caseNo, ct) : null;

    /// <summary>The case with everything a decision rests on. The checks ask the register and every gate anew.</summary>
    public async Task<CaseFile?> FindAsync(string? caseNo, CancellationToken ct)
    {
        if (await CaseAsync(caseNo, ct) is not { } c)
            return null;
        var submissions = await db.Set<Submission>().AsNoTracking().Where(s => s.CaseId == c.Id && s.No >= c.SubmissionNo - 1).OrderByDescending(s => s.No).ToListAsync(ct);
        if (submissions.FirstOrDefault() is not { } last || last.No != c.SubmissionNo)
            throw new InvalidOperationException($"Case {c.CaseNo} has no submission {c.SubmissionNo}.");
        var view = await ViewAsync(c, last, ct);
        var before = submissions.Count > 1 ? await ViewAsync(c, submissions[1], ct) : null;
        var draft = EntityDraftMaker.Make(view.Answers, view.Context);
        var opinions = await db.Set<Opinion>().Where(o => o.CaseId == c.Id).ToListAsync(ct);
        // Of a decided case the checks of that day are shown: the register of today says nothing about the decision of then.
        IReadOnlyList<RuleCheck> checks = c.State is StartUpState.Submitted or StartUpState.Received or StartUpState.Accepted or StartUpState.Extended
            ? await registration.CheckAsync(draft, view.Context.Today, ct)
            : (await db.Set<CheckSheet>().AsNoTracking().SingleOrDefaultAsync(x => x.CaseId == c.Id && x.SubmissionNo == c.SubmissionNo, ct))?.Read() ?? [];
        return new CaseFile(
            c, view, before, draft, [.. checks.Select(r => new CheckedRule(r, opinions.FirstOrDefault(o => o.CheckKey == CheckedRule.KeyOf(r))))],
            await db.Set<ProposedDecision>().SingleOrDefaultAsync(p => p.OpenCaseId == c.Id, ct));
    }

    private async Task<FormView> ViewAsync(StartUpCase c, Submission submission, CancellationToken ct)
    {
        var answers = submission.ReadAnswers();
        return new FormView(c, answers, await reader.ReadAsync(c, answers, ct));
    }
}
