using Microsoft.EntityFrameworkCore;
using Qishi.Bench.Campaign;
using Qishi.Departments;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Modules.Exchange.Channels;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Exchange.Campaign;

/// <summary>Real processes of the real program, killed with -9. The long form is a scenario of the bench.</summary>
[Collection(RealProcesses.Name)]
public sealed class CampaignTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Short_OnPostgres_TwoCopies_EveryMatterEndsOnce()
    {
        Assert.SkipWhen(Databases.PostgresAdmin is null, "PostgreSQL is not configured (QISHI_TEST_POSTGRES)");
        await RunAsync(DatabaseKind.Postgres, new(20261124, StartUps: 40, Kills: 3, Copies: 2, FaultPercent: 25, BrokerRestarts: 1, TimeSpan.FromMilliseconds(5), TimeSpan.FromMinutes(6)));
    }

    [Fact]
    public async Task Short_OnSqlite_OneCopy_EveryMatterEndsOnce() =>
        await RunAsync(DatabaseKind.Sqlite, new(451521, StartUps: 20, Kills: 1, Copies: 1, FaultPercent: 25, BrokerRestarts: 0, TimeSpan.FromMilliseconds(5), TimeSpan.FromMinutes(6)));

    /// <summary>One of two copies is killed with calls under way; the other takes what it held when the claims end.</summary>
    [Fact]
    public async Task TwoCopies_OneKilledWhileDelivering_TheOtherTakesOver_WithoutASecondEffect()
    {
        Assert.SkipWhen(Databases.PostgresAdmin is null, "PostgreSQL is not configured (QISHI_TEST_POSTGRES)");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        var url = new Uri($"http://127.0.0.1:{Ports.Free()}");
        var settings = new Dictionary<string, string?>(TestApp.SeededSettings(DatabaseKind.Postgres))
        {
            ["Departments:Url"] = url.GetLeftPart(UriPartial.Authority),
            ["Exchange:TimeFactor"] = "0.0005",
            ["Exchange:LeastAckSeconds"] = "20",
            ["Exchange:LeaseSeconds"] = "6",
            ["Exchange:Batch"] = "4",
        };
        using var first = new WorkerCopy(typeof(Program).Assembly.Location, settings);
        using var second = new WorkerCopy(typeof(Program).Assembly.Location, settings);
        first.Start();
        await first.ReadyAsync(limit.Token);
        second.Start();
        await second.ReadyAsync(limit.Token);
        await using var driver = new Driver(settings, TimeProvider.System);
        await using var departments = await DepartmentsHost.StartAsync(
            new DepartmentsOptions { Url = url, Folder = settings["DataFolder"]!, Pace = 0.3, Platforms = [first.Address, second.Address] }, TimeProvider.System, limit.Token);
        foreach (var habit in Habit.All)
            departments.Steering[habit.Code] = new Steering { Mode = "slow" };
        await driver.OrderAsync(1, 6);
        var claimed = 0;
        while (claimed == 0)
            claimed = await driver.WithDbAsync(db => db.Set<HandOver>().CountAsync(h => h.ClaimedUntil > DateTime.UtcNow, limit.Token));
        first.Kill();
        var held = await driver.WithDbAsync(db => db.Set<HandOver>().AsNoTracking().Where(h => h.ClaimedBy != null).Select(h => h.Id).ToListAsync(limit.Token));
        Assert.NotEmpty(held);
        while (await driver.WithDbAsync(db => db.Set<HandOver>().AnyAsync(h => h.Status != HandOverStatus.Done, limit.Token)))
            await Task.Delay(200, limit.Token);
        await using var theirs = new DepartmentsDb(departments.Options.File);
        var rows = await theirs.Received.AsNoTracking().ToListAsync(limit.Token);
        Assert.Equal(36, rows.Count);
        Assert.All(rows, r => Assert.Equal(1, r.Effects));
    }

    private async Task RunAsync(DatabaseKind kind, CampaignPlan plan)
    {
        var broker = await BrokerCollection.EmptyAsync();
        var outcome = await new FaultCampaign(plan, typeof(Program).Assembly.Location, TestApp.SeededSettings(kind), broker, output.WriteLine).RunAsync(TestContext.Current.CancellationToken);
        output.WriteLine($"seed {plan.Seed}: {outcome.Matters} matters, {outcome.Versions} versions, {outcome.Deliveries} arrivals, {outcome.Effects} effects, {outcome.Attempts} attempts, {outcome.Seconds:N0} s");
        Assert.Empty(outcome.Broken);
        Assert.Equal(0, outcome.Differences);
        Assert.True(outcome.Faults.Values.Sum() > plan.StartUps / 2, "the script did nothing");
        Assert.True(outcome.Deliveries > outcome.Effects, "nothing was ever repeated");
    }
}
