using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Platform.Events;

/// <summary>Parked events: shown to the operator and run again when the cause is mended.</summary>
internal sealed class ParkedEvents(AppDb db, IServiceScopeFactory scopes, IEnumerable<SubscriberType> subscribers, TimeProvider clock)
{
    /// <summary>Those still open, oldest first.</summary>
    public IQueryable<ParkedEventRow> Open => db.Set<ParkedEventRow>().AsNoTracking().Where(p => p.ResolvedAt == null).OrderBy(p => p.ParkedAt);

    /// <summary>Brings the event to its subscriber once more. What the subscriber writes and that the event is resolved are one transaction; a failure stays parked.</summary>
    public async Task<Result<bool>> RerunAsync(Guid id, CancellationToken ct)
    {
        if (await Open.SingleOrDefaultAsync(p => p.Id == id, ct) is not { } parked)
            return new Problem("parked-resolved", "这条事件已经处理好了。请刷新页面");
        if (subscribers.FirstOrDefault(s => s.Name == parked.Subscriber) is not { } type)
            return new Problem("parked-subscriber", $"程序里已没有“{parked.Subscriber}”，不能重新运行。请联系系统管理员");
        try
        {
            await RunAsync(parked, type, ct);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var error = ErrorText.Of(e);
            await db.Set<ParkedEventRow>().Where(p => p.Id == id).ExecuteUpdateAsync(s => s.SetProperty(p => p.Error, error).SetProperty(p => p.Reruns, p => p.Reruns + 1), ct);
            return new Problem("parked-failed", $"重新运行没有成功：{error}。问题排除后可以再试");
        }
    }

    private async Task RunAsync(ParkedEventRow parked, SubscriberType type, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.Program(type.Name);
        var own = scope.ServiceProvider.GetRequiredService<AppDb>();
        var now = clock.UtcNow();
        await using var transaction = await own.Database.BeginTransactionAsync(ct);
        if (await own.Set<ParkedEventRow>().Where(p => p.Id == parked.Id && p.ResolvedAt == null)
                .ExecuteUpdateAsync(s => s.SetProperty(p => p.ResolvedAt, now).SetProperty(p => p.Reruns, p => p.Reruns + 1), ct) == 0)
            return;
        var row = await own.Set<EventRow>().AsNoTracking().SingleAsync(e => e.Seq == parked.EventSeq, ct);
        var e = EventTypes.Read(row.Type, row.Payload) ?? throw new InvalidOperationException($"Unknown event type {row.Type}.");
        await type.CallAsync(scope.ServiceProvider.GetRequiredService(type.Type), e, new SealedEvent(parked.SealNo, row).Context, ct);
        if (own.ChangeTracker.HasChanges())
            throw new InvalidOperationException($"{type.Name} left changes unsaved.");
        await transaction.CommitAsync(ct);
    }
}
