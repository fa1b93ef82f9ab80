using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Platform.Events;

public sealed class SealerTests
{
    [Theory, OnEachDatabase]
    public async Task Pass_ParallelWritersWithGaps_SealsEveryCommittedEventOnce(DatabaseKind kind)
    {
        await using var app = await Counted.NewAppAsync(kind);
        var sealer = new Sealer(app.Services.GetRequiredService<IServiceScopeFactory>());
        await sealer.LoadAsync(0, default);
        using var done = new CancellationTokenSource();
        var sealing = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await sealer.PassAsync(default);
                await Task.Delay(1, CancellationToken.None);
            }
        });
        await Task.WhenAll(Enumerable.Range(0, 6).Select(w => Task.Run(() => WriteAsync(app, w))));
        await done.CancelAsync();
        await sealing;
        for (var i = 0; i < 3; i++)
            await app.SealAllAsync(sealer);

        await app.WithDbAsync(async db =>
        {
            var events = await db.Set<EventRow>().Select(e => e.Seq).ToListAsync();
            var seals = await db.Set<SealRow>().OrderBy(s => s.No).ToListAsync();
            Assert.Equal(6 * 20 * 2, events.Count);
            Assert.Equal(events.Order(), seals.Select(s => s.EventSeq).Order());
            Assert.Equal(Enumerable.Range(1, seals.Count).Select(n => (long)n), seals.Select(s => s.No));
            return true;
        });
        Assert.False(sealer.HasGaps);
        Assert.True(await IsWholeAsync(app));
    }

    [Theory, OnEachDatabase]
    public async Task Pass_OlderNumberCommitsLater_IsStillSealed(DatabaseKind kind)
    {
        Assert.SkipUnless(kind == DatabaseKind.Postgres, "SQLite has one writer: numbers are given in commit order");
        await using var app = await Counted.NewAppAsync(kind);
        var sealer = new Sealer(app.Services.GetRequiredService<IServiceScopeFactory>());
        await sealer.LoadAsync(0, default);
        await app.AsAsync(null, async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            await using var slow = await db.Database.BeginTransactionAsync();
            db.Add(new EventRow { ProcessId = Guid.NewGuid(), Type = "Platform.ParameterProposed", Subject = "slow", Payload = "{}" });
            await db.SaveChangesAsync();
            await app.AppendAsync("fast", 3);
            Assert.Equal(3, (await app.SealAllAsync(sealer)).Count);
            await app.SealAllAsync(sealer);
            Assert.True(sealer.HasGaps);
            await slow.CommitAsync();
        });
        Assert.Equal("slow", (await app.SealAllAsync(sealer)).Single().Row.Subject);
        Assert.False(sealer.HasGaps);
        Assert.True(await IsWholeAsync(app));
    }

    [Theory, OnEachDatabase]
    public async Task Pass_NumberDrawnBeforeTheFirstWrite_IsWaitedFor(DatabaseKind kind)
    {
        Assert.SkipUnless(kind == DatabaseKind.Postgres, "SQLite has one writer: numbers are given in commit order");
        await using var app = await Counted.NewAppAsync(kind);
        var sealer = new Sealer(app.Services.GetRequiredService<IServiceScopeFactory>());
        await sealer.LoadAsync(0, default);
        await app.AppendAsync("first");
        await app.AsAsync(null, async s =>
        {
            // The transaction has drawn its number but has written nothing, so it has no transaction number yet.
            var db = s.GetRequiredService<AppDb>();
            await using var slow = await db.Database.BeginTransactionAsync();
            var seq = (await db.Database.SqlQueryRaw<long>("select nextval(pg_get_serial_sequence('plt_event', 'seq')) as \"Value\"").ToListAsync()).Single();
            await app.AppendAsync("fast");
            await app.SealAllAsync(sealer);
            await app.SealAllAsync(sealer);
            Assert.True(sealer.HasGaps);
            await db.Database.ExecuteSqlAsync($"insert into plt_event (seq, process_id, type, subject, payload, at) overriding system value values ({seq}, {Guid.NewGuid()}, 'Platform.ParameterProposed', 'drawn', '{{}}', now())");
            await slow.CommitAsync();
        });
        Assert.Equal("drawn", (await app.SealAllAsync(sealer)).Single().Row.Subject);
    }

    [Theory, OnEachDatabase]
    public async Task Load_AfterRestart_GoesOnWhereTheChainStood(DatabaseKind kind)
    {
        await using var app = await Counted.NewAppAsync(kind);
        await app.AppendAsync("a", 5);
        await app.SealAllAsync();
        await app.AppendAsync("b", 5);
        var second = new Sealer(app.Services.GetRequiredService<IServiceScopeFactory>());
        await second.LoadAsync(0, default);
        Assert.Equal([6L, 7, 8, 9, 10], (await app.SealAllAsync(second)).Select(e => e.No));
        Assert.True(await IsWholeAsync(app));
    }

    internal static async Task<bool> IsWholeAsync(BareApp app) => (await app.AsAsync(null, s => s.GetRequiredService<LogCheck>().RunAsync(default))).Whole;

    // Of five transactions one is rolled back (its numbers never come), one is held open for a while (its numbers come late).
    private static async Task WriteAsync(BareApp app, int writer)
    {
        for (var i = 0; i < 25; i++)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            scope.ServiceProvider.GetRequiredService<EventLog>().Record(Qishi.Platform.Auth.Actor.Program("test"), "Testing", null, [Counted.NewEvent($"{writer}-{i}a"), Counted.NewEvent($"{writer}-{i}b")]);
            await db.SaveChangesAsync();
            if (i % 5 == 1)
                await Task.Delay(100);
            if (i % 5 == 2)
                await transaction.RollbackAsync();
            else
                await transaction.CommitAsync();
        }
    }
}
