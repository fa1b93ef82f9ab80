using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Inspections.Subscribers;

/// <summary>Writes one entity into the library and says so.</summary>
internal sealed class LibraryLine(AppDb db, ObjectLibrary library, EventLog log, Actor actor)
{
    public async Task TakeAsync(string uscc, CancellationToken ct)
    {
        if (await library.TakeAsync(uscc, ct) is not { } line)
            return;
        log.Record(actor, "ObjectLibraryKeeping", null, new CheckObjectChanged(line.Code, line.Version == 0, line.Drawable));
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>A new entity, or one that moved here, is in the library as soon as its licence is out.</summary>
internal sealed class AddObjectWhenEntityEstablished(LibraryLine line) : IHandle<EntityEstablished>, IHandle<EntityMovedIn>
{
    public Task HandleAsync(EntityEstablished e, EventContext context, CancellationToken ct) => line.TakeAsync(e.Uscc, ct);

    public Task HandleAsync(EntityMovedIn e, EventContext context, CancellationToken ct) => line.TakeAsync(e.Uscc, ct);
}

/// <summary>Name, place or scope changed: so did tags and station.</summary>
internal sealed class RenewObjectWhenItemsChanged(LibraryLine line) : IHandle<EntityItemsChanged>
{
    public Task HandleAsync(EntityItemsChanged e, EventContext context, CancellationToken ct) => line.TakeAsync(e.Uscc, ct);
}

/// <summary>The register was corrected.</summary>
internal sealed class RenewObjectWhenEntityCorrected(LibraryLine line) : IHandle<EntityCorrected>
{
    public Task HandleAsync(EntityCorrected e, EventContext context, CancellationToken ct) => line.TakeAsync(e.Uscc, ct);
}

/// <summary>Suspended, resumed, revoked: in or out of the pools.</summary>
internal sealed class RenewObjectWhenStatusChanged(LibraryLine line) : IHandle<EntityStatusChanged>
{
    public Task HandleAsync(EntityStatusChanged e, EventContext context, CancellationToken ct) => line.TakeAsync(e.Uscc, ct);
}

/// <summary>Who left the register is not drawn any more; the line stays.</summary>
internal sealed class RetireObjectWhenEntityDeregistered(LibraryLine line) : IHandle<EntityDeregistered>
{
    public Task HandleAsync(EntityDeregistered e, EventContext context, CancellationToken ct) => line.TakeAsync(e.Uscc, ct);
}
