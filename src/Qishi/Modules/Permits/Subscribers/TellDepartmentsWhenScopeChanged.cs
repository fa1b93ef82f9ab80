using Qishi.Modules.Permits.TellDepartments;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Permits.Subscribers;

/// <summary>A scope that was changed may need a permit the old one did not: its department is told; departments that were told already are not told again.</summary>
internal sealed class TellDepartmentsWhenScopeChanged(AppDb db, NoticeTeller teller) : IHandle<EntityItemsChanged>
{
    public async Task HandleAsync(EntityItemsChanged e, EventContext context, CancellationToken ct)
    {
        if (!e.Items.Any(i => i.Contains("范围", StringComparison.Ordinal)))
            return;
        // No start-up case: the notice stands under the entity's own code.
        await teller.TellAsync(e.Uscc, caseNo: "", context.At, ct);
        await db.SaveChangesAsync(ct);
    }
}
