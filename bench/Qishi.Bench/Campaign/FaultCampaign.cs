using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Qishi.Departments;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Figures;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;

namespace Qishi.Bench.Campaign;

/// <param name="Seed">Of faults, kills and the department that goes down.</param>
/// <param name="StartUps">Each hands over six matters, one by each route.</param>
/// <param name="Kills">kill -9 of platform processes.</param>
/// <param name="Copies">Copies of the platform on one database.</param>
/// <param name="FaultPercent">How many of a hundred arrivals and reports go wrong.</param>
/// <param name="BrokerRestarts">kill -9 of the message broker.</param>
/// <param name="DemoMinute">How long a minute of retries and outages takes.</param>
/// <param name="Limit">After this long it has failed.</param>
internal sealed record CampaignPlan(int Seed, int StartUps, int Kills, int Copies, int FaultPercent, int BrokerRestarts, TimeSpan DemoMinute, TimeSpan Limit);

/// <summary>
/// Start-ups are handed over by all routes at once while departments misbehave by seed, one is down for three days of demo time, the broker and the platform's own
/// processes are killed. At the end every matter must be final exactly once, here and at the department.
/// </summary>
internal sealed class FaultCampaign(CampaignPlan plan, string program, IReadOnlyDictionary<string, string?> database, OwnBroker? broker, Action<string> say)
{
    public static readonly IReadOnlyDictionary<string, RouteKind> Routes = new Dictionary<string, RouteKind>
    {
        ["POLICE"] = RouteKind.Push,
        ["TAX"] = RouteKind.Pull,
        ["HRSS"] = RouteKind.Queue,
        ["MEDINS"] = RouteKind.Files,
        ["FUND"] = RouteKind.Platform,
        ["BANK"] = RouteKind.Desk,
    };

    private readonly Random random = new(plan.Seed);

    public async Task<CampaignOutcome> RunAsync(CancellationToken ct)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(plan.Limit);
        var started = Stopwatch.GetTimestamp();
        var folder = database["DataFolder"]!;
        var url = new Uri($"http://127.0.0.1:{Ports.Free()}");
        var settings = new Dictionary<string, string?>(database)
        {
            ["Departments:Url"] = url.GetLeftPart(UriPartial.Authority),
            ["Exchange:TimeFactor"] = (plan.DemoMinute.TotalMinutes).ToString(CultureInfo.InvariantCulture),
            ["Exchange:LeastAckSeconds"] = "4",
            ["Exchange:LeaseSeconds"] = "12",
            ["Exchange:VisibilitySeconds"] = "4",
            ["Exchange:DrainPerSecond"] = "100",
            ["Exchange:RabbitMq"] = broker?.Address.ToString(),
        };
        var copies = Enumerable.Range(0, plan.Copies).Select(_ => new WorkerCopy(program, settings)).ToList();
        try
        {
            // The first makes schema and seeds; the others find them.
            foreach (var copy in copies)
            {
                copy.Start();
                await copy.ReadyAsync(limited.Token);
            }

            await using var driver = new Driver(settings, TimeProvider.System);
            await driver.RouteAsync(broker is null ? Routes.Where(r => r.Value != RouteKind.Queue).ToDictionary() : Routes);
            await using var departments = await DepartmentsHost.StartAsync(
                new DepartmentsOptions { Url = url, Folder = folder, Pace = 0.02, RabbitMq = broker?.Address, Platforms = [.. copies.Select(c => c.Address)] }, TimeProvider.System, limited.Token);
            foreach (var habit in Habit.All)
                departments.Steering[habit.Code] = new Steering { ScriptSeed = plan.Seed, ScriptPercent = plan.FaultPercent };
            say($"seed {plan.Seed}: {plan.StartUps} start-ups, {plan.Copies} copies up after {Stopwatch.GetElapsedTime(started).TotalSeconds:N0} s");
            await DisturbAsync(driver, departments, copies, limited.Token);
            await FinishAsync(driver, departments, limited.Token);
            var outcome = await CampaignCheck.RunAsync(driver, settings, departments, plan, limited.Token);
            return outcome with { Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds, Kills = plan.Kills, Faults = departments.Steering.Happened };
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"Seed {plan.Seed}: not at its end after {plan.Limit}. {string.Join('\n', copies.Select(c => c.Said))}");
        }
        finally
        {
            copies.ForEach(c => c.Dispose());
        }
    }

    /// <summary>Orders in waves; in each wave somebody is killed while the others, or nobody, go on.</summary>
    private async Task DisturbAsync(Driver driver, DepartmentsHost departments, List<WorkerCopy> copies, CancellationToken ct)
    {
        var waves = plan.Kills + 1;
        var down = Habit.All[random.Next(4)].Code;
        for (var wave = 0; wave < waves; wave++)
        {
            var (first, next) = (plan.StartUps * wave / waves, plan.StartUps * (wave + 1) / waves);
            await driver.OrderAsync(first + 1, next - first);
            if (wave == waves / 4)
            {
                var now = DateTime.UtcNow;
                departments.Steering[down] = departments.Steering[down] with { DownFrom = now, DownUntil = now + 3 * 24 * 60 * plan.DemoMinute };
                say($"{down} is down for three days of demo time ({(3 * 24 * 60 * plan.DemoMinute).TotalSeconds:N0} s)");
            }

            await driver.WorkAsync(ct);
            if (wave == plan.Kills)
                break;
            await Task.Delay(random.Next(50, 1500), ct);
            var victim = copies[random.Next(copies.Count)];
            victim.Kill();
            if (broker is not null && plan.BrokerRestarts > 0 && (wave + 1) % Math.Max(1, plan.Kills / plan.BrokerRestarts) == 0)
                await broker.RestartAsync();
            await Task.Delay(random.Next(0, 500), ct);
            victim.Start();
            await victim.ReadyAsync(ct);
            say($"kill {wave + 1}: {next} start-ups ordered");
        }
    }

    private async Task FinishAsync(Driver driver, DepartmentsHost departments, CancellationToken ct)
    {
        for (var round = 0; ; round++)
        {
            var worked = await driver.WorkAsync(ct);
            var open = await driver.WithDbAsync(db => db.Set<HandOver>().CountAsync(h => h.Current && h.Status != HandOverStatus.Done && h.Status != HandOverStatus.ManualDone, ct));
            await using var theirs = new DepartmentsDb(departments.Options.File);
            var toReport = await theirs.Outgoing.CountAsync(o => o.NextAt != null, ct);
            if (open == 0 && toReport == 0 && worked == 0)
                return;
            if (round % 20 == 0)
                say($"open {open}, receipts to send {toReport}");
            await Task.Delay(500, ct);
        }
    }
}
