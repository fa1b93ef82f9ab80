using System.Globalization;
using Qishi.Kernel;

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

    public static JobPlan Daily<T>(string time) where T : IJob => new(typeof(T).Name, typeof(T), null, TimeOnly.Parse(time, CultureInfo.InvariantCulture));

    internal string Text => Every is { } every ? $"every {every:c}" : $"daily {DailyAt:HH:mm}";

    /// <summary>First time on a database that has not seen the job: at once, or at the next wall time.</summary>
    internal DateTime FirstAfter(DateTime now) => Every is null ? NextAfter(now) : now;

    internal DateTime NextAfter(DateTime now)
    {
        if (Every is { } every)
            return now + every;
        var today = ChinaTime.ToUtc(ChinaTime.DayOf(now), DailyAt!.Value);
        return today > now ? today : today.AddDays(1);
    }
}
