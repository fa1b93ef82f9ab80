using Qishi.Kernel;
using Xunit;
using static Qishi.Tests.Kernel.ReferenceData;
using static Qishi.Tests.Kernel.WorkingDaysTests;

namespace Qishi.Tests.Kernel;

/// <summary>Test cases of rulebook A that are pure questions of dates.</summary>
public sealed class LegalDayTests
{
    [Fact]
    public void T1_7_ChangeFiledWithin30Days()
    {
        var due = National.AddCalendarDays(Day("2023-05-31"), 30, rollPastDaysOff: true).Date;
        Assert.Equal(Day("2023-06-30"), due);
        Assert.True(Day("2023-07-01") > due);
    }

    [Fact]
    public void T1_8_ThirtiethDayOnASunday_MovesToMonday()
    {
        Assert.Equal(Day("2023-09-24"), National.AddCalendarDays(Day("2023-08-25"), 30, rollPastDaysOff: false).Date);
        var due = National.AddCalendarDays(Day("2023-08-25"), 30, rollPastDaysOff: true);
        Assert.Equal(Day("2023-09-25"), due.Date);
        Assert.Equal(["第30日，星期日休息，顺延", "星期一，顺延到这一天"], due.Steps.TakeLast(2).Select(s => s.Reason));
    }

    [Theory]
    [InlineData("2023-12-31", "2024-02-29")]
    [InlineData("2023-06-22", "2023-08-22")]
    public void T3_8_NameReservedForTwoMonths(string reserved, string expires) =>
        Assert.Equal(Day(expires), new TimeLimit(2, LimitUnit.Months, Rolls: false).DueFrom(Day(reserved), National).Date);

    [Theory]
    [InlineData("2024-04-30", true)]
    [InlineData("2024-05-01", false)]
    [InlineData("2024-05-02", false)]
    public void T3_9_OldNameWithinOneYear(string requested, bool blocked) =>
        Assert.Equal(blocked, Anniversary.IsWithinYears(Day("2023-05-01"), 1, Day(requested)));

    [Fact]
    public void T5_1_DoneOnTheMakeUpSunday_IsWithinOneWorkingDay() =>
        Assert.True(OnTime.ByDay(Day("2023-06-21"), Day("2023-06-25"), 1, National, Day("2023-06-30")));

    [Fact]
    public void T5_2_DoneOnTheMonday_IsLateByOneWorkingDay()
    {
        Assert.False(OnTime.ByDay(Day("2023-06-21"), Day("2023-06-26"), 1, National, Day("2023-06-30")));
        Assert.Equal(1, OnTime.DaysLate(National.AddWorkingDays(Day("2023-06-21"), 1).Date, Day("2023-06-26"), National));
    }

    [Fact]
    public void T7_1_ClaimDueFiveWorkingDaysAfter()
    {
        var due = National.AddWorkingDays(Day("2023-06-21"), 5);
        Assert.Equal(Day("2023-06-29"), due.Date);
        Assert.Equal([25, 26, 27, 28, 29], due.Steps.Where(s => s.Counted).Select(s => s.Date.Day));
    }

    [Fact]
    public void T7_2_ResultDueTwentyWorkingDaysAfter() => Assert.Equal(Day("2023-07-25"), National.AddWorkingDays(Day("2023-06-27"), 20).Date);

    [Fact]
    public void T7_3_PenaltyPublishedWithinTwentyWorkingDays() => Assert.Equal(Day("2023-10-24"), National.AddWorkingDays(Day("2023-09-20"), 20).Date);

    [Fact]
    public void T7_4_PublicationStopsAfterThreeMonthsOrThreeYears()
    {
        Assert.Equal(Day("2023-10-01"), National.AddMonths(Day("2023-07-01"), 3, roll: false).Date);
        Assert.Equal(Day("2026-07-01"), new TimeLimit(3, LimitUnit.Years, Rolls: false).DueFrom(Day("2023-07-01"), National).Date);
    }

