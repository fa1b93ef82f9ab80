using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Registration.AutoApproval;

/// <summary>
/// 智能审批 of the acts on the register: a submitted application that passes every rule is granted at once in the name of the registrar on duty, the way a registrar grants it.
/// Whatever does not pass stays on the desk; nothing is ever refused here.
/// </summary>
internal sealed class ApproveActAutomaticallyWhenSubmitted(AppDb db, ApplicationFiles files, AutoApprovals auto, ApplicationGrant grant, EventLog log, TimeProvider clock) : IHandle<ApplicationSubmitted>, IHandle<ObjectionPeriodOver>
{
    private static readonly Actor Self = Actor.Program("自动审批");

    public Task HandleAsync(ApplicationSubmitted e, EventContext context, CancellationToken ct) => JudgeAsync(e.Number, e.SubmissionNo, ct);

    /// <summary>What had to wait for the departments is judged again when they said nothing.</summary>
    public Task HandleAsync(ObjectionPeriodOver e, EventContext context, CancellationToken ct) => JudgeAsync(e.Number, null, ct);

    private async Task JudgeAsync(string number, int? submission, CancellationToken ct)
    {
        if (!await auto.ActsAreJudgedAsync(ct))
            return;
        // Holds the rows as every step of the office does: a registrar who decides at the same moment comes before or after, never between.
        var held = db.Set<RegistrationApplication>().Where(a => a.Number == number);
        await held.ExecuteUpdateAsync(s => s.SetProperty(a => a.SavedAt, a => a.SavedAt), ct);
        if (await held.Select(a => a.EntityId).SingleOrDefaultAsync(ct) is not { } entity)
            return;
        await db.Set<Entity>().Where(x => x.Id == entity).ExecuteUpdateAsync(s => s.SetProperty(x => x.Edition, x => x.Edition), ct);
        if (await files.FindAsync(db.Set<RegistrationApplication>(), number, ct) is not { Application: { IsOpen: true, Proposed: null } a } file || (submission is { } no && a.SubmissionNo != no))
            return;
        var (subject, verdict) = await auto.JudgeActAsync(file, ct);
        if (verdict is { Approved: true, RegistrarId: { } registrar })
        {
            a.Must(ApplicationFlow.Accept);
            a.AcceptedAt = clock.UtcNow();
            var granted = await grant.GrantAsync(file, registrar, verdict.RegistrarName, null, ct);
            if (granted.Ok)
                log.Record(Self with { AccountId = registrar, Name = $"{verdict.RegistrarName}（自动审批）" }, "ApplicationApproving", $"规则第{verdict.Version}版", [new ApplicationAccepted(a.Number, a.AcceptedAt.Value), .. granted.Value.Events]);
            else
            {
                // The name was taken meanwhile: nothing of the act stands, a person is told why.
                db.ChangeTracker.Clear();
                await auto.GiveToPersonAsync(subject, granted.Problems[0], ct);
            }
        }

        await db.SaveChangesAsync(ct);
    }
}

/// <summary>On the review page: what the automatic rules found, so that the person sees why it came to a person.</summary>
internal sealed class AutoReviewPanel(AppDb db) : IReviewPanel
{
    public async Task<ReviewPanel?> ShowAsync(ApplicationFile file, Actor actor, CancellationToken ct)
    {
        var number = file.Application.Number;
        var verdict = await db.Set<AutoVerdictRow>().AsNoTracking().Where(v => v.CaseNo == number).OrderByDescending(v => v.At).FirstOrDefaultAsync(ct);
        if (verdict is null)
            return null;
        var failed = verdict.Read().Where(l => !l.Passed).Select(l => $"{l.Title}：{l.Detail}").ToList();
        return new(verdict.Approved ? "自动审批准予" : "自动审批转人工", verdict.Approved ? [$"规则第{verdict.RulesNo}版各项通过，由{verdict.RegistrarName}负责。"] : failed, [(Urls.AutoOf(verdict.Id), "看各条规则的结果")]);
    }
}
