using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Qishi.Kernel;
using Qishi.Platform.Data;
using Qishi.Platform.Messaging;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Platform.Data;

public sealed class ClaimsTests
{
    [Theory, OnEachDatabase]
    public async Task Claim_ManyWorkersAtOnce_EachRowGoesToOne(DatabaseKind kind)
    {
        var app = await BareApp.SharedAsync(kind);
        var topic = await QueueAsync(app, 60);
        var got = new ConcurrentBag<Guid>();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            while (await app.WithDbAsync(db => ClaimAsync(db, topic, 7, TimeProvider.System)) is { Count: > 0 } rows)
                foreach (var row in rows)
                    got.Add(row.Id);
        })));
        Assert.Equal(60, got.Count);
        Assert.Equal(60, got.Distinct().Count());
    }

    [Theory, OnEachDatabase]
    public async Task Save_ClaimRanOutAndWasTakenByAnother_Fails(DatabaseKind kind)
    {
        var app = await BareApp.SharedAsync(kind);
        var topic = await QueueAsync(app, 1);
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await app.WithDbAsync(async slow =>
        {
            var mine = (await ClaimAsync(slow, topic, 1, clock)).Single();
            Assert.Empty(await app.WithDbAsync(db => ClaimAsync(db, topic, 1, clock)));
            clock.Advance(TimeSpan.FromMinutes(6));
            Assert.Single(await app.WithDbAsync(db => ClaimAsync(db, topic, 1, clock)));
            mine.SentAt = clock.UtcNow();
            mine.Release();
            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => slow.SaveChangesAsync());
            return true;
        });
    }

    private static Task<List<MessageRow>> ClaimAsync(AppDb db, string topic, int count, TimeProvider clock) =>
        db.ClaimAsync<MessageRow>(q => q.Where(m => m.Topic == topic && m.SentAt == null).OrderBy(m => m.QueuedAt), count, TimeSpan.FromMinutes(5), clock, default);

    private static async Task<string> QueueAsync(BareApp app, int count)
    {
        var topic = Guid.NewGuid().ToString("N");
        await app.WithDbAsync(async db =>
        {
            var messages = new Messages(db, TimeProvider.System);
            for (var i = 0; i < count; i++)
                messages.Queue("13800000001", "【望溪县市场监督管理局】测试", topic, "test:1");
            // Not due before the year 9000, so that the sending job leaves them alone.
            foreach (var row in db.ChangeTracker.Entries<MessageRow>())
                row.Entity.NotBefore = new DateTime(9000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
            return await db.SaveChangesAsync();
        });
        return topic;
    }
}
