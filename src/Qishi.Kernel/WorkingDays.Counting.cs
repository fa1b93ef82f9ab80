namespace Qishi.Kernel;

public sealed partial class WorkingDays
{
    private static readonly string[] Weekdays = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"];

    /// <summary>
    /// The n-th working day strictly after <paramref name="start"/>, which itself need not be a working day (R-13.1, R-13.4, R-13.10).
    /// n = 0 gives the start; n &lt; 0 the n-th working day strictly before it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="LongestCount"/> either way, or beyond the calendar of .NET.</exception>
    public DueDate AddWorkingDays(DateOnly start, int n)
    {
        CheckLength(n);
        var steps = new List<CountStep> { StartStep(start) };
        var (day, step) = (start, Math.Sign(n));
        for (var count = 0; count < Math.Abs(n);)
        {
            day = day.AddDays(step);
            if (IsWorkingDay(day)) count++;
            steps.Add(new CountStep(day, IsWorkingDay(day) ? count : null, IsWorkingDay(day) ? $"{WorkReason(day)}，第{count}个工作日" : $"{OffReason(day)}，不计"));
        }
        return new DueDate(day, steps.Skip(1).Any(s => !IsPublished(s.Date.Year)), steps);
    }

    /// <summary>
    /// The last day of a limit in calendar days; the first day does not count (R-13.1). With <paramref name="rollPastDaysOff"/> a last day that is a day off moves to
    /// the next working day (R-13.3: limits of applicants, announcement service, seizure); without it the day stands (R-13.9: notice periods).
    /// </summary>
    /// <remarks>Provisional only when rolling and the last day, or a day it rolls past, lies in a year not published: the count itself does not depend on the calendar.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="LongestCount"/> either way, or beyond the calendar of .NET.</exception>
    public DueDate AddCalendarDays(DateOnly start, int n, bool rollPastDaysOff)
    {
        CheckLength(n);
        var steps = new List<CountStep> { StartStep(start) };
        for (var i = 1; i <= Math.Abs(n); i++) steps.Add(new CountStep(start.AddDays(i * Math.Sign(n)), i, $"第{i}日"));
        return End(start.AddDays(n), rollPastDaysOff, steps);
    }

    /// <summary>
    /// The last day of a limit in months: the corresponding day, or the last day of the month when there is none (R-13.2). For years give 12 times as many.
    /// Rolling as in <see cref="AddCalendarDays"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="LongestCount"/> either way, or beyond the calendar of .NET.</exception>
    public DueDate AddMonths(DateOnly start, int n, bool roll)
    {
        CheckLength(n);
        var end = start.AddMonths(n);
        var steps = new List<CountStep> { StartStep(start) };
        if (n != 0) steps.Add(new CountStep(end, Math.Abs(n), end.Day == start.Day ? $"第{Math.Abs(n)}个月的对应日" : $"第{Math.Abs(n)}个月没有{start.Day}日，为当月最后一日"));
        return End(end, roll, steps);
    }

    private DueDate End(DateOnly end, bool roll, List<CountStep> steps)
    {
        var provisional = false;
        while (roll && !IsWorkingDay(end))
        {
            provisional |= !IsPublished(end.Year);
            if (steps[^1].Date == end) steps[^1] = steps[^1] with { Reason = $"{steps[^1].Reason}，{OffReason(end)}，顺延" };
            else steps.Add(new CountStep(end, null, $"{OffReason(end)}，顺延"));
            end = end.AddDays(1);
            if (IsWorkingDay(end)) steps.Add(new CountStep(end, null, $"{WorkReason(end)}，顺延到这一天"));
        }
        return new DueDate(end, provisional || roll && !IsPublished(end.Year), steps);
    }

    private static CountStep StartStep(DateOnly start) => new(start, 0, "开始的当日不计");

    private string OffReason(DateOnly d) =>
        (special.TryGetValue(d, out var day) ? WithWord(day.Reason, "放假") : $"{Weekdays[(int)d.DayOfWeek]}休息") + Unsure(d);

    private string WorkReason(DateOnly d) =>
        (special.TryGetValue(d, out var day) ? $"{Weekdays[(int)d.DayOfWeek]}，{WithWord(day.Reason, "上班")}" : Weekdays[(int)d.DayOfWeek]) + Unsure(d);

    private static string WithWord(string reason, string word) => reason.Contains(word, StringComparison.Ordinal) ? reason : reason + word;

    private string Unsure(DateOnly d) => IsPublished(d.Year) ? "" : $"（{d.Year}年安排未公布，暂定）";

    private static void CheckLength(int n)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(n, LongestCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(n, -LongestCount);
    }
}
