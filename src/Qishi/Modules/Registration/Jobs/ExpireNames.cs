using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.DeclareName;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Jobs;

namespace Qishi.Modules.Registration.Jobs;

/// <summary>
/// Ends reservations whose last day is over. The check itself goes by the day: a name is free at 24:00 even when this job runs later.
/// </summary>
internal sealed class ExpireNames(AppDb db, NameBook book, EventLog log, TimeProvider clock) : IJob
{
    private const int Batch = 100;

    public async Task RunAsync(CancellationToken ct)
    {
        var today = clock.Today();
        while (await db.Set<NameReservation>().Where(r => r.State == NameState.Reserved && r.ExpiresOn < today).OrderBy(r => r.ExpiresOn).Take(Batch).ToListAsync(ct) is { Count: > 0 } over)
        {
            foreach (var reservation in over)
            {
                reservation.Move("expire");
                await book.RemoveAsync(reservation, ct);
            }

            log.Record(Actor.Program("名称到期释放"), "NamesExpiring", null, over.Select(r => new NameReservationExpired(r.Number)));
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }
    }
}
