using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Permits.Contracts;
using Qishi.Modules.Permits.Model;
using Qishi.Modules.Permits.TellDepartments;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Permits.Subscribers;

/// <summary>Who has left the register needs no permit: what is still open ends, also at the department's desk.</summary>
internal sealed class EndNoticesWhenEntityDeregistered(AppDb db, NoticeWork work, IDeskHandOvers desks, EventLog log, Actor actor, TimeProvider clock) : IHandle<EntityDeregistered>
{
    public async Task HandleAsync(EntityDeregistered e, EventContext context, CancellationToken ct)
    {
        foreach (var notice in await db.Set<DualNotice>().Where(n => n.Uscc == e.Uscc && !NoticeFlow.Final.Contains(n.State)).ToListAsync(ct))
        {
            if (!notice.Move(NoticeFlow.End, clock.UtcNow()).Ok)
                continue;
            notice.StopAsking();
            await work.CloseAsync(notice, ct);
            await desks.FinishAsync(notice.Uscc, notice.HandOverMatter, clock.UtcNow(), new Dictionary<string, string> { ["result"] = "主体已注销" }, ct);
            log.Record(actor, "PermitNoticeEnding", null, new PermitNoticeEnded(notice.Id, notice.Uscc));
        }

        await db.SaveChangesAsync(ct);
    }
}
