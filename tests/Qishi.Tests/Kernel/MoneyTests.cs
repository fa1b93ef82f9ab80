using CsCheck;
using Qishi.Kernel;
using Xunit;

namespace Qishi.Tests.Kernel;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("1,234.50", 123450)]
    [InlineData("1234.5元", 123450)]
    [InlineData("￥1，234.50", 123450)]
    [InlineData("10万元", 10_000_000)]
    [InlineData("0.5万", 500_000)]
    [InlineData("1.2亿元", 12_000_000_000)]
    [InlineData("0", 0)]
    [InlineData("１００", 10_000)]
    [InlineData("0.01", 1)]
    public void Parse_AsPeopleType_IsUnderstood(string typed, long fen) => Assert.Equal(fen, Money.Parse(typed).Value.Fen);

    [Theory]
    [InlineData("", "money-required")]
    [InlineData("十万", "money-form")]
    [InlineData("-5", "money-form")]
    [InlineData("1,23", "money-form")]
    [InlineData("1.234", "money-fen")]
    [InlineData("1e9", "money-form")]
    [InlineData("999999999999999999999999", "money-range")]
    [InlineData("99999999999999999999999999999999999999999999", "money-range")]
    [InlineData("90000000000000亿", "money-range")]
    public void Parse_OfNoAmount_IsRefused(string typed, string problem) => Assert.Equal(problem, Assert.Single(Money.Parse(typed).Problems).Code);

    [Fact]
    public void Parse_InTheUnitOfCapital_ReadsWan() => Assert.Equal(Money.FromWan(10), Money.Parse("10", MoneyUnit.Wan).Value);

    [Theory]
    [InlineData(123450, "1,234.50元", "1,234.50元")]
    [InlineData(10_000_000, "100,000.00元", "10万元")]
    [InlineData(123_450_000, "1,234,500.00元", "123.45万元")]
    [InlineData(1, "0.01元", "0.01元")]
    [InlineData(-250, "-2.50元", "-2.50元")]
    public void Words_OfAnAmount(long fen, string yuan, string wan)
    {
        Assert.Equal(yuan, new Money(fen).ToString());
        Assert.Equal(wan, new Money(fen).Wan);
    }

    [Theory]
    [InlineData(555_800, "伍仟伍佰伍拾捌元整")]
    [InlineData(0, "零元整")]
    [InlineData(5, "伍分")]
    [InlineData(50, "伍角整")]
    [InlineData(123_405, "壹仟贰佰叁拾肆元零伍分")]
    [InlineData(100_000_000, "壹佰万元整")]
    [InlineData(100_500, "壹仟零伍元整")]
    [InlineData(10_000_000_500, "壹亿零伍元整")]
    [InlineData(100_001_000_000_000, "壹万亿零壹仟万元整")]
    [InlineData(100_010_000_000_000, "壹万零壹亿元整")]
    [InlineData(1_000_010, "壹万元壹角整")]
    public void Capitals_ForLegalPapers(long fen, string capitals) => Assert.Equal(capitals, new Money(fen).Capitals);

    [Fact]
    public void Sum_BeyondTheRange_Throws()
    {
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue) + new Money(1));
        Assert.Throws<OverflowException>(() => Money.FromYuan(long.MaxValue / 10));
    }

    [Fact]
    public void ToString_ThenParse_RoundTrips() =>
        Gen.Long[0, 9_999_999_999_999_999].Select(f => new Money(f)).Sample(m => Money.Parse(m.ToString()).Value == m && Money.Parse(m.Wan).Value == m);

    [Fact]
    public void Sum_IsTheSumOfTheParts() =>
        Gen.Long[-1_000_000_000, 1_000_000_000].Array[0, 20].Sample(fen => Money.Sum(fen.Select(f => new Money(f))).Fen == fen.Sum());

    [Theory]
    [InlineData(73, 74, "98.6%", "98.6%")]
    [InlineData(1999, 2000, "100%", "99.9%")]
    [InlineData(1, 1, "100%", "100%")]
    [InlineData(0, 3, "0%", "0%")]
    [InlineData(0, 0, "暂无数据", "暂无数据")]
    public void Percent_RatiosRoundAndCompletionTruncates(long part, long whole, string ratio, string completion) =>
        Assert.Equal((ratio, completion), (Percent.Ratio(part, whole), Percent.Completion(part, whole)));
}
