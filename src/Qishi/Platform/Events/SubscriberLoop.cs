using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Telemetry;

namespace Qishi.Platform.Events;

/// <summary>
/// Brings sealed events to one subscriber, in order. Events and checkpoint are one transaction: what the subscriber wrote and that it is done become real together,
/// and the checkpoint moves only from where this loop believes it to be, so a second loop can do no harm.
/// </summary>
internal sealed class SubscriberLoop(SubscriberType type, SealedTail tail, IServiceScopeFactory scopes, DispatchOptions options, TimeProvider clock, ILogger logger)
{
    private const int Together = 100;
    private const int SavePositionEvery = 2000;
    private long stored;

    public string Name => type.Name;

    /// <summary>Done with everything up to here.</summary>
    public long Position { get; private set; }

    /// <summary>Failed attempts at the next event; 0 when all is well.</summary>
    public int Attempts { get; private set; }

    public async Task RunAsync(long start, int attempts, CancellationToken ct)
    {
        (Position, stored, Attempts) = (start, start, attempts);
        try
        {
            while (true)
                await AdvanceAsync(await tail.ReadAfterAsync(Position, ct), ct);
        }
        finally
        {
            if (Position != stored)
                await SavePositionAsync(CancellationToken.None);
        }
    }

    private async Task AdvanceAsync(IReadOnlyList<SealedEvent> events, CancellationToken ct)
    {
        if (events.Count == 0)
        {
            // Sealed rows without event rows: nothing to bring.
            Position = tail.Head;
            return;
        }

        var mine = events.Where(e => EventTypes.TypeOf(e.Row.Type) is { } clr && type.Handles(clr)).Take(Together).ToList();
        var upTo = mine.Count == Together ? mine[^1].No : events[^1].No;
        if (mine.Count > 0)
        {
            if (Attempts > 0 || !await TryAsync(mine, upTo, ct))
                foreach (var one in mine)
                    await HandleOneAsync(one, ct);
        }

        Position = upTo;
        if (Position - stored >= SavePositionEvery)
            await SavePositionAsync(ct);
    }

    private async Task<bool> TryAsync(List<SealedEvent> events, long upTo, CancellationToken ct)
    {
        try
        {
            await HandleAsync(events, upTo, ct);
            return true;
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is not CheckpointMovedException)
        {
            // Some event of these fails: they are brought one by one, and the one that fails is dealt with there.
            logger.LogDebug(e, "{Subscriber}: {Count} events together failed", Name, events.Count);
            return false;
        }
    }

