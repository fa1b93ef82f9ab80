namespace Qishi.Platform.Jobs;

/// <summary>Recurring work. One copy of the program runs it at a time (a lease row); it must be safe to stop at any point and run again.</summary>
public interface IJob
{
    Task RunAsync(CancellationToken ct);
}

/// <summary>When a job runs: every so often, or daily at a Chinese wall time.</summary>
public sealed record JobPlan(string Name, Type Type, TimeSpan? Every, TimeOnly? DailyAt)
{
    public static JobPlan Each<T>(TimeSpan every) where T : IJob => new(typeof(T).Name, typeof(T), every, null);

    public static JobPlan Daily<T>(string time) where T : IJob => new(typeof(T).Name, typeof(T), null, TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture));
}