    [Fact]
    public void T10_1_SimplifiedDeregistration_NoticeStandsAndApplicationRolls()
    {
        var noticeEnds = National.AddCalendarDays(Day("2023-06-05"), 20, rollPastDaysOff: false).Date;
        Assert.Equal(Day("2023-06-25"), noticeEnds);
        Assert.Equal(Day("2023-07-17"), National.AddCalendarDays(noticeEnds, 20, rollPastDaysOff: true).Date);
    }

    [Fact]
    public void T10_2_NoticeEndingInAHoliday_IsNotExtended() =>
        Assert.Equal(Day("2025-10-02"), National.AddCalendarDays(Day("2025-09-12"), 20, rollPastDaysOff: false).Date);

    [Fact]
    public void T10_6_LiquidationNotices()
    {
        Assert.Equal(Day("2024-07-22"), National.AddCalendarDays(Day("2024-07-10"), 10, rollPastDaysOff: true).Date);
        Assert.Equal(Day("2024-09-09"), National.AddCalendarDays(Day("2024-07-10"), 60, rollPastDaysOff: true).Date);
        Assert.Equal(Day("2024-08-30"), Anniversary.FirstDayAfter(Day("2024-07-15"), 45));
    }

    [Fact]
    public void T13_1_OneCase() => Assert.Equal(80, SpeedUp.Rate(20, 4));

    [Fact]
    public void T13_2_WeightedOverThePeriod() => Assert.Equal(80, SpeedUp.Rate([(20, 4), (20, 2), (20, 6)]));

    [Fact]
    public void T13_3_Order78Basis() => Assert.Equal(80, SpeedUp.Rate(10, 2));

    [Fact]
    public void T13_4_M1OnTimeAndM2Is120Minutes()
    {
        var (accepted, done) = (Utc("2023-06-21 16:00"), Utc("2023-06-25 10:00"));
        Assert.True(OnTime.ByDay(ChinaTime.DayOf(accepted), ChinaTime.DayOf(done), 1, National, Day("2023-06-25")));
        Assert.Equal(120, National.WorkingMinutes(accepted, done));
        Assert.True(OnTime.ByMinutes(accepted, done, 1, National));
    }

    [Fact]
    public void T13_5_OpenPastItsLimit_IsLate()
    {
        Assert.False(OnTime.ByDay(Day("2023-06-21"), null, 1, National, Day("2023-06-26")));
        Assert.True(OnTime.ByDay(Day("2023-06-21"), null, 1, National, Day("2023-06-25")));
    }

    [Fact]
    public void T13_6_TwoMonthsFromTheLastOfDecember()
    {
        var due = National.AddMonths(Day("2023-12-31"), 2, roll: false);
        Assert.Equal(Day("2024-02-29"), due.Date);
        Assert.Equal("第2个月没有31日，为当月最后一日", due.Steps[^1].Reason);
    }

    [Fact]
    public void R13_30_HalfUpAndEmptyPeriod()
    {
        Assert.Equal(3, SpeedUp.Rate(40, 39));
        Assert.Equal(-50, SpeedUp.Rate(2, 3));
        Assert.Null(SpeedUp.Rate([]));
        Assert.Equal(67, SpeedUp.PromisedRate(3, 1));
        Assert.Equal(50, SpeedUp.TimeSaved(40, 10, 20, 10));
    }

    [Fact]
    public void AddCalendarDays_OnSanYueSan_RollsInsideGuangxiOnly()
    {
        Assert.Equal(Day("2024-04-11"), National.AddCalendarDays(Day("2024-03-12"), 30, rollPastDaysOff: true).Date);
        Assert.Equal(Day("2024-04-15"), Guangxi.AddCalendarDays(Day("2024-03-12"), 30, rollPastDaysOff: true).Date);
    }

    [Fact]
    public void DueNetOfOutages_MovesByTheOverlapInWorkingMinutes() =>
        Assert.Equal(Utc("2026-11-25 09:30"), OnTime.DueNetOfOutages(Utc("2026-11-24 10:00"), Utc("2026-11-25 11:00"), Utc("2026-11-24 17:00"),
            [(Utc("2026-11-24 16:30"), Utc("2026-11-24 20:00"))], National));
}
