using CsCheck;
using Qishi.Kernel;
using Xunit;

namespace Qishi.Tests.Kernel;

public sealed class TextTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Theory]
    [InlineData(" ａｂ－1２ ", "AB12")]
    [InlineData("4501 23—1990", "4501231990")]
    [InlineData("A\u0000\u200B\uFEFFB", "AB")]
    [InlineData(null, "")]
    public void Codes_AreCleaned(string? typed, string code) => Assert.Equal(code, NormalisedText.Codes(typed));

    [Theory]
    [InlineData("  米\u0000粉\u200B店\u2060\u00AD\uFE0F ", "米粉店")]
    [InlineData("一\r\n二\r三", "一\n二\n三")]
    [InlineData("e\u0301", "é")]
    [InlineData("𠮷野家", "𠮷野家")]
    [InlineData(null, "")]
    public void Text_IsCleaned(string? typed, string text) => Assert.Equal(text, NormalisedText.Text(typed));

    [Fact]
    public void Text_WithHalfASurrogatePair_LosesOnlyTheHalf() =>
        Assert.Equal("米粉", NormalisedText.Text("米" + (char)0xD842 + "粉" + (char)0xDC00));

    [Theory]
    [InlineData("阿依古丽•买买提", "阿依古丽·买买提")]
    [InlineData("阿依古丽 . 买买提", "阿依古丽·买买提")]
    [InlineData("阿依古丽・买买提", "阿依古丽·买买提")]
    [InlineData("梁 小\u3000河", "梁小河")]
    [InlineData("Maria   Silva", "Maria Silva")]
    public void Name_IsCleaned(string typed, string name) => Assert.Equal(name, NormalisedText.Name(typed));

    [Fact]
    public void EveryCleaning_OfAnyText_IsIdempotentAndLeavesNothingInvisible() =>
        Gen.String.Sample(text => new Func<string?, string>[] { NormalisedText.Codes, NormalisedText.Text, NormalisedText.Name }.All(clean =>
        {
            var once = clean(text);
            return clean(once) == once && !once.Any(c => c is '\0' or '\u200B' or '\u00AD' or '\u2060' or '\uFE0F');
        }));

    [Theory]
    [InlineData("2026-11-24", "2026-11-24")]
    [InlineData("2026年1月2日", "2026-01-02")]
    [InlineData("20261124", "2026-11-24")]
    [InlineData("11.24", "2026-11-24")]
    [InlineData("2026/1/2", "2026-01-02")]
    [InlineData("２０２６年１１月２４日", "2026-11-24")]
    [InlineData("1月2日", "2026-01-02")]
    public void TypedDay_AsPeopleType_IsUnderstood(string typed, string day) => Assert.Equal(WorkingDaysTests.Day(day), TypedDay.Parse(typed, Today).Value);

    [Theory]
    [InlineData("", "day-required")]
    [InlineData("明天", "day-form")]
    [InlineData("2026-02-30", "day-missing")]
    [InlineData("0000-01-01", "day-missing")]
    [InlineData("2026-13-01", "day-missing")]
    public void TypedDay_OfNoDay_IsRefused(string typed, string problem) => Assert.Equal(problem, Assert.Single(TypedDay.Parse(typed, Today).Problems).Code);

    [Fact]
    public void Parsers_OfAnyText_NeverThrow() =>
        Gen.String.Sample(text =>
        {
            _ = (PhoneNumber.Parse(text), PhoneNumber.ParseMobile(text), PhoneNumber.ParsePublicContact(text), Money.Parse(text), TypedDay.Parse(text, Today));
            _ = (DivisionCode.Parse(text), IndustryCode.Parse(text), Postcode.Parse(text), CitizenId.UpgradeLegacy(text, Today));
            return Enum.GetValues<IdKind>().All(kind => IdDocument.Parse(kind, text, Today) is { Ok: true } or { Problems.Count: > 0 });
        });
}
