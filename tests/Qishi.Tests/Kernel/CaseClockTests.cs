using CsCheck;
using Qishi.Kernel;
using Qishi.Kernel.Flow;
using Xunit;
using static Qishi.Tests.Kernel.ReferenceData;
using static Qishi.Tests.Kernel.WorkingDaysTests;

namespace Qishi.Tests.Kernel;

/// <summary>Clocks: and the words of ux 2.7. 2026-11-24 is a Tuesday.</summary>
public sealed class CaseClockTests
{
    private static ClockReading Read(CaseClock clock, string wall) => clock.ReadAt(Utc(wall), National, amberPercent: 50, redPercent: 80);

    /// <summary>One working day, accepted Monday 10:00, due Tuesday 17:00: 360 + 420 = 780 working minutes.</summary>
    private static CaseClock OneDay => CaseClock.Starting(Utc("2026-11-23 10:00"), 1, National);

    [Fact]
    public void Starting_AfterClosing_CountsFromTheNextOpening()
    {
        var clock = CaseClock.Starting(Utc("2026-11-23 18:00"), 1, National);
        Assert.Equal((Utc("2026-11-24 09:00"), Utc("2026-11-25 17:00")), (clock.StartUtc, clock.DueUtc));
    }

    [Fact]
    public void Starting_BeforeAnUnpublishedYear_IsProvisional() => Assert.True(CaseClock.Starting(Utc("2026-12-31 10:00"), 1, National).Provisional);

    [Theory]
    [InlineData("2026-11-23 09:59", ClockState.NotStarted, "未开始计时", 0)]
    [InlineData("2026-11-23 10:00", ClockState.Running, "剩1个工作日", 0)]
    [InlineData("2026-11-23 16:59", ClockState.Running, "剩1个工作日", 46)]
    [InlineData("2026-11-24 09:30", ClockState.Amber, "剩6小时30分", 50)]
    [InlineData("2026-11-24 14:18", ClockState.Amber, "剩2小时42分", 79)]
    [InlineData("2026-11-24 14:24", ClockState.Red, "剩2小时36分", 80)]
    [InlineData("2026-11-24 16:14", ClockState.Red, "剩46分钟", 94)]
    [InlineData("2026-11-24 18:00", ClockState.Red, "今天内办结", 100)]
    [InlineData("2026-11-25 09:30", ClockState.Over, "超1个工作日", 100)]
    [InlineData("2026-11-28 09:30", ClockState.Over, "超3个工作日", 100)]
    public void ReadAt_ShortLimit_TurnsByShares(string now, ClockState state, string text, int percent)
    {
        var reading = Read(OneDay, now);
        Assert.Equal((state, text, percent, 780), (reading.State, reading.RemainingText, reading.UsedPercent, reading.TotalMinutes));
    }

    [Theory]
    [InlineData("2026-11-24 10:00", ClockState.Running, "剩20个工作日")]
    [InlineData("2026-12-14 10:00", ClockState.Running, "剩6个工作日")]
    [InlineData("2026-12-15 10:00", ClockState.Amber, "剩5个工作日")]
    [InlineData("2026-12-17 10:00", ClockState.Amber, "剩3个工作日")]
    [InlineData("2026-12-18 10:00", ClockState.Red, "剩2个工作日")]
    [InlineData("2026-12-22 10:00", ClockState.Red, "剩6小时")]
    [InlineData("2026-12-23 10:00", ClockState.Over, "超1个工作日")]
    public void ReadAt_LongLimit_TurnsByWorkingDaysLeft(string now, ClockState state, string text)
    {
        var reading = Read(CaseClock.Starting(Utc("2026-11-24 09:00"), 20, National), now);
        Assert.Equal((state, text), (reading.State, reading.RemainingText));
    }

    [Theory]
    [InlineData("2026-11-24 16:00", ClockState.StoppedOnTime, "按时办结")]
    [InlineData("2026-11-24 21:00", ClockState.StoppedOnTime, "按时办结")]
    [InlineData("2026-11-25 09:01", ClockState.StoppedLate, "超期1个工作日办结")]
    public void ReadAt_Stopped_StaysOnTheRecord(string stopped, ClockState state, string text)
    {
        var clock = OneDay with { StoppedUtc = Utc(stopped) };
        var reading = Read(clock, "2027-01-04 10:00");
        Assert.Equal((state, text), (reading.State, reading.RemainingText));
    }

    [Fact]
    public void ReadAt_BeforeTheStop_ShowsTheClockRunning() =>
        Assert.Equal(ClockState.Running, Read(OneDay with { StoppedUtc = Utc("2026-11-24 16:00") }, "2026-11-23 11:00").State);

    [Fact]
    public void ReadAt_LateOnADayOff_IsLateByNoWorkingDay()
    {
        var friday = CaseClock.Starting(Utc("2026-11-26 10:00"), 1, National);
        var reading = Read(friday with { StoppedUtc = Utc("2026-11-28 10:00") }, "2026-11-30 10:00");
        Assert.Equal((ClockState.StoppedLate, "超期办结"), (reading.State, reading.RemainingText));
        Assert.Equal("已超期", Read(friday, "2026-11-28 10:00").RemainingText);
    }

