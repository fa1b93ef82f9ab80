using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.StartUp.RateService;

public sealed class RateServiceForm
{
    public string? Score { get; set; }
    public string? Comment { get; set; }
}

/// <summary>The applicant's verdict, once, after the end; never required.</summary>
internal sealed class RateServiceHandler(AppDb db, CaseAccess access, EventLog log, Actor actor, TimeProvider clock)
{
    /// <returns>The case number; null when there is no such case of the reader.</returns>
    public async Task<Result<string>?> HandleAsync(string caseNo, RateServiceForm form, CancellationToken ct)
    {
        if (await access.FindAsync(caseNo, ct) is not { } c)
            return null;
        var problems = Decide(c, form);
        if (problems.Count > 0)
            return Result<string>.Refused(problems);
        if (await db.Set<Rating>().AnyAsync(r => r.CaseId == c.Id, ct))
            return caseNo;
        var comment = NormalisedText.Text(form.Comment);
        var score = TypedInput.Number(form.Score!)!.Value;
        db.Add(new Rating { CaseId = c.Id, Score = score, Comment = comment.Length == 0 ? null : comment, At = clock.UtcNow() });
        log.Record(actor, "ServiceRating", null, new StartUpRated(caseNo, score));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            // The other click was first; the first verdict stands.
            db.ChangeTracker.Clear();
            if (!await db.Set<Rating>().AnyAsync(r => r.CaseId == c.Id, ct))
                throw;
        }

        return caseNo;
    }

    internal static IReadOnlyList<Problem> Decide(StartUpCase c, RateServiceForm form)
    {
        List<Problem> problems = [];
        if (c.FinishedAt is null)
            problems.Add(new("not-finished", "全部办好以后才能评价"));
        if (TypedInput.Number(form.Score ?? "") is not (>= 1 and <= 5))
            problems.Add(new("required", "请选择满意程度", "Score"));
        if (NormalisedText.Text(form.Comment).Length > 500)
            problems.Add(new("too-long", "意见最多500个字，请改短", "Comment"));
        return problems;
    }
}
