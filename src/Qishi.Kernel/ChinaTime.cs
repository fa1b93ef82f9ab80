namespace Qishi.Kernel;

/// <summary>
/// Chinese wall time (UTC+8, no daylight saving since 1991). Moments are stored in UTC; days, office hours and everything people read are Chinese time.
/// </summary>
public static class ChinaTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>Wall time of a UTC moment; the result has <see cref="DateTimeKind.Unspecified"/>.</summary>
    public static DateTime At(DateTime utc) => DateTime.SpecifyKind(utc + Offset, DateTimeKind.Unspecified);

    /// <summary>Chinese day of a UTC moment.</summary>
    public static DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(utc + Offset);

    /// <summary>UTC moment of a Chinese wall time.</summary>
    public static DateTime ToUtc(DateTime wall) => DateTime.SpecifyKind(wall - Offset, DateTimeKind.Utc);

    /// <summary>UTC moment of a Chinese day and time of day.</summary>
    public static DateTime ToUtc(DateOnly day, TimeOnly time) => ToUtc(day.ToDateTime(time));

    /// <summary>Now, UTC.</summary>
    public static DateTime UtcNow(this TimeProvider clock) => clock.GetUtcNow().UtcDateTime;

    /// <summary>Today in China.</summary>
    public static DateOnly Today(this TimeProvider clock) => DayOf(clock.UtcNow());

    /// <summary>「11月24日17:00」, with the year in front when it is not <paramref name="today"/>'s year.</summary>
    public static string Moment(DateTime utc, DateOnly today) => $"{Day(DayOf(utc), today)}{At(utc):H:mm}";

    /// <summary>「11月24日」, with the year in front when it is not <paramref name="today"/>'s year.</summary>
    public static string Day(DateOnly day, DateOnly today) => day.Year == today.Year ? $"{day.Month}月{day.Day}日" : FullDay(day);

    /// <summary>「2026年11月24日」.</summary>
    public static string FullDay(DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日";
}
