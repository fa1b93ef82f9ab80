using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Qishi.Kernel;
using Qishi.Platform.Data;
using Qishi.Platform.Messaging;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Platform.Messaging;

public sealed class SendMessagesTests
{
    private readonly Gateway gateway = new();

    [Theory, OnEachDatabase]
    public async Task Run_InQuietHours_SendsCodesOnlyAndTheRestInTheMorning(DatabaseKind kind)
    {
        var clock = new FakeTimeProvider(At(new(2026, 11, 24), "21:00"));
        await using var app = await NewAppAsync(kind, clock);
        await QueueAsync(app, "startup.returned");
        await QueueAsync(app, "identity.code");
        await RunAsync(app);
        Assert.Equal(["identity.code"], gateway.Sent);
        clock.SetUtcNow(At(new(2026, 11, 25), "08:00"));
        await RunAsync(app);
        await RunAsync(app);
        Assert.Equal(["identity.code", "startup.returned"], gateway.Sent);
    }

    [Theory, OnEachDatabase]
    public async Task Run_GatewayIsDown_TriesAgainLaterAndGivesUpVisibly(DatabaseKind kind)
    {
        var clock = new FakeTimeProvider(At(new(2026, 11, 24), "09:00"));
        await using var app = await NewAppAsync(kind, clock);
        gateway.Down = true;
        await QueueAsync(app, "identity.code");
        await RunAsync(app);
        await RunAsync(app);
        Assert.Equal(1, (await RowAsync(app)).Attempts);
        for (var i = 0; i < 10; i++)
        {
            clock.Advance(TimeSpan.FromHours(2));
            await RunAsync(app);
        }

        var row = await RowAsync(app);
        Assert.Equal(8, row.Attempts);
        Assert.NotNull(row.FailedAt);
        Assert.Equal("TimeoutException", row.LastError);
    }

    private Task<BareApp> NewAppAsync(DatabaseKind kind, TimeProvider clock) =>
        BareApp.NewAsync(kind, clock, s => s.Replace(ServiceDescriptor.Singleton<IMessageGateway>(gateway)), seed: true);

    private static Task RunAsync(BareApp app) => app.AsAsync(null, s => s.GetRequiredService<SendMessages>().RunAsync(default));

    private static Task<MessageRow> RowAsync(BareApp app) => app.WithDbAsync(db => db.Set<MessageRow>().AsNoTracking().SingleAsync());

    private static Task QueueAsync(BareApp app, string topic) => app.AsAsync(null, async s =>
    {
        s.GetRequiredService<Messages>().Queue("13800000001", topic, topic, "case:1");
        await s.GetRequiredService<AppDb>().SaveChangesAsync();
    });

    private static DateTimeOffset At(DateOnly day, string time) => new(ChinaTime.ToUtc(day, TimeOnly.Parse(time, null)));

    private sealed class Gateway : IMessageGateway
    {
        public ConcurrentQueue<string> Sent { get; } = [];
        public bool Down { get; set; }

        public Task SendAsync(Guid id, string to, string text, CancellationToken ct)
        {
            if (Down)
                throw new TimeoutException(to);
            Sent.Enqueue(text);
            return Task.CompletedTask;
        }
    }
}
