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

/// <summary>
/// Takes receipts in: who sent them, whether they are fresh, what each changes. Receipt, state and event are saved together; a parallel change is looked at
/// again, so two copies of one receipt have one effect.
/// </summary>
internal sealed class ReceiveReceiptsHandler(AppDb db, EventLog log, ExchangeOptions options, TimeProvider clock)
{
    public const int MostAtOnce = 500;
    private const int KeptOfUnsigned = 2000;
    private const int Tries = 8;
    private static readonly ReceiptVerdict[] Believed = [ReceiptVerdict.Applied, ReceiptVerdict.Repeated, ReceiptVerdict.OutOfOrder, ReceiptVerdict.Late];

    public async Task<ReceiptsAnswer> HandleAsync(WireSignature? signature, string pathAndQuery, byte[] body, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var sender = signature is null ? null : await db.Set<Department>().AsNoTracking().SingleOrDefaultAsync(d => d.Code == signature.Department, ct);
        if (sender is null || !signature!.Matches(sender.SecretBytes, "POST", pathAndQuery, "", body))
            return await RefuseAsync(signature?.Department ?? "", body, ReceiptVerdict.WrongSignature, 401, ct);
        if (!signature.IsFresh(now, options.ReplaySeconds) || await db.Set<SeenNonce>().AnyAsync(n => n.Department == sender.Code && n.Nonce == signature.Nonce, ct))
            return await RefuseAsync(sender.Code, body, ReceiptVerdict.Replayed, 409, ct);
        if (Parse(body) is not { } receipts)
            return await RefuseAsync(sender.Code, body, ReceiptVerdict.Malformed, 400, ct);

        var actor = new Actor { Kind = ActorKind.Machine, Name = sender.ShortName, CorrelationId = signature.Nonce };
        for (var attempt = 1; ; attempt++)
        {
            db.Add(new SeenNonce { Department = sender.Code, Nonce = signature.Nonce, SeenAt = now });
            var answers = await ApplyAsync(receipts, sender.Code, actor, ct);
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
                return await RefuseAsync(sender.Code, body, ReceiptVerdict.Replayed, 409, ct);
            }
        }
    }

    private async Task<List<WireReceiptAnswer>> ApplyAsync(List<(WireReceipt Receipt, string Text)> receipts, string sender, Actor actor, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var keys = receipts.Select(r => r.Receipt.Key).Where(k => ReceiveReceipts.IsCode(k, 80)).Distinct().ToList();
        var rows = await db.Set<HandOver>().Where(h => keys.Contains(h.IdempotencyKey)).ToDictionaryAsync(h => h.IdempotencyKey, ct);
        var numbers = receipts.Select(r => r.Receipt.ReceiptId).Where(k => ReceiveReceipts.IsCode(k, 80)).Distinct().ToList();
        // Only what was believed counts as seen: a receipt that came too early or incomplete may be sent again.
        var seen = (await db.Set<Receipt>().Where(r => r.Department == sender && Believed.Contains(r.Verdict) && numbers.Contains(r.ReceiptId))
            .Select(r => new { r.ReceiptId, r.Digest }).ToListAsync(ct)).Select(r => (r.ReceiptId, r.Digest)).ToHashSet();
        var (answers, events) = (new List<WireReceiptAnswer>(receipts.Count), new List<IEvent>());
        foreach (var (receipt, text) in receipts)
        {
            var row = receipt.Key is null ? null : rows.GetValueOrDefault(receipt.Key);
            var digest = CanonicalJson.Digest(text);
            var verdict = !seen.Add((receipt.ReceiptId ?? "", digest)) ? ReceiptVerdict.Repeated : ReceiveReceipts.Decide(receipt, row, sender, now);
            if (verdict == ReceiptVerdict.Applied)
                events.AddRange(ReceiveReceipts.Apply(receipt, row!, now));
            var sentence = ReceiveReceipts.Sentence(verdict, receipt, row, now);
            db.Add(Row(sender, receipt.ReceiptId ?? "", receipt.Key ?? "", receipt.Kind ?? "", row?.Id, text, digest, verdict, sentence));
            answers.Add(new(receipt.ReceiptId ?? "", verdict, sentence));
        }

        if (events.Count > 0)
            log.Record(actor, "ReceiptReceiving", null, events);
        return answers;
    }

    private async Task<ReceiptsAnswer> RefuseAsync(string department, byte[] body, ReceiptVerdict verdict, int status, CancellationToken ct)
    {
        var sentence = ReceiveReceipts.Sentence(verdict, new WireReceipt("", "", "", default, ""), null, clock.UtcNow());
        if (verdict == ReceiptVerdict.Malformed)
            sentence = $"内容不是回执，或者一次超过{MostAtOnce}条，没有采用";
        var text = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, KeptOfUnsigned))).Replace("\0", "", StringComparison.Ordinal);
        db.Add(Row(Cut(department, 20), "", "", "", null, text, Sm3.Hex(body), verdict, sentence));
        await db.SaveChangesAsync(ct);
        return new(status, [], verdict, sentence);
    }

    private static List<(WireReceipt, string)>? Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var items = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray().ToList() : [document.RootElement];
            if (items.Count is 0 or > MostAtOnce)
                return null;
            return [.. items.Select(i => (i.Deserialize<WireReceipt>(Wire.Json) ?? throw new JsonException(), CanonicalJson.Of(i)))];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Receipt Row(string department, string receiptId, string key, string kind, Guid? handOver, string text, string digest, ReceiptVerdict verdict, string sentence) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        Department = department,
        ReceiptId = Cut(receiptId, 80),
        HandOverKey = Cut(key, 80),
        HandOverId = handOver,
        Kind = Cut(kind, 20),
        ReceivedAt = clock.UtcNow(),
        Digest = digest,
        Body = text,
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
