using System.Diagnostics;
using System.Globalization;
using HdrHistogram;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Bench.Under;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;
using Qishi.Tests.Modules.Registration;

namespace Qishi.Bench.Registry;

/// <summary>
/// The name check over a city's names: every planted pair must be found, a sample is compared with every name by the plain oracle, and each check is timed beside the
/// bare query with the same keys.
/// </summary>
internal static class NamesMeasure
{
    private const int Seed = 20261128, Planted = 2_000, Scanned = 24, Batch = 20_000;

    public static async Task RunAsync(BenchOptions options, Report report, CancellationToken ct)
    {
        report.Title($"Name check on {options.DatabaseWord}, {Report.Number(options.Names, 0)} names, seed {Seed}");
        await using var database = await OwnDatabase.CreateAsync(options.Database);
        await RunningProgram.VerbAsync(database, options, ct, "seed");
        await using var services = InProcess.Over(database);
        var ground = await services.InScopeAsync(s => s.GetRequiredService<GroundReader>().ReadAsync(DateOnly.FromDateTime(DateTime.UtcNow), ct));
        ground = ground with { County = ground.County with { City = "9901" } };
        var city = new CityNames(Seed, ground.Catalogue, ground.County.City, ground.County.Name);
        var (library, keys, loading) = await LoadAsync(services, city, options.Names, ct);
        report.Line($"{Report.Number(keys, 0)} keys ({Report.Number(keys / (double)library.Count)} per name), loaded in {Report.Number(loading.TotalSeconds, 0)} s.");

        var random = new Random(Seed + 1);
        var companies = library.Where(n => n.Kind == EntityKind.Llc).ToList();
        var asked = Enumerable.Range(0, Planted).Select(i => companies[random.Next(companies.Count)] is var source ? (Source: source, Asked: CityNames.Near(PartsOf(source), i, CharacterTable.Current)) : default).ToList();
        var fresh = Enumerable.Range(0, Planted).Select(_ => city.Next()).ToList();
        foreach (var (_, name) in asked.Take(200))
            await CheckAsync(services, name, EntityKind.Llc, ground, ct);

        var (whole, bare) = (new LongHistogram(60_000_000, 3), new LongHistogram(60_000_000, 3));
        var (found, stopped, due, lost) = (0, 0, 0, new List<string>());
        var oracle = new PlainOracle(CharacterTable.Current.ReadingsOf, c => CharacterTable.Current.Standard(c.ToString())[0], n => NameRules.IndustryKey(n, ground.Catalogue));
        await using var plain = await BareQuery.OpenAsync(database, ct);
        foreach (var (source, name) in asked)
        {
            var hits = await TimedAsync(whole, () => CheckAsync(services, name, EntityKind.Llc, ground, ct));
            await TimedAsync(bare, () => plain.AskAsync(NameKeys.Asked(NormalName.Of(name, EntityKind.Llc, ground.Catalogue), ground.County.City), ct));
            if (oracle.Relation(name, EntityKind.Llc, PartsOf(source), source.Kind) == "none")
                continue;
            due++;
            if (hits.Any(h => h.Full == source.Full))
                found++;
            else if ((await services.InScopeAsync(s => s.GetRequiredService<NameLibrary>().FindAsync(name, EntityKind.Llc, ground, OwnName.None, ct))).Any(h => h.Full == source.Full))
                stopped++;
            else
                lost.Add($"{name.Full} / {source.Full}");
        }

        var met = 0;
        foreach (var (name, kind) in fresh)
        {
            var hits = await TimedAsync(whole, () => CheckAsync(services, name, kind, ground, ct));
            await TimedAsync(bare, () => plain.AskAsync(NameKeys.Asked(NormalName.Of(name, kind, ground.Catalogue), ground.County.City), ct));
            met += hits.Count > 0 ? 1 : 0;
        }

        var (missed, false_, compared) = await ScanAsync(services, library, fresh.Take(Scanned).ToList(), oracle, ground, ct);
        report.Table(["What", "p50 ms", "p95 ms", "p99 ms"], ["whole check", .. Quantiles(whole)], ["bare indexed query, the same keys", .. Quantiles(bare)]);
        report.Line(string.Create(CultureInfo.InvariantCulture, $"p95 is {whole.GetValueAtPercentile(95) / (double)bare.GetValueAtPercentile(95):0.0} times the bare query's; aim 20 ms."));
        report.Line($"Planted pairs found: {found + stopped} of {due} ({Report.Percent((found + stopped) / (double)due)}), {stopped} of them refused for the name itself before the library is asked; {Planted - due} of {Planted} made no pair and were left out.");
        foreach (var pair in lost.Take(10))
            report.Line($"- not found: {pair}");
        report.Line($"{Scanned} new names compared with every name by the oracle: {compared} relations, {missed} missed, {false_} false alarms ({Report.Percent(compared == 0 ? 0 : false_ / (double)Math.Max(1, compared))}).");
        report.Line($"New random names that meet at least one name: {Report.Percent(met / (double)fresh.Count)} (a warning or a block by the rules).");
    }

