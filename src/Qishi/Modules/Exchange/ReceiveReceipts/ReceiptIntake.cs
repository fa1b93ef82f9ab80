using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Exchange.ReceiveReceipts;

/// <summary>Receipts as they arrived over some channel from a sender whom that channel has already made sure of.</summary>
/// <param name="Sender">Department code.</param>
/// <param name="SenderName">Its short name, for the log.</param>
/// <param name="Channel">HTTP, PULL, QUEUE or FILE.</param>
/// <param name="Body">One receipt or an array of at most <see cref="ReceiptIntake.MostAtOnce"/>.</param>
/// <param name="Correlation">What names the arrival: nonce, delivery tag, file name.</param>
/// <param name="Nonce">To be used up with it; null where the channel itself delivers once or repeats harmlessly.</param>
internal sealed record ReceiptArrival(string Sender, string SenderName, string Channel, byte[] Body, string Correlation, string? Nonce = null);

/// <summary>
/// Takes receipts in, from whatever channel, with one outcome: whether the department signed them, what each changes. Receipt, state and event are saved together; a parallel
/// change is looked at again, so two copies of one receipt have one effect.
/// </summary>
internal sealed class ReceiptIntake(AppDb db, EventLog log, ReceiptProofs proofs, TimeProvider clock)
{
    public const int MostAtOnce = 500;
    private const int KeptOfUnread = 2000;
    private const int Tries = 8;
    private static readonly ReceiptVerdict[] Believed = [ReceiptVerdict.Applied, ReceiptVerdict.Repeated, ReceiptVerdict.OutOfOrder, ReceiptVerdict.Late];

    public async Task<ReceiptsAnswer> TakeAsync(ReceiptArrival arrival, CancellationToken ct)
    {
        if (Parse(arrival.Body) is not { } receipts)
            return await RefuseAsync(arrival.Sender, arrival.Channel, arrival.Body, ReceiptVerdict.Malformed, 400, ct);
        var actor = new Actor { Kind = ActorKind.Machine, Name = arrival.SenderName, CorrelationId = arrival.Correlation };
        for (var attempt = 1; ; attempt++)
        {
            if (arrival.Nonce is { } nonce)
                db.Add(new SeenNonce { Department = arrival.Sender, Nonce = nonce, SeenAt = clock.UtcNow() });
            var answers = await ApplyAsync(receipts, arrival, actor, ct);
            try
            {
                await db.SaveChangesAsync(ct);
                return new(200, answers);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Tries)
            {
                db.ChangeTracker.Clear();
            }
            catch (DbUpdateException e) when (e.Entries.Any(x => x.Entity is SeenNonce))
            {
                db.ChangeTracker.Clear();
                return await RefuseAsync(arrival.Sender, arrival.Channel, arrival.Body, ReceiptVerdict.Replayed, 409, ct);
            }
        }
    }

