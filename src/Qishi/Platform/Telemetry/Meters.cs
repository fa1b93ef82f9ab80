using System.Diagnostics.Metrics;

namespace Qishi.Platform.Telemetry;

/// <summary>The program's own instruments. Modules make theirs on <see cref="Meter"/>.</summary>
public static class Meters
{
    public const string Name = "Qishi";

    public static Meter Meter { get; } = new(Name);

    internal static readonly Counter<long> Sealed = Meter.CreateCounter<long>("qishi.log.sealed", "events", "Events that got their place in the chain");
    internal static readonly Counter<long> Handled = Meter.CreateCounter<long>("qishi.log.handled", "events", "Events a subscriber is done with");
    internal static readonly Counter<long> Parked = Meter.CreateCounter<long>("qishi.log.parked", "events", "Events given up after all attempts");
    internal static readonly Counter<long> JobRuns = Meter.CreateCounter<long>("qishi.jobs.runs", "runs", "Ended runs of jobs");
}
