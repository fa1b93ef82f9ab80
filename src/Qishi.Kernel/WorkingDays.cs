namespace Qishi.Kernel;

/// <summary>
/// The working-day calendar and every count the law makes with it (rulebook A §13; Civil Code 201–203; Administrative Licensing Law 82). Immutable and thread-safe.
/// A working day is Monday to Friday and no day off, or a make-up working day.
/// </summary>
public sealed partial class WorkingDays
{
    /// <summary>Longest count that is carried out, in days or months either way: no limit in law comes near it.</summary>
    public const int LongestCount = 40_000;

    private readonly Dictionary<DateOnly, CalendarDay> special;
    private readonly IReadOnlySet<int> publishedYears;
    private readonly OfficeHours hours;

    /// <summary>Builds the calendar of one place.</summary>
    /// <param name="days">Days of all scopes that hold there; for the same day the more local scope wins .</param>
    /// <param name="publishedYears">Years whose calendar has been entered; any other year is counted Monday to Friday and marked provisional.</param>
    /// <param name="hours">Office hours of every working day.</param>
    public WorkingDays(IEnumerable<CalendarDay> days, IReadOnlySet<int> publishedYears, OfficeHours hours)
    {
        ArgumentNullException.ThrowIfNull(days);
        special = days.GroupBy(d => d.Date).ToDictionary(g => g.Key, g => g.MaxBy(Locality)!);
        this.publishedYears = publishedYears;
        this.hours = hours;
    }

    /// <summary>The office hours counted with.</summary>
    public OfficeHours Hours => hours;

    /// <summary>The calendar that holds in one division: the nation's days and those of its province, city and county.</summary>
    /// <param name="days">Days of any scopes; foreign ones are left out.</param>
    /// <param name="division">Division code, or a prefix of it such as <c>45</c>; "" for the nation alone.</param>
    /// <param name="publishedYears">See the constructor.</param>
    /// <param name="hours">See the constructor.</param>
    public static WorkingDays For(string division, IEnumerable<CalendarDay> days, IReadOnlySet<int> publishedYears, OfficeHours hours) =>
        new(days.Where(d => d.Scope == "CN" || division.StartsWith(d.Scope, StringComparison.Ordinal)), publishedYears, hours);

    /// <summary>True when the calendar of the year has been entered.</summary>
    public bool IsPublished(int year) => publishedYears.Contains(year);

    /// <summary>True when offices work on the day.</summary>
    public bool IsWorkingDay(DateOnly d) => special.TryGetValue(d, out var day) ? day.Type == DayType.Work : !IsWeekend(d);

    /// <summary>Number of working days in (a, b]: after <paramref name="after"/>, up to and with <paramref name="upTo"/> (R-13.10). 0 when b is not later than a.</summary>
    public int Between(DateOnly after, DateOnly upTo)
    {
        var count = 0;
        for (var d = after; d < upTo;)
        {
            d = d.AddDays(1);
            if (IsWorkingDay(d)) count++;
        }
        return count;
    }

    /// <summary>The first working day strictly after a day.</summary>
    public DateOnly Next(DateOnly day)
    {
        do day = day.AddDays(1);
        while (!IsWorkingDay(day));
        return day;
    }

    private static int Locality(CalendarDay day) => day.Scope == "CN" ? 0 : day.Scope.Length;

    private static bool IsWeekend(DateOnly d) => d.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
