using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Qishi.Kernel;
using Qishi.Platform;
using Qishi.Platform.Data;
using Qishi.Platform.Jobs;
using Qishi.Tests.Platform.Events;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Platform.Jobs;

public sealed class JobRunnerTests
{
    [Theory, OnEachDatabase]
    public async Task Run_TwoRunners_EachDayOnce(DatabaseKind kind)
    {
        var counts = new Counts();
        await using var app = await Counted.NewAppAsync(kind, s => s.AddSingleton(counts).AddScoped<CountRuns>());
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero));
        using var first = NewRunner(app, clock);
        using var second = NewRunner(app, clock);
        await Task.WhenAll(first.StartAsync(default), second.StartAsync(default));
        await UntilAsync(() => app.WithDbAsync(db => db.Set<JobRow>().AnyAsync(j => j.Name == nameof(CountRuns))));
        for (var day = 0; day < 4; day++)
        {
            clock.Advance(TimeSpan.FromHours(day == 0 ? 3 : 24));
            await UntilAsync(async () =>
            {
                // A little more each time: a runner that was just about to wait must wake, but nobody's lease may run out.
                clock.Advance(TimeSpan.FromSeconds(1));
                return await app.WithDbAsync(db => db.Set<JobRow>().AnyAsync(j => j.Name == nameof(CountRuns) && j.NextAt > clock.UtcNow() && j.Owner == null));
            });
        }

        await Task.WhenAll(first.StopAsync(default), second.StopAsync(default));
        Assert.Equal(4, counts.Runs.Count);
        Assert.Equal(0, counts.Overlaps);
    }

    [Theory, OnEachDatabase]
    public async Task Run_JobFails_IsShownAndPlannedAgain(DatabaseKind kind)
    {
        var counts = new Counts { Fail = true };
        await using var app = await Counted.NewAppAsync(kind, s => s.AddSingleton(counts).AddScoped<CountRuns>());
        using var runner = NewRunner(app, TimeProvider.System);
        Assert.True(await runner.RunNowAsync(nameof(CountRuns), default));
        var row = await app.WithDbAsync(db => db.Set<JobRow>().SingleAsync(j => j.Name == nameof(CountRuns)));
        Assert.Equal(("InvalidOperationException: planted", 1), (row.LastError, row.Failures));
        Assert.Null(row.Owner);
        counts.Fail = false;
        Assert.True(await runner.RunNowAsync(nameof(CountRuns), default));
        Assert.Equal(0, (await app.WithDbAsync(db => db.Set<JobRow>().SingleAsync(j => j.Name == nameof(CountRuns)))).Failures);
    }

    [Theory]
    [InlineData("2026-11-23T21:59:00Z", "2026-11-23T22:00:00Z")]
    [InlineData("2026-11-23T22:00:00Z", "2026-11-24T22:00:00Z")]
    public void NextAfter_Daily_IsChineseWallTime(string now, string next) =>
        Assert.Equal(DateTimeOffset.Parse(next, null).UtcDateTime, JobPlan.Daily<CountRuns>("06:00").NextAfter(DateTimeOffset.Parse(now, null).UtcDateTime));

    private static JobRunner NewRunner(BareApp app, TimeProvider clock)
    {
        var module = new Module(new("Test", "测试", "tst_"), typeof(JobRunnerTests), _ => { }, [], [], [JobPlan.Daily<CountRuns>("12:00")], [], (_, _) => Task.CompletedTask);
        return new(new ModuleList { module }, app.Services.GetRequiredService<IServiceScopeFactory>(), new ProgramCopy(), clock, NullLogger<JobRunner>.Instance);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await condition())
            await Task.Delay(10, limit.Token);
    }

    internal sealed class Counts
    {
        public ConcurrentBag<string> Runs { get; } = [];
        public bool Fail { get; set; }
        public int Now;
        public int Overlaps;
    }

    internal sealed class CountRuns(Counts counts) : IJob
    {
        public async Task RunAsync(CancellationToken ct)
        {
            if (Interlocked.Increment(ref counts.Now) > 1)
                Interlocked.Increment(ref counts.Overlaps);
            await Task.Delay(20, ct);
            Interlocked.Decrement(ref counts.Now);
            if (counts.Fail)
                throw new InvalidOperationException("planted");
            counts.Runs.Add("");
        }
    }
}
