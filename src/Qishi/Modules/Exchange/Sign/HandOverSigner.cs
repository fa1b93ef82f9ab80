using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Certificates;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Exchange.Sign;

/// <summary>A hand-over as it leaves the house: the finished message with its proof, the same bytes over every adapter and at every repetition.</summary>
internal sealed record SignedHandOver(HandOver Row, byte[] Body);

/// <summary>
/// Signs hand-overs together before they are sent, one SM2 signature for all that are not signed yet. Signature, proofs and event are saved before anything is given
/// back: nothing leaves the house without evidence that it did.
/// </summary>
internal sealed class HandOverSigner(AppDb db, EventLog log, CertificateBook certificates, ExchangeOptions options, TimeProvider clock)
{
    private const int Tries = 6;
    private static readonly Actor Worker = Actor.Program("数据交换");

    /// <summary>Finished messages of rows that this context tracks, in their order.</summary>
    /// <exception cref="NoSigningCertificateException">The bureau has no certificate that is valid now.</exception>
    public async Task<IReadOnlyList<SignedHandOver>> SignAsync(IReadOnlyList<HandOver> rows, CancellationToken ct)
    {
        for (var attempt = 1; rows.Any(r => r.Proof is null); attempt++)
        {
            var open = rows.Where(r => r.Proof is null).Select(r => r.PayloadSalt is null ? r.Salted() : r).ToList();
            var own = await certificates.SigningAsync(ct);
            var now = clock.UtcNow();
            log.Record(Worker, "HandOverSigning", null, open.Chunk(options.SignTogether).Select(some => SignTogether(some, own, now)).ToList());
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Tries)
            {
                // A row changed meanwhile (an early receipt): none of this batch was saved, the rows are read again and signed anew.
                foreach (var entry in db.ChangeTracker.Entries().Where(x => x is { State: EntityState.Added, Entity: SignatureBatch or ProcessRow or EventRow }).ToList())
                    entry.State = EntityState.Detached;
                foreach (var row in open)
                    await db.Entry(row).ReloadAsync(ct);
            }
        }

        return [.. rows.Select(r => new SignedHandOver(r, Encoding.UTF8.GetBytes(SignedText.WithProof(HandOverMessage.JsonOf(r), r.Proof!))))];
    }

    private MessagesSigned SignTogether(IReadOnlyList<HandOver> rows, Certificate own, DateTime now)
    {
        var digests = rows.Select(r => SignedText.Digest(HandOverMessage.SignedTextOf(r))).ToList();
        var proofs = WireProof.Sign(Wire.HandOverType, Wire.Bureau, own.Fingerprint, Convert.FromBase64String(own.PrivateKey!), now, digests);
        var batch = SignatureBatch.Of(Wire.HandOverType, Wire.Bureau, proofs[0], proofs[0].RootOf(digests[0])!, now);
        db.Add(batch);
        for (var i = 0; i < rows.Count; i++)
            (rows[i].MessageDigest, rows[i].Proof, rows[i].SignatureBatchId, rows[i].SignedDueAt) = (Convert.ToHexStringLower(digests[i]), proofs[i].ToString(), batch.Id, rows[i].DueAt);
        return new(batch.Id, batch.Root, batch.Size, batch.Certificate);
    }
}

/// <summary>The message of a row. Made anew each time from what the row has kept since it was ordered; its digest must be the one that was signed.</summary>
internal static class HandOverMessage
{
    public static WireHandOver Of(HandOver h, JsonElement data) => new(
        "1.0", h.IdempotencyKey, Wire.Bureau, Wire.HandOverType, h.CreatedAt, h.CaseNo, h.Uscc, h.EntityName, h.Matter, h.PayloadVersion, h.SignedDueAt ?? h.DueAt, h.PayloadDigest, data, h.PayloadSalt!);

    /// <summary>Whole message without its proof.</summary>
    public static string JsonOf(HandOver h)
    {
        using var payload = JsonDocument.Parse(h.Payload);
        var json = CanonicalJson.Of(JsonSerializer.SerializeToElement(Of(h, payload.RootElement), Wire.Json));
        return h.MessageDigest is null || h.MessageDigest == Convert.ToHexStringLower(SignedText.Digest(SignedOf(json)))
            ? json : throw new InvalidOperationException($"The hand-over {h.IdempotencyKey} is no longer what was signed.");
    }

    public static string SignedTextOf(HandOver h) => SignedOf(JsonOf(h));

    private static string SignedOf(string json)
    {
        using var message = JsonDocument.Parse(json);
        return SignedText.OfHandOver(message.RootElement);
    }
}

/// <summary>The bureau has no certificate to sign with; the sentence is for the operator.</summary>
internal sealed class NoSigningCertificateException() : Exception("本局没有有效的签名证书，没有发送。请运行管理员登记新证书");
