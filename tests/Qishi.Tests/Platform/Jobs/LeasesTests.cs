using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Qishi.Platform.Data;
using Qishi.Platform.Jobs;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Platform.Jobs;

public sealed class LeasesTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory, OnEachDatabase]
    public async Task TryTake_HeldByAnother_GivesNothingUntilItRunsOut(DatabaseKind kind)
    {
        var app = await BareApp.SharedAsync(kind);
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var (first, second) = (NewLeases(app, clock), NewLeases(app, clock));
        var name = Guid.NewGuid().ToString();

        var held = await first.TryTakeAsync(name, Minute, default);
        Assert.NotNull(held);
        Assert.Null(await second.TryTakeAsync(name, Minute, default));
        clock.Advance(TimeSpan.FromSeconds(61));
        await using var taken = await second.TryTakeAsync(name, Minute, default);
        Assert.NotNull(taken);
        Assert.False(await held.ExtendAsync(Minute, default));
    }

    [Theory, OnEachDatabase]
    public async Task TryTake_ManyAtOnce_GivesItToOne(DatabaseKind kind)
    {
        var app = await BareApp.SharedAsync(kind);
        var name = Guid.NewGuid().ToString();
        var got = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => NewLeases(app, TimeProvider.System).TryTakeAsync(name, Minute, default))));
        Assert.Single(got, l => l is not null);
    }

    [Theory, OnEachDatabase]
    public async Task TryTake_OwnerProcessIsGone_TakesItAtOnce(DatabaseKind kind)
    {
        var app = await BareApp.SharedAsync(kind);
        var name = Guid.NewGuid().ToString();
        await app.WithDbAsync(async db =>
        {
            db.Add(new LeaseRow { Name = name, Owner = $"{Environment.MachineName}/{Environment.ProcessId}/1/abc", Until = DateTime.UtcNow.AddHours(1) });
            return await db.SaveChangesAsync();
        });
        await using var lease = await NewLeases(app, TimeProvider.System).TryTakeAsync(name, Minute, default);
        Assert.NotNull(lease);
    }

    private static Leases NewLeases(BareApp app, TimeProvider clock) => new(app.Services.GetRequiredService<IServiceScopeFactory>(), new ProgramCopy(), clock);
}