    private static NameParts PartsOf(NameRecord n) => new(n.Division, n.TradeName, n.Industry, n.Form);

    private static async Task<(List<NameRecord> Library, long Keys, TimeSpan Took)> LoadAsync(ServiceProvider services, CityNames city, int count, CancellationToken ct)
    {
        var (library, keys, started) = (new List<NameRecord>(count), 0L, Stopwatch.GetTimestamp());
        while (library.Count < count)
        {
            List<NameRecord> records = [.. Enumerable.Range(0, Math.Min(Batch, count - library.Count)).Select(_ => city.Next() is var (name, kind) ? city.Record(name, kind) : null!)];
            List<NameKey> led = [.. records.SelectMany(NameBook.KeysOf)];
            await services.InScopeAsync(async s =>
            {
                var db = s.GetRequiredService<AppDb>();
                await using var transaction = await db.Database.BeginTransactionAsync(ct);
                await db.WriteAsync(records, ct);
                await db.WriteAsync(led, ct);
                await transaction.CommitAsync(ct);
                return true;
            });
            library.AddRange(records);
            keys += led.Count;
        }

        await services.InScopeAsync(async s =>
        {
            await s.GetRequiredService<AppDb>().AnalyseAsync(ct);
            return true;
        });
        return (library, keys, Stopwatch.GetElapsedTime(started));
    }

    // The whole check of a request: structure, words, library; the hits come from the same call as the verdict.
    private static Task<IReadOnlyList<NameFinding>> VerdictAsync(IServiceProvider s, NameParts name, EntityKind kind, Ground ground, CancellationToken ct) =>
        s.GetRequiredService<NameCheck>().CheckAsync(name, kind, ground, OwnName.None, ct).ContinueWith(v => v.Result.Found, ct, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private static async Task<IReadOnlyList<(string Full, bool Blocks)>> CheckAsync(ServiceProvider services, NameParts name, EntityKind kind, Ground ground, CancellationToken ct) =>
        [.. (await services.InScopeAsync(s => VerdictAsync(s, name, kind, ground, ct))).Select(f => (f.Name, f.Blocks))];

    private static async Task<(int Missed, int False, int Compared)> ScanAsync(
        ServiceProvider services, List<NameRecord> library, List<(NameParts Name, EntityKind Kind)> names, PlainOracle oracle, Ground ground, CancellationToken ct)
    {
        var (missed, wrong, compared) = (0, 0, 0);
        foreach (var (name, kind) in names)
        {
            var expected = library.Where(n => oracle.Relation(name, kind, PartsOf(n), n.Kind) != "none").Select(n => n.Full).Order(StringComparer.Ordinal).ToList();
            var found = (await services.InScopeAsync(s => s.GetRequiredService<NameLibrary>().FindAsync(name, kind, ground, OwnName.None, ct))).Select(h => h.Full).Order(StringComparer.Ordinal).ToList();
            compared += expected.Count;
            missed += expected.Except(found).Count();
            wrong += found.Except(expected).Count();
        }

        return (missed, wrong, compared);
    }

    internal static async Task<T> TimedAsync<T>(HistogramBase histogram, Func<Task<T>> work)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await work();
        histogram.RecordValue(Math.Max(1, (long)Stopwatch.GetElapsedTime(started).TotalMicroseconds));
        return result;
    }

    internal static string[] Quantiles(HistogramBase histogram) => [.. new[] { 50.0, 95, 99 }.Select(p => Report.Number(histogram.GetValueAtPercentile(p) / 1000.0, 2))];
}
