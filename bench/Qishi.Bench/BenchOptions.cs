using System.Globalization;
using Qishi.Platform.Data;

namespace Qishi.Bench;

/// <summary>What to measure, on which database, how long.</summary>
internal sealed record BenchOptions
{
    public const string Usage = """
        Qishi.Bench lifecycle|pages|start|exchange|import|names|search|draw|year|campaign|all
          --database sqlite|postgres   database under test (default postgres; the server is named by QISHI_TEST_POSTGRES)
          --seconds N                  length of each measured phase (default 30)
          --clients N                  clients of the closed loop, connections of the page driver (default 64)
          --rate N                     lifecycles begun per second in the open loop (default: 80 % of what the closed loop reached; 0 leaves it out)
          --county                     on a county of 100,000 entities and 300,000 cases (seed --size county)
          --names N                    names of the city, entities of the register for names and search (default 1000000)
          --visits N                   visits of the year of inspections (default 6000)
          --warm N                     seconds before measuring (default 8)
          --startups N, --kills N      length of the fault campaign (default 2000 and 32)
          --seed N                     its seed (default: drawn and printed)
          --trace FOLDER               keep the program's output there
        """;

    public string Verb { get; private init; } = "all";
    public DatabaseKind Database { get; private init; } = DatabaseKind.Postgres;
    public int Seconds { get; private init; } = 30;
    public int Warm { get; private init; } = 8;
    public int Clients { get; private init; } = 64;
    public double? Rate { get; private init; }

    /// <summary>Size of the city's library of names, and of the register that is searched.</summary>
    public int Names { get; private init; } = 1_000_000;
    public int Visits { get; private init; } = 6_000;
    public bool County { get; private init; }
    public string? Trace { get; private init; }
    public int StartUps { get; private init; } = 2000;
    public int Kills { get; private init; } = 32;
    public int? Seed { get; private init; }

    public bool Does(string verb) => Verb == "all" || Verb == verb;

    public string DatabaseWord => Database == DatabaseKind.Postgres ? "PostgreSQL" : "SQLite";

    public static BenchOptions? Read(string[] args)
    {
        var options = new BenchOptions();
        for (var i = 0; i < args.Length; i++)
        {
            string? Value() => i + 1 < args.Length ? args[++i] : null;
            int Number(int least) => int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= least ? n : -1;
            options = args[i] switch
            {
                "lifecycle" or "pages" or "start" or "exchange" or "import" or "names" or "search" or "draw" or "year" or "campaign" or "all" => options with { Verb = args[i] },
                "--database" => Value() switch
                {
                    "sqlite" => options with { Database = DatabaseKind.Sqlite },
                    "postgres" => options with { Database = DatabaseKind.Postgres },
                    _ => null,
                },
                "--seconds" => Number(1) is > 0 and var n ? options with { Seconds = n } : null,
                "--warm" => Number(0) is >= 0 and var n ? options with { Warm = n } : null,
                "--clients" => Number(1) is > 0 and var n ? options with { Clients = n } : null,
                "--names" => Number(1_000) is > 0 and var n ? options with { Names = n } : null,
                "--visits" => Number(120) is > 0 and var n ? options with { Visits = n } : null,
                "--rate" => Number(0) is >= 0 and var n ? options with { Rate = n } : null,
                "--startups" => Number(1) is > 0 and var n ? options with { StartUps = n } : null,
                "--kills" => Number(0) is >= 0 and var n ? options with { Kills = n } : null,
                "--seed" => Number(1) is > 0 and var n ? options with { Seed = n } : null,
                "--county" => options with { County = true },
                "--trace" => Value() is { } folder ? options with { Trace = folder } : null,
                _ => null,
            };
            if (options is null)
                return null;
        }

        return args.Length == 0 ? null : options;
    }
}
