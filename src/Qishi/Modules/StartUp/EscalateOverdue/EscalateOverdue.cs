using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.ListCases;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Jobs;
using Qishi.Platform.Rules;

namespace Qishi.Modules.StartUp.EscalateOverdue;

/// <summary>At 100 % of the promised clock a case goes before the head of the section, once; the item leaves the desk when the case has ended.</summary>
internal sealed class EscalateOverdue(AppDb db, IWorklist worklist, IRules rules, EventLog log, TimeProvider clock) : IJob
{
    private const int Batch = 200;

    public async Task RunAsync(CancellationToken ct)
    {
        var (now, days) = (clock.UtcNow(), await rules.WorkingDaysAsync(ct));
        // A promise at closing holds for its whole day.
        var today = ChinaTime.ToUtc(clock.Today(), TimeOnly.MinValue);
        var over = await db.Set<StartUpCase>().Where(OpenCase.Is).Where(c => c.EscalatedAt == null && c.DueAt < today).OrderBy(c => c.DueAt).Take(Batch).ToListAsync(ct);
        foreach (var c in over)
        {
            c.EscalatedAt = now;
            await worklist.OpenAsync(
                new NewWorkItem(
                    KeyOf(c.CaseNo), "企业开办", c.EntityName ?? c.CaseNo, c.IssuedAt is null ? "督办：超过承诺时限，还没有决定" : "督办：超过承诺时限，部门事项没有办结", Urls.ReviewOf(c.CaseNo),
                    Roles.RegistrationSupervisor, null, null, days.NextOpening(c.ReceivedAt!.Value), c.DueAt), ct);
        }

        if (over.Count > 0)
            log.Record(Actor.Program("超期督办"), "OverdueEscalating", null, over.Select(c => new StartUpEscalated(c.CaseNo, c.DueAt!.Value)));
        // Ended, returned to the applicant, or promised anew after a calendar was entered.
        var stillOver = db.Set<StartUpCase>().Where(OpenCase.Is).Where(c => c.DueAt < today).Select(c => c.Id);
        foreach (var c in await db.Set<StartUpCase>().Where(c => c.EscalatedAt != null && !stillOver.Contains(c.Id)).OrderBy(c => c.CaseNo).Take(Batch).ToListAsync(ct))
        {
            c.EscalatedAt = null;
            await worklist.CloseAsync(KeyOf(c.CaseNo), ct);
        }

        await db.SaveChangesAsync(ct);
    }

    internal static string KeyOf(string caseNo) => "startup.overdue:" + caseNo;
}
