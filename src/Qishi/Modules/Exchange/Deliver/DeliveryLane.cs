using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Channels;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Exchange.Outages;
using Qishi.Modules.Exchange.Routes;
using Qishi.Modules.Exchange.Sign;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Exchange.Deliver;

/// <summary>
/// One department's lane: claims what is due, sends it, writes down what came back. Lanes do not wait for each other, so a slow department delays only itself.
/// A crash between sending and writing leaves the claim to run out; the row is then sent again under the same key, which the department knows.
/// </summary>
internal sealed class DeliveryLane(IServiceScopeFactory scopes, ChannelBook channels, ExchangeOptions options, TimeProvider clock)
{
    private const int SaveTries = 6;
    private static readonly Actor Worker = Actor.Program("数据交换");

    /// <summary>Handles one batch; returns how many rows it took.</summary>
    public async Task<int> RunAsync(string code, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var now = clock.UtcNow();
        if (await db.Set<Department>().AsNoTracking().SingleOrDefaultAsync(d => d.Code == code, ct) is not { } department)
            return 0;
        var rows = await db.ClaimAsync<HandOver>(
            q => q.Due(now).Where(h => h.Department == code).InOrder(db, now).OrderBy(h => h.NextActionAt).ThenBy(h => h.CreatedAt), options.Batch, options.Lease, clock, ct);
        if (rows.Count == 0)
            return 0;
        var book = await scope.ServiceProvider.GetRequiredService<IRules>().BookAsync(ct);
        var today = ChinaTime.DayOf(now);
        var route = await new RouteBook(db).OfAsync(code, today, ct);
        var outcomes = await SendAsync(scope.ServiceProvider.GetRequiredService<HandOverSigner>(), rows, department, channels[route], TimeSpan.FromSeconds(book.Int("push.callTimeoutSeconds", today)), ct);
        await SettleAsync(scope.ServiceProvider, rows, department, route, outcomes, RetryPlan.From(book, today, options), ct);
        await NoteHealthAsync(db, department, outcomes, ct);
        return rows.Count;
    }

