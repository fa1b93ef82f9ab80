using Qishi.Kernel;
using Qishi.Modules.StartUp.Model;
using Xunit;

namespace Qishi.Tests.Modules.StartUp;

/// <summary>Rulebook A §5.5 and §13.6 on the figures of the opening time.</summary>
public sealed class OpeningTimeTests
{
    // Dragon Boat 2023: 22–24 June off, Sunday 25 June made up.
    private static readonly WorkingDays Days = new(
        [
            .. Enumerable.Range(22, 3).Select(d => new CalendarDay(new DateOnly(2023, 6, d), "CN", DayType.Off, "端午节", "test")),
            new CalendarDay(new DateOnly(2023, 6, 25), "CN", DayType.Work, "端午节", "test"),
        ],
        new HashSet<int> { 2023 }, new OfficeHours(new(9, 0), new(12, 0), new(13, 0), new(17, 0)));

    private static DateTime At(int day, int hour, int minute = 0) => ChinaTime.ToUtc(new DateOnly(2023, 6, day), new TimeOnly(hour, minute));

    private static MatterTime Done(string matter, DateTime at, DateTime? reported = null, params (DateTime, DateTime?)[] outages) => new(matter, At(21, 10), at, reported ?? at, outages);

    private static OpeningTime Read(params MatterTime[] matters) => OpeningTime.Read(At(21, 10), 1, matters, At(30, 12), Days);

    /// <summary>T-5.1.</summary>
    [Fact]
    public void Read_DoneOnTheMakeUpSunday_IsOnTime()
    {
        var time = Read(Done("SEAL", At(21, 15)), Done("MEDICAL", At(25, 11)));
        Assert.True(time is { Finished: true, OnTime: true, OnTimeNet: true, LateDays: 0, Cause: null });
        Assert.Equal(At(25, 11), time.CompletedAt);
    }

    /// <summary>T-5.2.</summary>
    [Fact]
    public void Read_MedicalOneDayLater_IsLateByOneAndNamesIt()
    {
        var time = Read(Done("SEAL", At(21, 15)), Done("MEDICAL", At(26, 9)));
        Assert.Equal((false, 1, "MEDICAL"), (time.OnTime, time.LateDays, time.Cause));
    }

    /// <summary>T-5.3.</summary>
    [Fact]
    public void Read_ReportedDaysLater_CountsTheBusinessTimeAndShowsTheDelay()
    {
        var time = Read(Done("MEDICAL", At(25, 16), At(28, 9)));
        Assert.Equal((true, 3), (time.OnTime, time.DataDelayDays));
    }

    /// <summary>R-5.22: late gross, on time net, both shown.</summary>
    [Fact]
    public void Read_WithAnOutageOfTheDepartment_IsLateGrossAndOnTimeNet()
    {
        var time = Read(Done("MEDICAL", At(26, 9, 30), null, (At(21, 11), At(25, 16))));
        Assert.Equal((false, true), (time.OnTime, time.OnTimeNet));
        Assert.True(time.MinutesNet < time.Minutes);
    }

    [Fact]
    public void Read_WithAnOutageOfAnotherMatter_StaysLateNet()
    {
        var time = Read(Done("MEDICAL", At(26, 9, 30)), Done("SEAL", At(21, 15), null, (At(21, 11), At(25, 16))));
        Assert.Equal((false, false), (time.OnTime, time.OnTimeNet));
    }

    /// <summary>T-13.4: M1 on time, M2 60 + 60 minutes.</summary>
    [Fact]
    public void Read_AcceptedAtFourDoneAtTen_TakesTwoHours() =>
        Assert.Equal(120, OpeningTime.Read(At(21, 16), 1, [new("SEAL", At(21, 16), At(25, 10), At(25, 10), [])], At(25, 12), Days).Minutes);

    /// <summary>T-13.5: still open after the due day is late.</summary>
    [Fact]
    public void Read_OpenPastTheDueDay_IsLate()
    {
        var time = OpeningTime.Read(At(21, 10), 1, [new("SEAL", At(21, 10), null, null, [])], At(26, 9), Days);
        Assert.Equal((false, false, 1), (time.Finished, time.OnTime, time.LateDays));
    }
}
