using Qishi.Kernel;
using Qishi.Modules.Permits.TellDepartments;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Permits.Subscribers;

/// <summary>The departments are told as soon as the licence is out: within minutes, well inside the day the rule gives.</summary>
internal sealed class TellDepartmentsWhenEntityEstablished(AppDb db, NoticeTeller teller) : IHandle<EntityEstablished>, IHandle<EntityMovedIn>
{
    public async Task HandleAsync(EntityEstablished e, EventContext context, CancellationToken ct)
    {
        await teller.TellAsync(e.Uscc, e.CaseNo, context.At, ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Who moves here does licensed business in a district that has not seen its permits.</summary>
    public async Task HandleAsync(EntityMovedIn e, EventContext context, CancellationToken ct)
    {
        await teller.TellAsync(e.Uscc, e.CaseNo, context.At, ct);
        await db.SaveChangesAsync(ct);
    }
}
