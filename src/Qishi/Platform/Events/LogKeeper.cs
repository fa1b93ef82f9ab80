using Microsoft.EntityFrameworkCore;
using Qishi.Platform.Data;
using Qishi.Platform.Jobs;

namespace Qishi.Platform.Events;

/// <summary>Seals the log and brings its events to the subscribers, in one copy of the program at a time (lease <c>log</c>).</summary>
internal sealed class LogKeeper(
    Leases leases, IServiceScopeFactory scopes, IEnumerable<SubscriberType> subscribers, CommitSignal signal, LogHeads heads, DispatchOptions options,
    LogProgress progress, TimeProvider clock, ILogger<LogKeeper> logger) : BackgroundService
{
    private const string FloorName = "(floor)";
    private static readonly TimeSpan AnchorEvery = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var lease = await leases.TryTakeAsync("log", options.Hold, stoppingToken);
                if (lease is not null)
                    await KeepAsync(lease, stoppingToken);
            }
            catch (OperationCanceledException)
            {
            }
            catch (Exception e)
            {
                logger.LogError(e, "Keeping the log failed; trying again");
            }

            await Task.Delay(2000, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task KeepAsync(Lease lease, CancellationToken stopping)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var (sealer, tail) = (new Sealer(scopes), new SealedTail(scopes));
        var checkpoints = await LoadCheckpointsAsync(stop.Token);
        await sealer.LoadAsync(checkpoints[FloorName].Position, stop.Token);
        tail.Begin(sealer.Head);
        var loops = subscribers.Select(s => new SubscriberLoop(s, tail, scopes, options, clock, logger)).ToList();
        progress.Begin(tail, loops);
        var work = loops.Select(l => Task.Run(() => l.RunAsync(checkpoints[l.Name].Position, checkpoints[l.Name].Attempts, stop.Token), CancellationToken.None))
            .Append(SealAsync(sealer, tail, stop.Token)).Append(ExtendAsync(lease, stop.Token)).ToList();
        // The first that ends, for whatever reason, ends all: the keeper begins anew from what is stored.
        var first = await Task.WhenAny(work);
        progress.End();
        await stop.CancelAsync();
        await Task.WhenAll(work).ContinueWith(_ => { }, TaskScheduler.Default);
        await StoreFloorAsync(sealer.Floor);
        await heads.WriteAsync(sealer.Head, sealer.HeadHash, CancellationToken.None);
        await first;
    }

    private async Task SealAsync(Sealer sealer, SealedTail tail, CancellationToken ct)
    {
        var (anchored, floor) = (clock.GetTimestamp(), sealer.Floor);
        while (true)
        {
            var sealedNow = await sealer.PassAsync(ct);
            tail.Add(sealedNow);
            if (sealer.Floor - floor >= 10_000)
                await StoreFloorAsync(floor = sealer.Floor);
            if (clock.GetElapsedTime(anchored) >= AnchorEvery)
            {
                await heads.WriteAsync(sealer.Head, sealer.HeadHash, ct);
                anchored = clock.GetTimestamp();
            }

            if (sealedNow.Count == Sealer.Batch)
                continue;
            // Under load events gather for a moment, so that a seal of one costs no commit of its own; a gap is looked at again soon.
            if (sealedNow.Count > 0)
                await Task.Delay(15, ct);
            await signal.WaitAsync(sealer.HasGaps ? TimeSpan.FromMilliseconds(50) : options.Poll, ct);
        }
    }

    private async Task ExtendAsync(Lease lease, CancellationToken ct)
    {
        while (true)
        {
            await Task.Delay(options.Hold / 4, ct);
            if (!await lease.ExtendAsync(options.Hold, ct))
                throw new InvalidOperationException("The lease on the log was taken by another copy of the program.");
        }
    }

    /// <summary>
    /// The stored positions. On a database without any, all subscribers begin with the first event; one that a later release adds begins with the events that
    /// come after its first start, it does not repeat history.
    /// </summary>
    private async Task<Dictionary<string, CheckpointRow>> LoadCheckpointsAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var known = await db.Set<CheckpointRow>().ToDictionaryAsync(c => c.Name, ct);
        var start = known.Count == 0 ? 0 : await db.Set<SealRow>().MaxAsync(s => (long?)s.No, ct) ?? 0;
        foreach (var name in subscribers.Select(s => s.Name).Prepend(FloorName).Where(n => !known.ContainsKey(n)))
        {
            known[name] = new CheckpointRow { Name = name, Position = name == FloorName ? 0 : start };
            db.Add(known[name]);
        }

        await db.SaveChangesAsync(ct);
        return known;
    }

    private async Task StoreFloorAsync(long floor)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AppDb>().Set<CheckpointRow>().Where(c => c.Name == FloorName && c.Position < floor)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.Position, floor));
    }
}
