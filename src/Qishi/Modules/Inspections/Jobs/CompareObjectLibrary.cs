using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Jobs;

namespace Qishi.Modules.Inspections.Jobs;

/// <summary>Nightly: the library of objects against the register. The difference in number is 0 afterwards.</summary>
internal sealed class CompareObjectLibrary(AppDb db, ObjectLibrary library, EventLog log, Actor actor) : IJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        var found = await library.CompareAsync(ct);
        if (found.Added + found.Changed == 0)
            return;
        log.Record(actor, "ObjectLibraryComparing", null, new ObjectLibraryCompared(found.Registered, found.Added, found.Changed, found.Removed));
        await db.SaveChangesAsync(ct);
    }
}
