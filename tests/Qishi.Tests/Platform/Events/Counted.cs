using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Qishi.Kernel;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;
using Qishi.Tests.Support;

namespace Qishi.Tests.Platform.Events;

/// <summary>What the tests of the log share: an app without its own keeper, a subscriber that writes one row per event, and a keeper to run by hand.</summary>
internal static class Counted
{
    /// <summary>An app that does not keep the log by itself.</summary>
    public static Task<BareApp> NewAppAsync(DatabaseKind kind, Action<IServiceCollection>? configure = null, Dictionary<string, string?>? extra = null) =>
        BareApp.NewAsync(kind, configure: configure, extra: new(extra ?? []) { ["Roles"] = "web", ["Events:FirstPauseMilliseconds"] = "1" });

    public static ParameterProposed NewEvent(string key) => new(Guid.NewGuid(), key);

    public static Task AppendAsync(this BareApp app, string key, int count = 1) => app.AsAsync(null, async s =>
    {
        s.GetRequiredService<EventLog>().Record(Actor.Program("test"), "Testing", null, Enumerable.Range(0, count).Select(_ => NewEvent(key)));
        await s.GetRequiredService<AppDb>().SaveChangesAsync();
    });

    public static async Task<List<SealedEvent>> SealAllAsync(this BareApp app, Sealer? sealer = null)
    {
        if (sealer is null)
        {
            sealer = new Sealer(app.Services.GetRequiredService<IServiceScopeFactory>());
            await sealer.LoadAsync(0, default);
        }

        var all = new List<SealedEvent>();
        while (await sealer.PassAsync(default) is { Count: > 0 } some)
            all.AddRange(some);
        return all;
    }

    public static SubscriberLoop NewLoop<T>(this BareApp app, SealedTail tail) => new(
        new SubscriberType(typeof(T)), tail, app.Services.GetRequiredService<IServiceScopeFactory>(), app.Services.GetRequiredService<DispatchOptions>(), TimeProvider.System, NullLogger.Instance);

    /// <summary>Runs a loop over all that is sealed, from the stored checkpoint, until it has come to the end.</summary>
    public static async Task DispatchAsync<T>(this BareApp app, CancellationToken kill = default)
    {
        var tail = new SealedTail(app.Services.GetRequiredService<IServiceScopeFactory>());
        var (position, attempts, head) = await app.WithDbAsync(async db =>
        {
            var row = await db.Set<CheckpointRow>().SingleOrDefaultAsync(c => c.Name == typeof(T).Name);
            if (row is null)
                db.Add(row = new CheckpointRow { Name = typeof(T).Name });
            await db.SaveChangesAsync();
            return (row.Position, row.Attempts, await db.Set<SealRow>().MaxAsync(s => (long?)s.No) ?? 0);
        });
        tail.Begin(head);
        var loop = app.NewLoop<T>(tail);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(kill);
        var run = loop.RunAsync(position, attempts, stop.Token);
        while (!run.IsCompleted && loop.Position < head)
            await Task.Delay(5, CancellationToken.None);
        await stop.CancelAsync();
        await run.ContinueWith(_ => { }, TaskScheduler.Default);
        if (run.IsFaulted)
            await run;
    }
}