    /// <summary>What came of each row; null for rows that were not tried and stay as they are.</summary>
    private async Task<Dictionary<Guid, PushOutcome?>> SendAsync(HandOverSigner signer, List<HandOver> rows, Department department, IChannel channel, TimeSpan limit, CancellationToken ct)
    {
        var outcomes = rows.ToDictionary(r => r.Id, _ => (PushOutcome?)null);
        foreach (var row in rows.Where(r => r.Status == HandOverStatus.Pushed))
            outcomes[row.Id] = NotTried(AttemptOutcome.NoReceipt, "约定时间内没有收到回执，按同一编号再推送");
        var due = rows.Where(r => r.Status is HandOverStatus.Pending or HandOverStatus.Failed).ToList();
        if (department.DownSince is not null)
            return outcomes;
        if (department.CircuitOpenSince is not null)
        {
            foreach (var row in due)
                outcomes[row.Id] = NotTried(AttemptOutcome.NotSent, $"探测仍不通（{department.LastError ?? "无应答"}），这次没有发送");
            return outcomes;
        }

        IReadOnlyList<SignedHandOver> messages;
        try
        {
            messages = await SignAsync(signer, due, outcomes, ct);
        }
        catch (NoSigningCertificateException e)
        {
            foreach (var row in due)
                outcomes[row.Id] = NotTried(AttemptOutcome.NotSent, e.Message);
            return outcomes;
        }

        var (failures, successes) = (0, 0);
        await Parallel.ForEachAsync(messages, new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = ct }, async (message, stop) =>
        {
            // Once enough calls in a row have failed the rest of the batch waits for the next round, where only probes go out.
            if (Volatile.Read(ref failures) >= options.CircuitFailures && Volatile.Read(ref successes) == 0)
                return;
            var outcome = await OneAsync(new Parcel(message.Row, department, message.Body), channel, limit, stop);
            _ = IsFailure(outcome) ? Interlocked.Increment(ref failures) : Interlocked.Increment(ref successes);
            lock (outcomes)
                outcomes[message.Row.Id] = outcome;
        });
        return outcomes;
    }

    /// <summary>Signs all together; a row of which no message can be made is left out and goes to people, not round and round.</summary>
    private async Task<IReadOnlyList<SignedHandOver>> SignAsync(HandOverSigner signer, List<HandOver> due, Dictionary<Guid, PushOutcome?> outcomes, CancellationToken ct)
    {
        try
        {
            return await signer.SignAsync(due, ct);
        }
        catch (Exception e) when (IsUnmakeable(e))
        {
            var broken = due.Where(r => !IsMakeable(r)).ToList();
            foreach (var row in broken)
                outcomes[row.Id] = clock.Outcome(AttemptOutcome.DataRefused, "本局组装不出这一件的数据，没有发送");
            return broken.Count == 0 ? throw new InvalidOperationException("Signing failed and no row is at fault.", e) : await signer.SignAsync([.. due.Except(broken)], ct);
        }
    }

    public static bool IsMakeable(HandOver row)
    {
        try
        {
            _ = HandOverMessage.JsonOf(row);
            return true;
        }
        catch (Exception e) when (IsUnmakeable(e))
        {
            return false;
        }
    }

    private static bool IsUnmakeable(Exception e) => e is System.Text.Json.JsonException or InvalidOperationException or FormatException;

    private async Task<PushOutcome> OneAsync(Parcel parcel, IChannel channel, TimeSpan limit, CancellationToken ct)
    {
        try
        {
            return await channel.SendAsync(parcel, limit, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return clock.Outcome(AttemptOutcome.Unreachable, $"本局发送出错（{e.GetType().Name}）", parcel.Body);
        }
    }

    private async Task SettleAsync(IServiceProvider services, List<HandOver> rows, Department department, RouteKind route, Dictionary<Guid, PushOutcome?> outcomes, RetryPlan plan, CancellationToken ct)
    {
        var db = services.GetRequiredService<AppDb>();
        var (claim, ids) = (rows[0].ClaimedBy, rows.ConvertAll(r => r.Id));
        for (var attempt = 1; ; attempt++)
        {
            var events = new List<IEvent>();
            var exhausted = false;
            foreach (var row in rows)
            {
                var outcome = outcomes[row.Id];
                if (outcome is not null)
                    db.Add(Record(row, outcome, route));
                // Another worker took the row over when our claim ran out: the attempt is on record, the state is theirs.
                if (row.ClaimedBy != claim)
                    continue;
                events.AddRange(Apply(row, outcome, department, route, plan));
                exhausted |= row.Failures > plan.Retries.Count;
                row.Release();
            }

            if (events.Count > 0)
                services.GetRequiredService<EventLog>().Record(Worker, "HandOverDelivering", null, events);
            if (exhausted)
                await DeclareAsync(services, rows, plan, ct);
            try
            {
                await db.SaveChangesAsync(ct);
                return;
            }
            catch (DbUpdateConcurrencyException) when (attempt < SaveTries)
            {
                // A receipt came in while we were sending, or another lane declared the outage: look again and apply the same outcomes to what is there now.
                db.ChangeTracker.Clear();
                rows = await db.Set<HandOver>().Where(h => ids.Contains(h.Id)).ToListAsync(ct);
            }
        }
    }

    private IEnumerable<IEvent> Apply(HandOver row, PushOutcome? outcome, Department department, RouteKind route, RetryPlan plan)
    {
        var now = clock.UtcNow();
        if (outcome is null)
            return department.DownSince is { } since ? row.DeclareOutage(since) : [];
        if (outcome.Outcome is not (AttemptOutcome.NoReceipt or AttemptOutcome.NotSent or AttemptOutcome.NotFetched))
            row.Attempts++;
        return outcome.Outcome switch
        {
            // People are not retried after some minutes: they have until the matter is due, then somebody reminds them.
            AttemptOutcome.Delivered => row.Deliver(now, route == RouteKind.Desk ? row.DueAt : plan.AckDue(now), route),
            AttemptOutcome.Offered => row.Offer(now, plan.AckDue(now)),
            AttemptOutcome.DataRefused => row.Return(ReturnReasons.Format, outcome.Sentence, isApplicants: false, now, now),
            AttemptOutcome.NoReceipt when row.Status != HandOverStatus.Pushed => [],
            _ => row.Fail(plan, now),
        };
    }

    private static async Task DeclareAsync(IServiceProvider services, List<HandOver> rows, RetryPlan plan, CancellationToken ct)
    {
        var db = services.GetRequiredService<AppDb>();
        var worst = rows.First(r => r.Failures > plan.Retries.Count);
        var department = await db.Set<Department>().SingleAsync(d => d.Code == worst.Department, ct);
        var firstFailure = await db.Set<Attempt>().Where(a => a.HandOverId == worst.Id && a.Outcome != AttemptOutcome.Delivered).OrderBy(a => a.At).Select(a => (DateTime?)a.At).FirstOrDefaultAsync(ct);
        var since = department.DownSince ?? department.FailingSince ?? firstFailure ?? worst.CreatedAt;
        await services.GetRequiredService<OutageWindows>().OpenAsync(department, since, $"{worst.CaseNo}连续推送失败{worst.Failures}次", Worker, byPerson: false, ct);
        services.GetRequiredService<EventLog>().Record(Worker, "HandOverDelivering", null, rows.Where(r => r.Failures > plan.Retries.Count).SelectMany(r => r.DeclareOutage(since)));
    }

    private async Task NoteHealthAsync(AppDb db, Department department, Dictionary<Guid, PushOutcome?> outcomes, CancellationToken ct)
    {
        var tried = outcomes.Values.OfType<PushOutcome>().Where(o => o.Outcome is not (AttemptOutcome.NoReceipt or AttemptOutcome.NotSent or AttemptOutcome.Offered)).OrderBy(o => o.At).ToList();
        var now = clock.UtcNow();
        if (tried.Count == 0)
            return;
        var row = db.Set<Department>().Where(d => d.Code == department.Code);
        if (tried.Exists(o => !IsFailure(o)))
        {
            // One write in some seconds is enough to say that it is well.
            if (department.FailuresInRow > 0 || department.LastSuccessAt is not { } last || now - last > TimeSpan.FromSeconds(5))
                await row.ExecuteUpdateAsync(s => s.SetProperty(d => d.LastSuccessAt, now).SetProperty(d => d.FailuresInRow, 0).SetProperty(d => d.FailingSince, (DateTime?)null), ct);
            return;
        }

        var (first, error, count, open, probe) = (tried[0].At, tried[^1].Sentence, tried.Count, (DateTime?)now, (DateTime?)(now + options.ProbeEvery));
        await row.ExecuteUpdateAsync(
            s => s.SetProperty(d => d.FailuresInRow, d => d.FailuresInRow + count).SetProperty(d => d.FailingSince, d => d.FailingSince ?? first).SetProperty(d => d.LastError, error), ct);
        await row.Where(d => d.FailuresInRow >= options.CircuitFailures && d.CircuitOpenSince == null)
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.CircuitOpenSince, open).SetProperty(d => d.NextProbeAt, probe), ct);
    }

    public static Attempt Record(HandOver row, PushOutcome o, RouteKind route) => new()
    {
        Id = o.Id,
        HandOverId = row.Id,
        Department = row.Department,
        No = row.Attempts + 1,
        At = o.At,
        Milliseconds = o.Milliseconds,
        Outcome = o.Outcome,
        Route = route,
        HttpStatus = o.HttpStatus,
        RequestDigest = o.RequestDigest,
        ResponseDigest = o.ResponseDigest,
        Sentence = o.Sentence,
    };

    private PushOutcome NotTried(AttemptOutcome outcome, string sentence) => clock.Outcome(outcome, sentence);

    private static bool IsFailure(PushOutcome o) => o.Outcome is not (AttemptOutcome.Delivered or AttemptOutcome.DataRefused or AttemptOutcome.Offered);
}
