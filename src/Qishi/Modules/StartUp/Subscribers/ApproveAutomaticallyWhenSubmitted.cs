using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.StartUp.ApproveStartUp;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.ReviewCase;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.StartUp.Subscribers;

/// <summary>
/// 智能审批 (rulebook A ): a submitted case that passes every rule is granted at once in the name of the registrar on duty, by the way a registrar's approval goes.
/// Whatever does not pass stays where it is, on a registrar's desk: refusals are never automatic.
/// </summary>
internal sealed class ApproveAutomaticallyWhenSubmitted(AppDb db, CaseFiles files, IAutoApproval auto, Grant grant, TimeProvider clock) : IHandle<StartUpSubmitted>
{
    private static readonly Actor Self = Actor.Program("自动审批");

    public async Task HandleAsync(StartUpSubmitted e, EventContext context, CancellationToken ct)
    {
        // Holds the row: a registrar who decides at the same moment comes before or after, never between.
        await db.Set<StartUpCase>().Where(c => c.CaseNo == e.CaseNo).ExecuteUpdateAsync(s => s.SetProperty(c => c.SavedAt, c => c.SavedAt), ct);
        if (await files.FindAsync(e.CaseNo, ct) is not { IsOpen: true, Proposed: null } file || file.Case.SubmissionNo != e.SubmissionNo)
            return;
        var subject = new AutoCase("startup", e.CaseNo, file.Case.EntityName ?? e.CaseNo, Urls.ReviewOf(e.CaseNo), true, [.. new[] { file.Case.ClerkId, file.Case.AccountId }.OfType<Guid>()]);
        var verdict = await auto.JudgeAsync(subject, file.Draft, ct);
        if (verdict is { Approved: true, RegistrarId: { } registrar } && ReviewRule.IsSinglePerson(file.Draft, file.View.Context.Rules, file.View.Context.Today))
            await GrantAsync(file, registrar, verdict, subject, ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task GrantAsync(CaseFile file, Guid registrar, AutoVerdict verdict, AutoCase subject, CancellationToken ct)
    {
        try
        {
            db.Add(Opinion.OfDecision(file, $"各项规则通过，自动准予登记（规则第{verdict.Version}版）。", Self with { AccountId = registrar, Name = $"{verdict.RegistrarName}（自动审批）" }, clock.UtcNow()));
            await grant.IssueAsync(file, clock.UtcNow(), registrar, verdict.RegistrarName!, null, ct);
            db.Add(CheckSheet.Of(file, clock.UtcNow()));
        }
        catch (NameTakenException taken)
        {
            // Nothing was written yet: the name is looked at before the code is taken.
            db.ChangeTracker.Clear();
            await auto.GiveToPersonAsync(subject, taken.Problem, ct);
        }
    }
}
