using Qishi.Kernel;
using Xunit;

namespace Qishi.Tests.Kernel;

public sealed class ChinaTimeTests
{
    [Fact]
    public void DayOf_LateUtcEvening_IsTheNextChineseDay() =>
        Assert.Equal(new DateOnly(2026, 11, 25), ChinaTime.DayOf(new DateTime(2026, 11, 24, 16, 0, 0, DateTimeKind.Utc)));

    [Fact]
    public void Moment_InAnotherYear_ShowsTheYear() =>
        Assert.Equal("2025年11月24日9:05", ChinaTime.Moment(new DateTime(2025, 11, 24, 1, 5, 0, DateTimeKind.Utc), new DateOnly(2026, 1, 1)));
}
