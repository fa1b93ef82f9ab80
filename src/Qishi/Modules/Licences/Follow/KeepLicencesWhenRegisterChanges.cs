using Qishi.Modules.Licences.Sign;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Events;

namespace Qishi.Modules.Licences.Follow;

/// <summary>A licence issued anew is signed, the old one is superseded; suspension freezes it, cancellation and deregistration make it void .</summary>
internal sealed class KeepLicencesWhenRegisterChanges(LicenceBook book)
    : IHandle<EntityEstablished>, IHandle<EntityItemsChanged>, IHandle<EntityCorrected>, IHandle<EntityStatusChanged>, IHandle<EntityDeregistered>, IHandle<EntityMovedIn>
{
    public Task HandleAsync(EntityEstablished e, EventContext context, CancellationToken ct) => book.CurrentAsync(e.Uscc, ct);

    public Task HandleAsync(EntityMovedIn e, EventContext context, CancellationToken ct) => book.CurrentAsync(e.Uscc, ct);

    public Task HandleAsync(EntityItemsChanged e, EventContext context, CancellationToken ct) => book.CurrentAsync(e.Uscc, ct);

    public Task HandleAsync(EntityCorrected e, EventContext context, CancellationToken ct) => book.CurrentAsync(e.Uscc, ct);

    public Task HandleAsync(EntityStatusChanged e, EventContext context, CancellationToken ct) => book.CurrentAsync(e.Uscc, ct);

    public Task HandleAsync(EntityDeregistered e, EventContext context, CancellationToken ct) => book.CurrentAsync(e.Uscc, ct);
}