    [Fact]
    public void ReadAt_SharpMoment_IsOverTheMinuteAfter()
    {
        var clock = new CaseClock(Utc("2026-11-24 10:00"), Utc("2026-11-24 11:00"), false, [], null);
        Assert.Equal(ClockState.Red, Read(clock, "2026-11-24 11:00").State);
        var reading = Read(clock, "2026-11-24 11:46");
        Assert.Equal((ClockState.Over, "超46分钟"), (reading.State, reading.RemainingText));
    }

    [Fact]
    public void ReadAt_Paused_SaysWhyAndSinceWhen()
    {
        var clock = CaseClock.Starting(Utc("2026-11-23 10:00"), 5, National) with { Pauses = [(Utc("2026-11-24 10:00"), null, "等申请人补正")] };
        Assert.Equal("等申请人补正，今天起停", Read(clock, "2026-11-24 11:00").RemainingText);
        var reading = Read(clock, "2026-11-27 11:00");
        Assert.Equal((ClockState.Paused, "等申请人补正，已停3天"), (reading.State, reading.RemainingText));
        Assert.Equal(360 + 60, reading.UsedMinutes);
    }

    [Fact]
    public void ReadAt_AfterAPause_TheDueDayMovesByTheWorkingDaysBetween()
    {
        // Due Monday 30th; paused Tuesday 10:00, ended Thursday 15:00: Wednesday and Thursday do not count, the clock runs again on Friday.
        var clock = CaseClock.Starting(Utc("2026-11-23 10:00"), 5, National) with { Pauses = [(Utc("2026-11-24 10:00"), Utc("2026-11-26 15:00"), "等申请人补正")] };
        var reading = Read(clock, "2026-11-27 09:30");
        Assert.Equal(Utc("2026-12-02 17:00"), reading.DueUtc);
        Assert.Equal(360 + 60 + 30, reading.UsedMinutes);
        Assert.Equal(ClockState.Amber, reading.State);
        Assert.Equal("剩3个工作日", reading.RemainingText);
    }

    [Fact]
    public void DueWithPauses_OverlappingPauses_AreOnePause()
    {
        var one = CaseClock.Starting(Utc("2026-11-23 10:00"), 5, National) with { Pauses = [(Utc("2026-11-24 10:00"), Utc("2026-11-26 15:00"), "整改")] };
        var two = one with { Pauses = [(Utc("2026-11-25 10:00"), Utc("2026-11-26 15:00"), "补正"), (Utc("2026-11-24 10:00"), Utc("2026-11-25 16:00"), "整改")] };
        Assert.Equal(one.DueWithPauses(Utc("2026-12-01 10:00"), National), two.DueWithPauses(Utc("2026-12-01 10:00"), National));
    }

    [Fact]
    public void ReadAt_CalendarDays_SaysSo()
    {
        var clock = new CaseClock(Utc("2026-11-24 10:00"), National.CloseOf(Day("2026-12-24")), false, [], null) { Unit = ClockUnit.CalendarDays };
        Assert.Equal("剩30天（自然日）", Read(clock, "2026-11-24 10:00").RemainingText);
        Assert.Equal("剩12天（自然日）", Read(clock, "2026-12-12 10:00").RemainingText);
        Assert.Equal("今天截止", Read(clock, "2026-12-24 20:00").RemainingText);
        Assert.Equal("超2天（自然日）", Read(clock, "2026-12-26 20:00").RemainingText);
    }

    [Fact]
    public void ReadAt_AsTimeGoesBy_TheShareNeverFallsAndTheStateNeverImproves() =>
        Gen.Select(Gen.Int[0, 20_000], Gen.Int[1, 12], Gen.Int[0, 20_000], Gen.Int[0, 20_000]).Sample((start, limit, a, b) =>
        {
            var clock = CaseClock.Starting(Utc("2026-01-05 09:00").AddMinutes(start), limit, National);
            var (first, second) = (clock.StartUtc.AddMinutes(Math.Min(a, b)), clock.StartUtc.AddMinutes(Math.Max(a, b)));
            var (earlier, later) = (clock.ReadAt(first, National, 50, 80), clock.ReadAt(second, National, 50, 80));
            return earlier.UsedPercent <= later.UsedPercent && earlier.State <= later.State && later.UsedPercent is >= 0 and <= 100;
        });

    [Fact]
    public void Words_EveryStateHasAWordAndATone()
    {
        Assert.All(Enum.GetValues<ClockState>(), s => Assert.NotEmpty(s.Word()));
        Assert.Equal((Tone.V, Tone.L, Tone.A), (ClockState.Paused.Tone(), ClockState.StoppedLate.Tone(), ClockState.Amber.Tone()));
    }

    [Theory]
    [InlineData(0, "0分钟")]
    [InlineData(46, "46分钟")]
    [InlineData(120, "2小时")]
    [InlineData(162, "2小时42分")]
    public void Duration_AsPeopleSayIt(int minutes, string words) => Assert.Equal(words, ClockWords.Duration(minutes));
}
