using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Permits.Contracts;
using Qishi.Modules.Permits.Model;
using Qishi.Modules.Permits.TellDepartments;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Jobs;
using Qishi.Platform.Messaging;
using Qishi.Platform.Rules;
using Qishi.Platform.Web;

namespace Qishi.Modules.Permits.Jobs;

/// <summary>
/// 双跟踪: after 30, 60, 90 days (parameter) without the permit the entity gets an SMS and the department a to-do; unclaimed notices go to the department's head, then onto
/// the joint office's list. Each notice is saved by itself: one that somebody changes meanwhile waits for the next round.
/// </summary>
internal sealed class RemindAndEscalate(AppDb db, NoticeWork work, Messages messages, Site site, IRules rules, EventLog log, Actor actor, TimeProvider clock) : IJob
{
    private const int AtOnce = 200;

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        var clocks = new NoticeClocks(await rules.BookAsync(ct), await rules.WorkingDaysAsync(ct));
        var due = await db.Set<DualNotice>().Where(n => n.NextReminderAt <= now || n.NextEscalationAt <= now).OrderBy(n => n.PushedAt).Take(AtOnce).Select(n => n.Id).ToListAsync(ct);
        foreach (var id in due)
        {
            db.ChangeTracker.Clear();
            var notice = await db.Set<DualNotice>().SingleAsync(n => n.Id == id, ct);
            if (notice.NextEscalationAt <= now)
                await EscalateAsync(notice, clocks, ct);
            if (notice.NextReminderAt <= now)
                await RemindAsync(notice, clocks, ct);
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateConcurrencyException)
            {
                // A department was faster; what it did counts.
            }
        }
    }

    private async Task RemindAsync(DualNotice n, NoticeClocks clocks, CancellationToken ct)
    {
        var days = clocks.ReminderDays(n.PushedAt!.Value)[n.Reminded];
        n.Remind(clocks);
        var where = n.DepartmentName is { } name ? $"请到{name}办理" : "请来电确认由哪个部门办理";
        var text = n.IsFiling ? $"{n.EntityName}还没有办{n.Permit}。{where}，有疑问请来电{site.Phone}。" : $"{n.EntityName}还没有取得{n.Permit}，取得前不能从事相应经营。{where}，有疑问请来电{site.Phone}。";
        if (n.Mobile.Length > 0)
            messages.Queue(n.Mobile, $"【{site.SmsSignature}】{text}", "permits.remind", "entity:" + n.Uscc);
        await work.TrackAsync(n, days, ct);
        log.Record(actor, "PermitReminding", null, new PermitReminded(n.Id, n.Uscc, days));
    }

    private async Task EscalateAsync(DualNotice n, NoticeClocks clocks, CancellationToken ct)
    {
        n.Escalate(clocks);
        if (n.Escalated >= 2)
            await work.JointOfficeAsync(n, ct);
        else if (n.Department is not null)
            await work.OverdueAsync(n, ct);
        log.Record(actor, "PermitEscalating", null, new PermitClaimEscalated(n.Id, n.Uscc, n.Escalated));
    }
}
