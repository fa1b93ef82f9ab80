using Qishi.Platform.Metrics;

namespace Qishi.Modules.StartUp.LeaderPage;

/// <summary>The span a leader looks at, and the one before it to compare with: as many days of the previous week, month or year.</summary>
internal sealed record LeaderPeriod(string Code, string Word, MetricWindow Now, MetricWindow Before, string BeforeWord)
{
    public static IReadOnlyList<(string Code, string Word)> All { get; } = [("week", "本周"), ("month", "本月"), ("year", "本年")];

    public static LeaderPeriod Of(string? code, DateOnly today) => code switch
    {
        "week" => Make("week", "本周", today.AddDays(-((int)today.DayOfWeek + 6) % 7), today, d => d.AddDays(-7), "上周同期"),
        "year" => Make("year", "本年", new(today.Year, 1, 1), today, d => d.AddYears(-1), "上年同期"),
        _ => Make("month", "本月", new(today.Year, today.Month, 1), today, d => d.AddMonths(-1), "上月同期"),
    };

    private static LeaderPeriod Make(string code, string word, DateOnly from, DateOnly today, Func<DateOnly, DateOnly> back, string before) =>
        new(code, word, new(from, today), new(back(from), back(today)), before);
}
