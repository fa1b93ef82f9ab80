using System.Globalization;
using Qishi.Bench.Campaign;
using Qishi.Bench.Under;
using Qishi.Departments;
using Qishi.Platform.Data;

namespace Qishi.Bench.Exchange;

/// <summary>The fault campaign at full length; its seed is printed, the same seed is the same script.</summary>
internal static class CampaignMeasure
{
    public static async Task RunAsync(BenchOptions options, Report report, CancellationToken ct)
    {
        var seed = options.Seed ?? Random.Shared.Next(1, int.MaxValue);
        report.Title($"Fault campaign on {options.DatabaseWord}, seed {seed}");
        await using var database = await OwnDatabase.CreateAsync(options.Database);
        await using var broker = OwnBroker.Missing is { } why ? throw new InvalidOperationException(why) : await OwnBroker.StartAsync();
        var settings = new Dictionary<string, string?>
        {
            ["DataFolder"] = database.Folder,
            ["Database:Kind"] = database.Kind == DatabaseKind.Postgres ? "Postgres" : "Sqlite",
            ["Database:Connection"] = database.Connection,
            ["Database:OwnerConnection"] = database.Connection,
            ["Keys:Seal"] = Convert.ToBase64String(new byte[16]),
            ["Keys:Lookup"] = Convert.ToBase64String(new byte[32]),
            ["Demo"] = "true",
        };
        var copies = options.Database == DatabaseKind.Postgres ? 2 : 1;
        var plan = new CampaignPlan(seed, options.StartUps, options.Kills, copies, FaultPercent: 25, BrokerRestarts: 4, TimeSpan.FromMilliseconds(30), TimeSpan.FromMinutes(60));
        var outcome = await new FaultCampaign(plan, Repository.Program, settings, broker, Console.WriteLine).RunAsync(ct);
        report.Table(
            ["what", "count"],
            ["start-ups, matters", $"{plan.StartUps}, {outcome.Matters}"],
            ["versions handed over (corrections included)", Text(outcome.Versions)],
            ["attempts recorded", Text(outcome.Attempts)],
            ["arrivals at departments with a system", Text(outcome.Deliveries)],
            ["effects there", Text(outcome.Effects)],
            ["platform processes killed (kill -9)", Text(outcome.Kills)],
            ["broker killed", Text(plan.BrokerRestarts)],
            ["differences of the reconciliation", Text(outcome.Differences)],
            ["seconds", Text((int)outcome.Seconds)],
            ["**broken**", Text(outcome.Broken.Count)]);
        report.Table(["fault by way", "times"], [.. outcome.Faults.OrderBy(f => f.Key.Door).ThenBy(f => f.Key.Fault).Select(f => new[] { $"{f.Key.Door} {f.Key.Fault}", Text(f.Value) })]);
        foreach (var broken in outcome.Broken.Take(50))
            report.Line("- " + broken);
        if (outcome.Broken.Count > 0)
            Environment.ExitCode = 1;
    }

    private static string Text(int n) => n.ToString("N0", CultureInfo.InvariantCulture);
}
