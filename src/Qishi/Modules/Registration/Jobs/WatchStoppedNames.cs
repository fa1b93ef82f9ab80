using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Jobs;

namespace Qishi.Modules.Registration.Jobs;

/// <summary>A name that had to be changed was not changed in time: a reason for the abnormal list (art. 23).</summary>
internal sealed record NameChangeOverdue(string Number, string Uscc) : IEvent
{
    public string Subject => "entity:" + Uscc;
}

/// <summary>Finds names that were not changed in time; the supervisor gets the matter for the abnormal list.</summary>
internal sealed class WatchStoppedNames(AppDb db, IWorklist worklist, EventLog log, TimeProvider clock) : IJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        var today = clock.Today();
        foreach (var dispute in await db.Set<NameDispute>().Where(d => d.State == DisputeState.Stopped && d.ChangeDueOn < today).OrderBy(d => d.ChangeDueOn).Take(200).ToListAsync(ct))
        {
            dispute.Move("overdue");
            log.Record(Actor.Program("名称变更到期检查"), "NameChangeWatching", null, new NameChangeOverdue(dispute.Number, dispute.Uscc));
            await worklist.OpenAsync(new("registration.name-overdue:" + dispute.Number, "名称争议", dispute.Name, "逾期没有变更名称，办理列入经营异常名录", Urls.Dispute(dispute.Number),
                Roles.RegistrationSupervisor, null, null, clock.UtcNow(), null), ct);
            await db.SaveChangesAsync(ct);
        }
    }
}
