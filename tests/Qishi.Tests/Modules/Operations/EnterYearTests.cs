using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Operations.EnterYear;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Operations;

public sealed class EnterYearTests
{
    private static readonly EnterYearForm Form = new() { Scope = "CN", Off = "2027-01-01至2027-01-03 元旦\n2027-2-6 春节", Work = "2027-02-20 春节调休", Source = "国办发明电〔2026〕X号（演示）" };

    [Fact]
    public void Decide_WithSpans_GivesEveryDay() =>
        Assert.Equal(5, EnterYearHandler.Decide(2027, Form).Value.Count);

    [Fact]
    public void Decide_WithALineNobodyCanRead_QuotesTheLine()
    {
        var problem = EnterYearHandler.Decide(2027, new() { Scope = "CN", Off = "元旦三天", Source = "x" }).Problems.Single();
        Assert.Contains("元旦三天", problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_WithADayTwice_IsRefused() =>
        Assert.Contains(EnterYearHandler.Decide(2027, new() { Scope = "CN", Off = "2027-01-01", Work = "2027-01-01", Source = "x" }).Problems, p => p.Code == "day-twice");

    [Theory, OnEachDatabase]
    public async Task Handle_AfterEntry_TheYearIsNoLongerProvisional(DatabaseKind kind)
    {
        using var app = new TestApp(kind);
        var before = await app.AsAsync(null, async s => (await s.GetRequiredService<IRules>().WorkingDaysAsync()).AddWorkingDays(new DateOnly(2026, 12, 31), 1));
        Assert.True(before.Provisional);
        await app.AsAsync(null, s => s.GetRequiredService<EnterYearHandler>().HandleAsync(2027, Form, default));
        var after = await app.AsAsync(null, async s => (await s.GetRequiredService<IRules>().WorkingDaysAsync()).AddWorkingDays(new DateOnly(2026, 12, 31), 1));
        Assert.Equal((new DateOnly(2027, 1, 4), false), (after.Date, after.Provisional));
    }
}
