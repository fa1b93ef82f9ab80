using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Deliver;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Exchange.Routes;
using Qishi.Modules.Exchange.Sign;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Exchange.Channels.HttpPull;

/// <summary>
/// A department fetches its queue: what it gets is claimed for it until the visibility ends and shown again unless it confirms. A confirmation proves delivery
/// also when it comes late; the same hand-over fetched twice carries the same key.
/// </summary>
internal sealed class FetchQueueHandler(AppDb db, EventLog log, RouteBook routes, HandOverSigner signer, IRules rules, ExchangeOptions options, TimeProvider clock)
{
    public const int MostAtOnce = 200;
    private const int Tries = 6;

    /// <summary>Null when this department does not fetch today.</summary>
    public async Task<IReadOnlyList<WireParcel>?> FetchAsync(Department department, int most, CancellationToken ct)
    {
        var (now, code) = (clock.UtcNow(), department.Code);
        if (await routes.OfAsync(code, ChinaTime.DayOf(now), ct) != RouteKind.Pull)
            return null;
        if (department.LastFetchAt is not { } last || now - last > TimeSpan.FromSeconds(1))
            await db.Set<Department>().Where(d => d.Code == code).ExecuteUpdateAsync(s => s.SetProperty(d => d.LastFetchAt, now), ct);
        if (department.DownSince is not null && department.DownByPerson)
            return [];
        var rows = await db.ClaimAsync<HandOver>(
            q => q.Where(h => h.Department == code && (h.Status == HandOverStatus.Pending || h.Status == HandOverStatus.Failed)).InOrder(db, now).OrderBy(h => h.CreatedAt),
            Math.Clamp(most, 1, MostAtOnce), options.Visibility, clock, ct);
        // What cannot be signed is hidden until the visibility ends; the lane, which sees it too, hands it to people.
        var whole = rows.Where(DeliveryLane.IsMakeable).ToList();
        try
        {
            return [.. (await signer.SignAsync(whole, ct)).Select(m => WireParcel.Seal(department.SecretBytes, code, WirePlaces.HandOversPath, m.Row.IdempotencyKey, m.Body, now, m.Row.ClaimedBy))];
        }
        catch (NoSigningCertificateException)
        {
            return [];
        }
    }

    /// <summary>How many of the confirmations were news.</summary>
    public async Task<int> TakenAsync(Department department, IReadOnlyList<WireTaken> taken, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var plan = RetryPlan.From(await rules.BookAsync(ct), ChinaTime.DayOf(now), options);
        var keys = taken.Select(t => t.Key).ToList();
        var handles = taken.Select(t => t.Handle).ToHashSet(StringComparer.Ordinal);
        for (var attempt = 1; ; attempt++)
        {
            var events = new List<IEvent>();
            foreach (var row in await db.Set<HandOver>().Where(h => h.Department == department.Code && keys.Contains(h.IdempotencyKey)).ToListAsync(ct))
            {
                if (row.ClaimedBy is { } claim && handles.Contains(claim))
                    row.Release();
                var delivered = row.Deliver(now, plan.AckDue(now), RouteKind.Pull).ToList();
                if (delivered.Count == 0)
                    continue;
                row.Attempts++;
                db.Add(DeliveryLane.Record(row, clock.Outcome(AttemptOutcome.Delivered, "对方已取走"), RouteKind.Pull));
                events.AddRange(delivered);
            }

            if (events.Count > 0)
                log.Record(new Actor { Kind = ActorKind.Machine, Name = department.ShortName, CorrelationId = "fetch" }, "HandOverFetching", null, events);
            try
            {
                await db.SaveChangesAsync(ct);
                await db.Set<Department>().Where(d => d.Code == department.Code).ExecuteUpdateAsync(s => s.SetProperty(d => d.LastSuccessAt, now), ct);
                return events.Count;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Tries)
            {
                db.ChangeTracker.Clear();
            }
        }
    }
}
