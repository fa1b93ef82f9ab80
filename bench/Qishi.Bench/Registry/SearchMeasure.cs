using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using HdrHistogram;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Bench.Under;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Modules.Registration.SearchEntities;
using Qishi.Platform.Data;

namespace Qishi.Bench.Registry;

/// <summary>
/// The public search over a million entities: trade names, trade names with the trade, bare trades (米粉店), whole names and codes, each timed beside the bare query that
/// reads one page of entities by the pair of characters that leads.
/// </summary>
internal static class SearchMeasure
{
    private const int Seed = 20261129, Asked = 2_000, Batch = 20_000;

    public static async Task RunAsync(BenchOptions options, Report report, CancellationToken ct)
    {
        report.Title($"Public search on {options.DatabaseWord}, {Report.Number(options.Names, 0)} entities, seed {Seed}");
        await using var database = await OwnDatabase.CreateAsync(options.Database);
        await RunningProgram.VerbAsync(database, options, ct, "seed");
        await using var services = InProcess.Over(database);
        var ground = await services.InScopeAsync(s => s.GetRequiredService<GroundReader>().ReadAsync(DateOnly.FromDateTime(DateTime.UtcNow), ct));
        var (sample, took) = await LoadAsync(services, new CityNames(Seed, ground.Catalogue, ground.County.City, ground.County.Name), ground, options.Names, ct);
        report.Line($"Loaded in {Report.Number(took.TotalSeconds, 0)} s.");

        var random = new Random(Seed + 1);
        var words = Enumerable.Range(0, Asked).Select(i => Words(sample[random.Next(sample.Count)], i)).ToList();
        await using var plain = await database.OpenAsync(ct);
        foreach (var text in words.Take(200))
            await services.InScopeAsync(s => s.GetRequiredService<SearchEntitiesHandler>().HandleAsync(text, 1, ct));
        var (whole, bare, empty) = (new LongHistogram(60_000_000, 3), new LongHistogram(60_000_000, 3), 0);
        var slow = new List<(double Ms, string Words)>();
        foreach (var text in words)
        {
            var started = Stopwatch.GetTimestamp();
            var answer = await NamesMeasure.TimedAsync(whole, () => services.InScopeAsync(s => s.GetRequiredService<SearchEntitiesHandler>().HandleAsync(text, 1, ct)));
            slow.Add((Stopwatch.GetElapsedTime(started).TotalMilliseconds, text));
            empty += answer.Hits.Count == 0 ? 1 : 0;
            await NamesMeasure.TimedAsync(bare, () => PageAsync(plain, text, ct));
        }

        report.Table(["What", "p50 ms", "p95 ms", "p99 ms"], ["whole search", .. NamesMeasure.Quantiles(whole)], ["bare indexed query of one page", .. NamesMeasure.Quantiles(bare)]);
        report.Line(string.Create(CultureInfo.InvariantCulture, $"p95 is {whole.GetValueAtPercentile(95) / (double)bare.GetValueAtPercentile(95):0.0} times the bare query's; aim 25 ms. Searches without a hit: {empty} of {Asked}."));
        report.Line($"Slowest: {string.Join("、", slow.OrderByDescending(s => s.Ms).Take(5).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Words} {s.Ms:0} ms")))}.");
    }

    private static string Words(Entity e, int way) => (way % 5) switch
    {
        0 => e.TradeName!,
        1 => e.TradeName + e.Industry,
        2 => e.Industry is { Length: >= 2 } ? e.Industry + (e.Form!.Contains('店', StringComparison.Ordinal) ? "店" : "") : e.TradeName!,
        3 => e.Name,
        _ => e.Uscc,
    };

    private static async Task<int> PageAsync(DbConnection plain, string text, CancellationToken ct)
    {
        await using var command = plain.CreateCommand();
        var code = text.Length == 18 && char.IsAsciiDigit(text[0]);
        command.CommandText = code
            ? "select uscc, name, status, kind, town_code from reg_entity where uscc = @p"
            : "select e.uscc, e.name, e.status, e.kind, e.town_code from reg_name_gram g join reg_entity e on e.uscc = g.uscc where g.gram = @p order by g.position, g.uscc limit 20";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("p", code ? text : text.Length > 3 && text[2] == '县' ? text.Substring(3, 2) : text[..Math.Min(2, text.Length)]);
        command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = 0;
        while (await reader.ReadAsync(ct))
            rows += reader.GetString(1).Length > 0 ? 1 : 0;
        return rows;
    }

    private static async Task<(List<Entity> Sample, TimeSpan Took)> LoadAsync(ServiceProvider services, CityNames city, Ground ground, int count, CancellationToken ct)
    {
        var (sample, made, started) = (new List<Entity>(), 0, Stopwatch.GetTimestamp());
        while (made < count)
        {
            List<Entity> batch = [.. Enumerable.Range(made, Math.Min(Batch, count - made)).Select(i => city.Next() is var (name, kind) ? EntityOf(name, kind, i, ground) : null!)];
            await services.InScopeAsync(async s =>
            {
                var db = s.GetRequiredService<AppDb>();
                await using var transaction = await db.Database.BeginTransactionAsync(ct);
                await db.WriteAsync(batch, ct);
                await db.WriteAsync([.. batch.SelectMany(NameGram.Of)], ct);
                await transaction.CommitAsync(ct);
                return true;
            });
            made += batch.Count;
            sample.AddRange(batch.Where((_, i) => i % 100 == 0));
        }

        await services.InScopeAsync(async s =>
        {
            await s.GetRequiredService<AppDb>().AnalyseAsync(ct);
            return true;
        });
        return (sample, Stopwatch.GetElapsedTime(started));
    }

    private static Entity EntityOf(NameParts name, EntityKind kind, int number, Ground ground)
    {
        var entity = new Entity
        {
            Id = Guid.CreateVersion7(),
            Uscc = Uscc.Compose('9', kind == EntityKind.Individual ? '2' : '1', ground.County.Code, OrganisationCode.WithCheck("MB" + number.ToString("000000", CultureInfo.InvariantCulture))).Value,
            Kind = kind,
            City = ground.County.City,
            HeadName = "韦小明",
            MainClass = "F5211",
            ScopeText = "一般项目：日用百货销售。",
            CaseNo = "",
            EstablishedOn = new DateOnly(2015, 1, 1).AddDays(number % 3_600),
        };
        entity.Rename(name, NameRules.IndustryKey(name, ground.Catalogue), null);
        entity.Place("451521101001", null, "兴隆街1号", "望溪县清河镇兴隆街1号", string.Create(CultureInfo.InvariantCulture, $"k{number}"));
        entity.Begin(new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        return entity;
    }
}