    private async Task HandleOneAsync(SealedEvent one, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await HandleAsync([one], one.No, ct);
                Attempts = 0;
                return;
            }
            catch (Exception e) when (!ct.IsCancellationRequested && e is not CheckpointMovedException)
            {
                Attempts++;
                logger.LogWarning(e, "{Subscriber}: event {Seq} ({Type}) failed, attempt {Attempt}", Name, one.Row.Seq, one.Row.Type, Attempts);
                if (Attempts >= options.Attempts)
                {
                    await ParkAsync(one, e, ct);
                    Attempts = 0;
                    return;
                }

                await NoteFailureAsync(e, ct);
                await Task.Delay(options.PauseAfter(Attempts), ct);
            }
        }
    }

    private async Task HandleAsync(List<SealedEvent> events, long upTo, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.Program(Name);
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await MoveAsync(db, upTo, ct);
        var subscriber = scope.ServiceProvider.GetRequiredService(type.Type);
        if (subscriber is IHandleTogether together)
            await together.HandleAsync([.. events.Select(Read)], ct);
        else
            foreach (var e in events)
            {
                await type.CallAsync(subscriber, Read(e), e.Context, ct);
                if (db.ChangeTracker.HasChanges())
                    break;
                db.ChangeTracker.Clear();
            }

        if (db.ChangeTracker.HasChanges())
            throw new InvalidOperationException($"{Name} left changes unsaved.");
        await transaction.CommitAsync(ct);
        stored = upTo;
        Meters.Handled.Add(events.Count, new KeyValuePair<string, object?>("subscriber", Name));
    }

    private static IEvent Read(SealedEvent e) => EventTypes.Read(e.Row.Type, e.Row.Payload)!;

    private async Task MoveAsync(AppDb db, long upTo, CancellationToken ct)
    {
        var moved = await db.Set<CheckpointRow>().Where(c => c.Name == Name && c.Position == stored).ExecuteUpdateAsync(
            s => s.SetProperty(c => c.Position, upTo).SetProperty(c => c.Attempts, 0).SetProperty(c => c.LastError, (string?)null).SetProperty(c => c.LastFailedAt, (DateTime?)null), ct);
        if (moved != 1)
            throw new CheckpointMovedException(Name);
    }

    private async Task SavePositionAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await MoveAsync(scope.ServiceProvider.GetRequiredService<AppDb>(), Position, ct);
        stored = Position;
    }

    private async Task NoteFailureAsync(Exception e, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (error, now) = (ErrorText.Of(e), clock.UtcNow());
        await scope.ServiceProvider.GetRequiredService<AppDb>().Set<CheckpointRow>().Where(c => c.Name == Name && c.Position == stored).ExecuteUpdateAsync(
            s => s.SetProperty(c => c.Attempts, Attempts).SetProperty(c => c.LastError, error).SetProperty(c => c.LastFailedAt, now), ct);
    }

    private async Task ParkAsync(SealedEvent one, Exception e, CancellationToken ct)
    {
        logger.LogError(e, "{Subscriber}: event {Seq} ({Type}) is parked after {Attempts} attempts", Name, one.Row.Seq, one.Row.Type, Attempts);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await MoveAsync(db, one.No, ct);
        db.Add(new ParkedEventRow
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Subscriber = Name,
            SealNo = one.No,
            EventSeq = one.Row.Seq,
            Type = one.Row.Type,
            Subject = one.Row.Subject,
            Error = ErrorText.Of(e),
            ParkedAt = clock.UtcNow(),
        });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        stored = one.No;
        Meters.Parked.Add(1, new KeyValuePair<string, object?>("subscriber", Name));
    }
}

/// <summary>Another dispatcher moved the checkpoint: this one no longer holds the lease.</summary>
internal sealed class CheckpointMovedException(string subscriber) : Exception($"The checkpoint of {subscriber} was moved by another copy of the program.");

/// <summary>How failures are treated: <c>Events:Attempts</c> (10) and <c>Events:FirstPauseMilliseconds</c> (500), doubled each time up to five minutes. <c>Events:LeaseSeconds</c> (20): how long a copy that died still keeps the log.</summary>
internal sealed record DispatchOptions(int Attempts, TimeSpan FirstPause, TimeSpan Poll, TimeSpan Hold)
{
    public static DispatchOptions From(IConfiguration configuration) => new(
        configuration.GetValue("Events:Attempts", 10), TimeSpan.FromMilliseconds(configuration.GetValue("Events:FirstPauseMilliseconds", 500)),
        TimeSpan.FromMilliseconds(configuration.GetValue("Events:PollMilliseconds", 1000)),
        TimeSpan.FromSeconds(configuration.GetValue("Events:LeaseSeconds", 20.0)));

    public TimeSpan PauseAfter(int attempt) => TimeSpan.FromMilliseconds(Math.Min(FirstPause.TotalMilliseconds * Math.Pow(2, attempt - 1), 300_000));
}

internal static class ErrorText
{
    /// <summary>Type and message, cut to a column's length.</summary>
    public static string Of(Exception e)
    {
        var inner = e.GetBaseException();
        var text = $"{inner.GetType().Name}: {inner.Message}";
        return text.Length <= 500 ? text : text[..500];
    }
}