    /// <summary>Keeps what was refused as a whole, cut to its beginning.</summary>
    public async Task<ReceiptsAnswer> RefuseAsync(string department, string channel, byte[] body, ReceiptVerdict verdict, int status, CancellationToken ct)
    {
        var sentence = ReceiveReceipts.Sentence(verdict, new WireReceipt("", "", "", default, ""), null, clock.UtcNow());
        if (verdict == ReceiptVerdict.Malformed)
            sentence = $"内容不是回执，或者一次超过{MostAtOnce}条，没有采用";
        var text = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, KeptOfUnread))).Replace("\0", "", StringComparison.Ordinal);
        db.Add(Row(new(Cut(department, 20), "", channel, body, ""), new WireReceipt("", "", "", default, ""), null, text, Sm3.Hex(body), null, verdict, sentence));
        await db.SaveChangesAsync(ct);
        return new(status, [], verdict, sentence);
    }

    private async Task<List<WireReceiptAnswer>> ApplyAsync(List<(WireReceipt Receipt, string Text)> receipts, ReceiptArrival arrival, Actor actor, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var keys = receipts.Select(r => r.Receipt.Key).Where(k => ReceiveReceipts.IsCode(k, 80)).Distinct().ToList();
        var rows = await db.Set<HandOver>().Where(h => keys.Contains(h.IdempotencyKey)).ToDictionaryAsync(h => h.IdempotencyKey, ct);
        var numbers = receipts.Select(r => r.Receipt.ReceiptId).Where(k => ReceiveReceipts.IsCode(k, 80)).Distinct().ToList();
        // Only what was believed counts as seen: a receipt that came too early or incomplete may be sent again.
        var seen = (await db.Set<Receipt>().Where(r => r.Department == arrival.Sender && Believed.Contains(r.Verdict) && numbers.Contains(r.ReceiptId))
            .Select(r => new { r.ReceiptId, r.Digest }).ToListAsync(ct)).Select(r => (r.ReceiptId, r.Digest)).ToHashSet();
        var (answers, events) = (new List<WireReceiptAnswer>(receipts.Count), new List<IEvent>());
        var checks = await proofs.CheckAsync(arrival.Sender, receipts, ct);
        foreach (var batch in checks.Batches)
        {
            db.Add(batch);
            events.Add(new ReceiptsSigned(batch.Id, batch.Source, batch.Root, batch.Size, batch.Certificate));
        }

        foreach (var ((receipt, text), check) in receipts.Zip(checks.Each))
        {
            var row = rows.GetValueOrDefault(receipt.Key);
            var digest = CanonicalJson.Digest(text);
            var verdict = check.Refused ?? (!seen.Add((receipt.ReceiptId, digest)) ? ReceiptVerdict.Repeated : ReceiveReceipts.Decide(receipt, row, arrival.Sender, now));
            if (verdict == ReceiptVerdict.Applied)
                events.AddRange(ReceiveReceipts.Apply(receipt, row!, now));
            var sentence = check.Sentence ?? ReceiveReceipts.Sentence(verdict, receipt, row, now);
            db.Add(Row(arrival, receipt, row?.Id, text, digest, check.Batch, verdict, sentence));
            answers.Add(new(receipt.ReceiptId, verdict, sentence));
        }

        if (events.Count > 0)
            log.Record(actor, "ReceiptReceiving", null, events);
        return answers;
    }

    private static List<(WireReceipt, string)>? Parse(byte[] body)
    {
        try
        {
            using var document = SignedText.Parse(body);
            var items = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray().ToList() : [document.RootElement];
            if (items.Count is 0 or > MostAtOnce)
                return null;
            return [.. items.Select(i => (i.Deserialize<WireReceipt>(Wire.Json) ?? throw new JsonException(), SignedText.OfReceipt(i)))];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Receipt Row(ReceiptArrival arrival, WireReceipt r, Guid? handOver, string text, string digest, SignatureBatch? batch, ReceiptVerdict verdict, string sentence) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        Department = arrival.Sender,
        ReceiptId = Cut(r.ReceiptId, 80),
        HandOverKey = Cut(r.Key, 80),
        HandOverId = handOver,
        Kind = Cut(r.Kind, 20),
        Channel = arrival.Channel,
        ReceivedAt = clock.UtcNow(),
        Digest = digest,
        Body = text,
        Proof = WireProof.Read(r.Proof) is null ? null : r.Proof,
        SignatureBatchId = batch?.Id,
        Verdict = verdict,
        Sentence = sentence,
    };

    private static string Cut(string text, int most)
    {
        var clean = text.Replace("\0", "", StringComparison.Ordinal);
        return clean.Length <= most ? clean : clean[..most];
    }
}

/// <summary>Status and per-receipt answers; a refused request has none and says why.</summary>
internal sealed record ReceiptsAnswer(int Status, IReadOnlyList<WireReceiptAnswer> Answers, ReceiptVerdict? Refused = null, string? Sentence = null);
