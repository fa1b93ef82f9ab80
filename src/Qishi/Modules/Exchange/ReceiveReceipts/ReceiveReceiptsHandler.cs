using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.ReceiveReceipts;

/// <summary>Receipts that come by HTTP: who sent the request and whether it is fresh and new. What the receipts say is the intake's.</summary>
internal sealed class ReceiveReceiptsHandler(AppDb db, ReceiptIntake intake, ExchangeOptions options, TimeProvider clock)
{
    public const string Http = "HTTP", Stored = "STORED";

    /// <summary>Oldest signature that is believed of a message that waited in a queue, a folder or the platform.</summary>
    private const int StoredSeconds = 31 * 86_400;

    /// <summary>Keeps something that was no message at all.</summary>
    public Task KeepAsync(string department, byte[] body, CancellationToken ct) => intake.RefuseAsync(department, Stored, body, ReceiptVerdict.Malformed, 400, ct);

    /// <param name="stored">It was on its way in a queue or a folder: it may be old, and the receipt's number alone tells whether it came before.</param>
    public async Task<ReceiptsAnswer> HandleAsync(WireSignature? signature, string pathAndQuery, byte[] body, CancellationToken ct, bool stored = false)
    {
        var channel = stored ? Stored : Http;
        var sender = signature is null ? null : await db.Set<Department>().AsNoTracking().SingleOrDefaultAsync(d => d.Code == signature.Department, ct);
        if (sender is null || !signature!.Matches(sender.SecretBytes, "POST", pathAndQuery, "", body))
            return await intake.RefuseAsync(signature?.Department ?? "", channel, body, ReceiptVerdict.WrongSignature, 401, ct);
        if (!signature.IsFresh(clock.UtcNow(), stored ? StoredSeconds : options.ReplaySeconds) || (!stored && await db.Set<SeenNonce>().AnyAsync(n => n.Department == sender.Code && n.Nonce == signature.Nonce, ct)))
            return await intake.RefuseAsync(sender.Code, channel, body, ReceiptVerdict.Replayed, 409, ct);
        return await intake.TakeAsync(new ReceiptArrival(sender.Code, sender.ShortName, channel, body, signature.Nonce, stored ? null : signature.Nonce), ct);
    }
}
