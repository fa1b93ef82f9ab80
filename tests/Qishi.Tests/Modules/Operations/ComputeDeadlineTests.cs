using Qishi.Kernel;
using Qishi.Modules.Operations.ComputeDeadline;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Operations;

public sealed class ComputeDeadlineTests
{
    [Theory]
    [InlineData("2023-04-20", "1", "wd", "2023-04-24")]
    [InlineData("2023-09-20", "20", "wd", "2023-10-24")]
    [InlineData("2023-08-25", "30", "cd", "2023-09-25")]
    [InlineData("2023-12-31", "2", "month", "2024-02-29")]
    public async Task Decide_OverTheSeededCalendar_GivesTheRulebooksDay(string start, string count, string unit, string due)
    {
        var days = await TestApp.Shared(DatabaseKind.Sqlite).AsAsync(null, s => s.GetRequiredService<IRules>().WorkingDaysAsync());
        var answer = ComputeDeadlineHandler.Decide(new(start, count, unit, true), days, new DateOnly(2026, 11, 24));
        Assert.Equal(due, answer.Value.Due.Date.ToString("yyyy-MM-dd"));
        Assert.NotEmpty(answer.Value.Due.Steps);
    }

    [Fact]
    public async Task Decide_IntoAYearNotPublished_IsProvisional()
    {
        var days = await TestApp.Shared(DatabaseKind.Sqlite).AsAsync(null, s => s.GetRequiredService<IRules>().WorkingDaysAsync());
        Assert.True(ComputeDeadlineHandler.Decide(new("2026-12-30", "5", "wd", true), days, new DateOnly(2026, 11, 24)).Value.Due.Provisional);
    }

    [Fact]
    public async Task Decide_WithEverythingWrong_NamesEveryField()
    {
        var days = await TestApp.Shared(DatabaseKind.Sqlite).AsAsync(null, s => s.GetRequiredService<IRules>().WorkingDaysAsync());
        var problems = ComputeDeadlineHandler.Decide(new("昨天", "很久", "时辰", true), days, new DateOnly(2026, 11, 24)).Problems;
        Assert.Equal(["start", "count", "unit"], problems.Select(p => p.Field));
    }
}
