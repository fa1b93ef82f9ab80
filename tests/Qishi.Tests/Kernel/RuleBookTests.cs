using CsCheck;
using Qishi.Kernel;
using Xunit;

namespace Qishi.Tests.Kernel;

public sealed class RuleBookTests
{
    private static RuleParameter Rule(string key, string value, DateOnly? from = null, DateOnly? to = null) => new(key, value, "", from, to, "测试", "", "DESIGN");

    private static RuleBook Book { get; } = new(
    [
        Rule("tax.deviceMode", "DIGITAL", from: new(2024, 12, 1)),
        Rule("tax.deviceMode", "UKEY", to: new(2024, 11, 30)),
        Rule("push.retries", "1, 5,15,60,120,240"),
        Rule("kpi.excludeOutage", "false"),
        Rule("capital.legacyAdjustBy", "2027-06-30", from: new(2024, 7, 1)),
        Rule("fund.ratioMax", "12"),
    ]);

    [Theory]
    [InlineData("2024-11-30", "UKEY")]
    [InlineData("2024-12-01", "DIGITAL")]
    [InlineData("1990-01-01", "UKEY")]
    public void Text_IsChosenByTheDayOfTheEvent(string on, string value) => Assert.Equal(value, Book.Text("tax.deviceMode", WorkingDaysTests.Day(on)));

    [Fact]
    public void Readers_ReadTheirForms()
    {
        var on = new DateOnly(2026, 11, 24);
        Assert.Equal([1, 5, 15, 60, 120, 240], Book.Ints("push.retries", on));
        Assert.False(Book.Flag("kpi.excludeOutage", on));
        Assert.Equal(new DateOnly(2027, 6, 30), Book.Day("capital.legacyAdjustBy", on));
        Assert.Equal(12, Book.Int("fund.ratioMax", on));
        Assert.Equal(["UKEY"], Book.Texts("tax.deviceMode", new DateOnly(2024, 1, 1)));
    }

    [Theory]
    [InlineData("no.such", "2026-11-24")]
    [InlineData("capital.legacyAdjustBy", "2024-06-30")]
    [InlineData("tax.deviceMode", "2024-06-30")]
    public void Int_UnknownOrNoValueOrAnotherForm_NamesKeyAndDay(string key, string on)
    {
        var message = Assert.Throws<MissingRuleException>(() => Book.Int(key, WorkingDaysTests.Day(on))).Message;
        Assert.Contains(key, message, StringComparison.Ordinal);
        Assert.Contains(on, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-01-01", "2024-12-31", "2024-12-31", null, "rule-overlap")]
    [InlineData("2024-01-01", null, "2025-01-01", null, "rule-overlap")]
    [InlineData(null, "2024-12-31", null, null, "rule-overlap")]
    [InlineData("2024-01-01", "2023-12-31", "2025-01-01", null, "rule-period")]
    [InlineData("2024-01-01", "2024-12-31", "2025-01-01", null, null)]
    public void Check_TwoVersions(string? fromA, string? toA, string? fromB, string? toB, string? problem)
    {
        static DateOnly? Day(string? text) => text is null ? null : WorkingDaysTests.Day(text);
        RuleParameter[] versions = [Rule("k", "1", Day(fromA), Day(toA)), Rule("k", "2", Day(fromB), Day(toB))];
        Assert.Equal(problem, RuleBook.Check(versions) is [var first, ..] ? first.Code : null);
        if (problem is not null) Assert.Throws<ArgumentException>(() => new RuleBook(versions));
    }

    [Fact]
    public void Find_OnAnyDay_GivesTheOneVersionThatHolds() =>
        Gen.Int[1, 400].Array[1, 6].Sample(lengths =>
        {
            var day = new DateOnly(2020, 1, 1);
            var versions = lengths.Select((length, i) =>
            {
                var version = Rule("k", $"{i}", day, day.AddDays(length - 1));
                day = day.AddDays(length);
                return version;
            }).ToList();
            var book = new RuleBook(versions.AsEnumerable().Reverse());
            return versions.All(v => book.Find("k", v.From!.Value) == v && book.Find("k", v.To!.Value) == v);
        });
}
