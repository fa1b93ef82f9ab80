using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Registration.PaperLicences;

/// <summary>
/// Whatever ends a licence, a deregistration, a revocation, an order to close or a cancelled registration, asks its paper back (条例 art. 37, 实施细则 art. 23; ), so that it is taken
/// in or announced void. Who moves out hands the paper in where it moves to. A registration that is restored has its paper back, unless that came in or was announced void.
/// </summary>
internal sealed class AskPapersBackWhenLicenceEnds(AppDb db) : IHandle<EntityStatusChanged>
{
    private static readonly EntityStatus[] Ending = [EntityStatus.Deregistered, EntityStatus.ForcedDereg, EntityStatus.Revoked, EntityStatus.OrderedClosed, EntityStatus.RegCancelled];

    public async Task HandleAsync(EntityStatusChanged e, EventContext context, CancellationToken ct)
    {
        var papers = db.Set<Licence>().Where(l => l.ReplacedAt == null && l.BackOn == null && l.VoidOn == null && db.Set<Entity>().Any(x => x.Id == l.EntityId && x.Uscc == e.Uscc));
        if (Ending.Contains(e.To))
            await papers.Where(l => l.BackAskedOn == null).ExecuteUpdateAsync(s => s.SetProperty(l => l.BackAskedOn, e.On), ct);
        else if (Ending.Contains(e.From))
            await papers.ExecuteUpdateAsync(s => s.SetProperty(l => l.BackAskedOn, (DateOnly?)null), ct);
    }
}
