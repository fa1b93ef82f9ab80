using System.Globalization;
using Qishi.Kernel;
using Xunit;
using static Qishi.Tests.Kernel.ReferenceData;

namespace Qishi.Tests.Kernel;

/// <summary>Rulebook A §13: the counts with the real calendars of 2022–2026.</summary>
public sealed class WorkingDaysTests
{
    /// <summary>§13.6, every row.</summary>
    [Theory]
    [InlineData("2023-06-21", 1, "2023-06-25", "2023-06-25")]
    [InlineData("2023-06-21", 3, "2023-06-27", "2023-06-27")]
    [InlineData("2023-06-24", 1, "2023-06-25", "2023-06-25")]
    [InlineData("2023-09-27", 3, "2023-10-08", "2023-10-08")]
    [InlineData("2023-09-28", 1, "2023-10-07", "2023-10-07")]
    [InlineData("2023-04-20", 1, "2023-04-21", "2023-04-24")]
    [InlineData("2023-04-21", 1, "2023-04-23", "2023-04-24")]
    [InlineData("2023-04-20", 3, "2023-04-24", "2023-04-26")]
    [InlineData("2023-04-28", 1, "2023-05-04", "2023-05-04")]
    [InlineData("2023-12-29", 3, "2024-01-04", "2024-01-04")]
    [InlineData("2024-02-08", 5, "2024-02-21", "2024-02-21")]
    [InlineData("2024-02-09", 1, "2024-02-18", "2024-02-18")]
    [InlineData("2024-04-10", 1, "2024-04-11", "2024-04-15")]
    [InlineData("2024-09-13", 2, "2024-09-18", "2024-09-18")]
    [InlineData("2025-01-24", 3, "2025-02-05", "2025-02-05")]
    [InlineData("2025-03-28", 1, "2025-03-31", "2025-04-02")]
    [InlineData("2025-09-26", 5, "2025-10-10", "2025-10-10")]
    [InlineData("2026-01-01", 1, "2026-01-04", "2026-01-04")]
    [InlineData("2026-02-13", 3, "2026-02-25", "2026-02-25")]
    [InlineData("2026-09-18", 7, "2026-09-29", "2026-09-29")]
    [InlineData("2023-09-20", 20, "2023-10-24", "2023-10-24")]
    public void AddWorkingDays_Section13_6(string start, int n, string national, string guangxi)
    {
        Assert.Equal((Day(national), Day(guangxi)), (National.AddWorkingDays(Day(start), n).Date, Guangxi.AddWorkingDays(Day(start), n).Date));
        Assert.Equal(n, National.Between(Day(start), Day(national)));
        Assert.Equal(n, Guangxi.Between(Day(start), Day(guangxi)));
    }

    /// <summary>R-13.7.</summary>
    [Theory]
    [InlineData(2023, 249, 247)]
    [InlineData(2024, 251, 249)]
    [InlineData(2025, 248, 246)]
    [InlineData(2026, 248, 248)]
    public void Between_WholeYear_IsThePublishedNumber(int year, int national, int guangxi)
    {
        var (before, last) = (new DateOnly(year - 1, 12, 31), new DateOnly(year, 12, 31));
        Assert.Equal((national, guangxi), (National.Between(before, last), Guangxi.Between(before, last)));
    }

    [Fact]
    public void AddWorkingDays_ExplainsEveryDay()
    {
        var due = National.AddWorkingDays(Day("2023-06-21"), 2);
        Assert.Equal(
            ["2023-06-21 0 开始的当日不计", "2023-06-22 - 端午节放假，不计", "2023-06-23 - 端午节放假，不计", "2023-06-24 - 端午节放假，不计",
             "2023-06-25 1 星期日，端午节调休上班，第1个工作日", "2023-06-26 2 星期一，第2个工作日"],
            due.Steps.Select(s => $"{s.Date:yyyy-MM-dd} {(s.Number is { } n ? n.ToString(CultureInfo.InvariantCulture) : "-")} {s.Reason}"));
    }

    [Fact]
    public void AddWorkingDays_IntoAYearNotPublished_IsProvisional()
    {
        var due = National.AddWorkingDays(Day("2026-12-31"), 1);
        Assert.True(due.Provisional);
        Assert.Equal(Day("2027-01-01"), due.Date);
        Assert.Equal("2027年1月1日（暂定）", due.ToString());
        Assert.Contains("2027年安排未公布", due.Steps[^1].Reason, StringComparison.Ordinal);
        Assert.False(National.AddWorkingDays(Day("2026-12-30"), 1).Provisional);
    }

    [Fact]
    public void AddWorkingDays_ThroughAnUnpublishedYear_IsProvisionalAlthoughItEndsInAPublishedOne()
    {
        var gap = new WorkingDays([], new HashSet<int> { 2026, 2028 }, OfficeHours.Default);
        Assert.True(gap.AddWorkingDays(Day("2026-12-31"), 270).Provisional);
        Assert.Equal(2028, gap.AddWorkingDays(Day("2026-12-31"), 270).Date.Year);
    }

