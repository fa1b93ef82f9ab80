using Qishi.Kernel;
using Qishi.Modules.Permits.Contracts;
using Qishi.Modules.Permits.ShowBoard;
using Qishi.Modules.Permits.TellDepartments;
using Qishi.Platform.Auth;

namespace Qishi.Modules.Permits.CancelPermits;

/// <summary>The department says that the permit of a deregistered entity is cancelled.</summary>
internal sealed class ConfirmCancelledHandler(NoticeDesk desk, NoticeWork work, Actor actor, TimeProvider clock)
{
    public async Task<Result<Guid>> HandleAsync(Guid id, CancellationToken ct)
    {
        if (await desk.OwnAsync(id, ct) is not { CancelBy: not null } notice)
            return NoticeDesk.NotThere;
        if (notice.CancelledOn is { } on)
            return new Problem("permit-cancelled", $"{ChinaTime.FullDay(on)}已经登记过注销，没有重复登记");
        notice.Cancelled(clock.Today(), actor.NameOnRecord);
        await work.CancelledAsync(notice, ct);
        return await desk.SaveAsync(notice, "PermitCancelling", [new PermitCancelled(notice.Id, notice.Uscc)], ct);
    }
}
