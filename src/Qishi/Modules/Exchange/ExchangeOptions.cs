using Qishi.Modules.Exchange.Contracts;

namespace Qishi.Modules.Exchange;

/// <summary>Settings of the machine room (<c>Exchange:*</c>); what the law or the bureau decides is a rule parameter instead.</summary>
internal sealed record ExchangeOptions
{
    /// <summary>Minutes of retries, receipts and probes are multiplied by this; 1 in earnest. The demo runs a minute in a fifth of a second, so that an outage shows within two minutes, and says so on the board.</summary>
    public double TimeFactor { get; init; } = 1;

    public int JitterPercent { get; init; } = 5;

    /// <summary>Rows claimed at once per department, and sent at the same time.</summary>
    public int Batch { get; init; } = 64;

    public int Parallel { get; init; } = 8;

    /// <summary>Most hand-overs that stand under one signature.</summary>
    public int SignTogether { get; init; } = 1000;

    /// <summary>How long a claim lasts: longer than a batch can take.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How long something fetched is kept from being fetched again.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The shortest wait for a receipt in demo time.</summary>
    public TimeSpan LeastAck { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Root of the folders shared with departments that exchange files.</summary>
    public string FilesFolder { get; init; } = "";

    /// <summary>Broker of the departments that use message queues, <c>amqp://…</c>; null when there is none.</summary>
    public Uri? RabbitMq { get; init; }

    public TimeSpan Idle { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Failures in a row after which only probes go out.</summary>
    public int CircuitFailures { get; init; } = 5;

    /// <summary>Hand-overs per second after a recovery.</summary>
    public int DrainPerSecond { get; init; } = 20;

    /// <summary>How old a signed request may be.</summary>
    public int ReplaySeconds { get; init; } = 300;

    /// <summary>The bureau's phone for alerts; no alert when it is empty.</summary>
    public string AlertPhone { get; init; } = "";

    /// <summary>Hosts (host:port) that may be called; anything else is refused before a connection is made.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Loopback addresses may be called: demo and tests only.</summary>
    public bool AllowLoopback { get; init; }

    public bool Demo { get; init; }

    /// <summary>Address of the simulators; demo only.</summary>
    public string SimulatorUrl { get; init; } = "";

    public TimeSpan ProbeEvery => Max(TimeSpan.FromMinutes(1) * TimeFactor, TimeSpan.FromSeconds(Math.Min(5, 60 * TimeFactor)));

    public bool IsDemoTime => TimeFactor != 1;

    public static ExchangeOptions From(IConfiguration configuration)
    {
        var demo = configuration.GetValue("Demo", true);
        var section = configuration.GetSection("Exchange");
        var simulators = demo ? configuration["Departments:Url"] ?? "http://127.0.0.1:5180" : "";
        var hosts = (section["AllowedHosts"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new ExchangeOptions
        {
            Demo = demo,
            SimulatorUrl = simulators,
            AllowedHosts = demo ? [.. hosts, new Uri(simulators).Authority] : hosts,
            AllowLoopback = section.GetValue("AllowLoopback", demo),
            TimeFactor = section.GetValue("TimeFactor", demo ? 1 / 300.0 : 1),
            JitterPercent = section.GetValue("JitterPercent", 5),
            Batch = section.GetValue("Batch", 64),
            Parallel = section.GetValue("Parallel", 8),
            SignTogether = Math.Clamp(section.GetValue("SignTogether", 1000), 1, WireProof.MostAtOnce),
            Lease = TimeSpan.FromSeconds(section.GetValue("LeaseSeconds", 180)),
            Visibility = TimeSpan.FromSeconds(section.GetValue("VisibilitySeconds", 120)),
            LeastAck = TimeSpan.FromSeconds(section.GetValue("LeastAckSeconds", 60)),
            FilesFolder = Path.GetFullPath(section["FilesFolder"] ?? Path.Combine(configuration["DataFolder"] ?? "data", "exchange")),
            RabbitMq = section["RabbitMq"] is { Length: > 0 } broker ? new Uri(broker) : null,
            DrainPerSecond = section.GetValue("DrainPerSecond", 20),
            CircuitFailures = section.GetValue("CircuitFailures", 5),
            ReplaySeconds = section.GetValue("ReplaySeconds", 300),
            AlertPhone = section["AlertPhone"] ?? (demo ? "13800000090" : ""),
        };
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
