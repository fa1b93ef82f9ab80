using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using Qishi.Bench.Under;
using Qishi.Kernel;
using Qishi.Platform.Data;

namespace Qishi.Bench.Import;

/// <summary>
/// An old register of 100,000 entities with persons, shares, scopes and history through the program's own verb, as a clerk of the computing centre would run it. The limit is the
/// same rows of the same tables, with the same indexes, by bare COPY.
/// </summary>
internal static partial class ImportMeasure
{
    private const int Entities = 100_000;

    private static readonly string[] Tables =
        ["reg_entity", "reg_person", "reg_organisation", "reg_shareholder", "reg_scope", "reg_name_gram", "reg_name", "reg_name_key", "reg_licence", "reg_entity_past", "reg_import_row"];

    public static async Task RunAsync(BenchOptions options, Report report, CancellationToken ct)
    {
        report.Title($"Import of an old register on {options.DatabaseWord}");
        await using var database = await OwnDatabase.CreateAsync(options.Database);
        await RunningProgram.VerbAsync(database, options, ct, "seed");
        var file = Path.Combine(database.Folder, "old.csv");
        OldRegister.Write(file, Entities);
        var whole = await RunningProgram.VerbAsync(database, options, ct, "import", file);
        var log = await File.ReadAllTextAsync(Path.Combine(options.Trace ?? database.Folder, "program.log"), ct);
        var (rows, seconds) = Parse(log);
        var again = await RunningProgram.VerbAsync(database, options, ct, "import", file);
        var table = new List<string[]>
        {
            new[] { "import of 100,000 entities, dry run before it left out", Report.Number(rows / seconds, 0), Report.Number(seconds) },
            new[] { "the whole verb: start, dry run and import", Report.Number(Entities / whole.TotalSeconds, 0), Report.Number(whole.TotalSeconds) },
            new[] { "the same file again (nothing changes): start, dry run and import", Report.Number(Entities / again.TotalSeconds, 0), Report.Number(again.TotalSeconds) },
        };
        if (options.Database == DatabaseKind.Postgres)
        {
            var copy = await CopyAsync(database, ct);
            table.Add(["COPY of the same rows", Report.Number(Entities / copy, 0), Report.Number(copy)]);
            report.Table(["Import", "entities/s", "seconds"], [.. table]);
            report.Line($"Import reaches {Report.Percent(rows / seconds / (Entities / copy))} of COPY.");
            return;
        }

        report.Table(["Import", "entities/s", "seconds"], [.. table]);
    }

    private static (int Rows, double Seconds) Parse(string log)
    {
        var match = Done().Matches(log).Last();
        return (int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    /// <summary>Seconds for all rows of all tables into empty tables of the same shape, one COPY a table.</summary>
    private static async Task<double> CopyAsync(OwnDatabase database, CancellationToken ct)
    {
        await using var connection = (NpgsqlConnection)await database.OpenAsync(ct);
        var seconds = 0.0;
        foreach (var table in Tables)
        {
            await OwnDatabase.RunAsync(connection, $"create table {table}_again (like {table} including all)", ct);
            var buffer = Path.Combine(database.Folder, table + ".copy");
            await using (var to = File.Create(buffer))
            await using (var from = await connection.BeginRawBinaryCopyAsync($"copy {table} to stdout (format binary)", ct))
                await from.CopyToAsync(to, ct);
            var started = Stopwatch.GetTimestamp();
            await using (var from = File.OpenRead(buffer))
            await using (var to = await connection.BeginRawBinaryCopyAsync($"copy {table}_again from stdin (format binary)", ct))
                await from.CopyToAsync(to, 1 << 16, ct);
            seconds += Stopwatch.GetElapsedTime(started).TotalSeconds;
            File.Delete(buffer);
        }

        return seconds;
    }

    [GeneratedRegex("导入完成：共([0-9]+)行.*用时([0-9.]+)秒")]
    private static partial Regex Done();
}

/// <summary>Writes an old register of fictional entities: four fifths sole traders, one fifth companies with two persons and two shares, history for every fifth.</summary>
internal static class OldRegister
{
    private const string Lucky = "兴隆旺顺和泰福祥瑞丰盛达昌茂源宏鑫聚万金玉宝华荣康安宁吉庆喜乐美佳新远博信诚德仁义礼智勤俭永恒久长天地春夏秋冬";

    public static void Write(string file, int entities)
    {
        var (random, county) = (new Random(451521), DivisionCode.Parse("451521").Value);
        using var writer = new StreamWriter(file, false, new UTF8Encoding(false));
        writer.WriteLine("统一社会信用代码,原注册号,名称,类型,成立日期,注册资本（万元）,村（社区）代码,住所,经营范围,规范项目代码,从业人数,人员,出资,变更记录");
        for (var i = 0; i < entities; i++)
        {
            var company = i % 5 == 0;
            var body = OrganisationCode.WithCheck("M" + i.ToString("D7", CultureInfo.InvariantCulture));
            var code = Uscc.Compose('9', company ? '1' : '2', county, body).Value;
            var name = $"望溪县{Trade(i)}{(company ? "食品有限公司" : "米粉店")}";
            var day = new DateOnly(2005, 1, 1).AddDays(random.Next(7_000));
            var people = company ? $"{Person(random, "法定代表人、执行董事、经理、股东")}\n{Person(random, "监事、股东、登记联络员")}" : Person(random, "经营者、登记联络员");
            var names = people.Split('\n').Select(p => p.Split('|')[0]).ToArray();
            var shares = company ? $"{names[0]}|60|60|货币|{day.AddYears(3):yyyy-MM-dd}\n{names[1]}|40|40|货币|{day.AddYears(3):yyyy-MM-dd}" : "";
            var history = i % 5 == 1 ? $"{day.AddYears(1):yyyy-MM-dd}|住所|望溪县旧街{i % 300}号|望溪县兴隆街{i % 300}号|搬迁" : "";
            writer.WriteLine(string.Join(',', code, $"4515216{i:D8}", name, company ? "有限责任公司" : "个体工商户", $"{day:yyyy-MM-dd}", company ? "100" : "5", "451521101001", $"望溪县清河镇兴隆社区兴隆街{i % 900}号",
                "餐饮服务；日用百货销售。", "H001;F029", (1 + (i % 9)).ToString(CultureInfo.InvariantCulture), Quoted(people), Quoted(shares), history));
        }
    }

    private static string Trade(int i) => string.Concat(Lucky[i % 50], Lucky[i / 50 % 50], Lucky[(i / 2_500 + 7) % 50], Lucky[i * 7 % 50]);

    private static string Person(Random random, string roles)
    {
        var name = $"{"韦黄覃梁陆蒙何李陈莫"[random.Next(10)]}{Lucky[random.Next(50)]}{Lucky[random.Next(50)]}";
        return $"{name}|{CitizenId.Compose("451521", new DateOnly(1960, 1, 1).AddDays(random.Next(14_000)), random.Next(1, 999)).Value}|138000{random.Next(100_000):D5}|{roles}|望溪县城关镇";
    }

    private static string Quoted(string text) => text.Length == 0 ? "" : $"\"{text}\"";
}
