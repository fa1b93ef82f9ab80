using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.ReceiveReceipts;

namespace Qishi.Modules.Exchange.Channels;

/// <summary>
/// The one intake of receipts that were on their way in a queue, a folder or the platform. They may be days old when they are read and read twice after a crash:
/// the receipt's number, not the moment of signing, keeps it from having a second effect.
/// </summary>
internal sealed class StoredReceipts(IServiceScopeFactory scopes)
{
    public async Task<ReceiptsAnswer> TakeAsync(WireSignature? signature, byte[] body, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReceiveReceiptsHandler>().HandleAsync(signature, Wire.ReceiptsPath, body, ct, stored: true);
    }

    /// <summary>Keeps what never became a message: a torn file, a damaged entry of a queue.</summary>
    public async Task RefuseAsync(string department, byte[] body, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ReceiveReceiptsHandler>().KeepAsync(department, body, ct);
    }
}