    [Fact]
    public void AddCalendarDays_WithoutRolling_IsNeverProvisional()
    {
        Assert.False(National.AddCalendarDays(Day("2026-12-20"), 30, rollPastDaysOff: false).Provisional);
        Assert.True(National.AddCalendarDays(Day("2026-12-20"), 30, rollPastDaysOff: true).Provisional);
    }

    [Fact]
    public void IsWorkingDay_LocalScopeWins()
    {
        var days = new[]
        {
            new CalendarDay(Day("2026-03-04"), "4515", DayType.Work, "市", "测试"),
            new CalendarDay(Day("2026-03-04"), "CN", DayType.Off, "全国", "测试"),
            new CalendarDay(Day("2026-03-04"), "451521", DayType.Off, "县", "测试"),
            new CalendarDay(Day("2026-03-05"), "44", DayType.Off, "外省", "测试"),
        };
        HashSet<int> published = [2026];
        Assert.False(WorkingDays.For("451521", days, published, OfficeHours.Default).IsWorkingDay(Day("2026-03-04")));
        Assert.True(WorkingDays.For("451522", days, published, OfficeHours.Default).IsWorkingDay(Day("2026-03-04")));
        Assert.False(WorkingDays.For("460000", days, published, OfficeHours.Default).IsWorkingDay(Day("2026-03-04")));
        Assert.True(WorkingDays.For("451521", days, published, OfficeHours.Default).IsWorkingDay(Day("2026-03-05")));
    }

    [Theory]
    [InlineData("2026-11-24 10:15", "2026-11-24 10:15")]
    [InlineData("2026-11-24 08:59", "2026-11-24 09:00")]
    [InlineData("2026-11-24 12:30", "2026-11-24 13:00")]
    [InlineData("2026-11-24 17:00", "2026-11-25 09:00")]
    [InlineData("2026-11-27 18:00", "2026-11-30 09:00")]
    [InlineData("2023-06-21 23:59", "2023-06-25 09:00")]
    [InlineData("2023-06-22 10:00", "2023-06-25 09:00")]
    public void NextOpening_R13_8(string received, string counted) => Assert.Equal(Utc(counted), National.NextOpening(Utc(received)));

    [Theory]
    [InlineData("2026-11-24 09:00", "2026-11-24 17:00", 420)]
    [InlineData("2026-11-24 11:30", "2026-11-24 13:30", 60)]
    [InlineData("2026-11-24 12:10", "2026-11-24 12:50", 0)]
    [InlineData("2026-11-27 16:00", "2026-11-30 10:00", 120)]
    [InlineData("2026-11-24 10:00", "2026-11-24 09:00", 0)]
    [InlineData("2026-11-28 10:00", "2026-11-29 10:00", 0)]
    public void WorkingMinutes_CountsOfficeHoursOnly(string from, string to, int minutes) =>
        Assert.Equal(minutes, National.WorkingMinutes(Utc(from), Utc(to)));

    [Fact]
    public void WorkingMinutes_WithoutOverlappingOutages_SubtractsThemOnce() =>
        Assert.Equal(420 - 120, National.WorkingMinutes(Utc("2026-11-24 09:00"), Utc("2026-11-24 17:00"),
            [(Utc("2026-11-24 11:00"), Utc("2026-11-24 12:30")), (Utc("2026-11-24 10:30"), Utc("2026-11-24 11:30")), (Utc("2026-11-24 16:30"), null)]));

    [Theory]
    [InlineData("2026-11-24 09:00", 420, "2026-11-24 17:00")]
    [InlineData("2026-11-24 09:00", 421, "2026-11-25 09:01")]
    [InlineData("2026-11-27 16:59", 2, "2026-11-30 09:01")]
    [InlineData("2026-11-24 11:59", 1, "2026-11-24 12:00")]
    [InlineData("2026-11-24 20:00", 1, "2026-11-25 09:01")]
    public void AddWorkingMinutes_EndsAtTheEarliestMoment(string from, int minutes, string expected) =>
        Assert.Equal(Utc(expected), National.AddWorkingMinutes(Utc(from), minutes));

    [Fact]
    public void OfficeHours_Default_Is420MinutesADay() => Assert.Equal(420, OfficeHours.Default.MinutesPerDay);

    [Theory]
    [InlineData("09:00-12:00")]
    [InlineData("12:00-09:00,13:00-17:00")]
    [InlineData("9-12,13-17")]
    public void OfficeHours_OfAnotherForm_IsRefused(string text) => Assert.Throws<FormatException>(() => OfficeHours.Parse(text));

    internal static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static DateTime Utc(string wall) => ChinaTime.ToUtc(DateTime.ParseExact(wall, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
}
