using CsCheck;
using Qishi.Kernel;
using Xunit;

namespace Qishi.Tests.Kernel;

/// <summary>Rulebook A §2.2.</summary>
public sealed class CitizenIdTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Theory]
    [InlineData("450123199001010011", "1990-01-01", Sex.Male)]
    [InlineData("450123198802290020", "1988-02-29", Sex.Female)]
    [InlineData("45012319920310004X", "1992-03-10", Sex.Female)]
    [InlineData("45012319920310004x", "1992-03-10", Sex.Female)]
    [InlineData("450102196307150054", "1963-07-15", Sex.Male)]
    public void Parse_ValidVector_IsAccepted(string text, string birth, Sex sex)
    {
        var id = CitizenId.Parse(text, Today).Value;
        Assert.Equal((WorkingDaysTests.Day(birth), sex, text[..6], text.ToUpperInvariant()), (id.BirthDate, id.Sex, id.DivisionCode, id.Value));
    }

    [Theory]
    [InlineData("450123199001010012", "id-check-character")]
    [InlineData("450123199902290022", "id-birth-date")]
    [InlineData("45012319900101001", "id-length")]
    [InlineData("450123900101001", "id-legacy")]
    [InlineData("45012319900101O011", "id-characters")]
    [InlineData("", "id-required")]
    [InlineData("990123199001010011", "id-province,id-check-character")]
    [InlineData("830000199001010011", "id-residence-permit,id-check-character")]
    public void Parse_InvalidVector_SaysEveryReason(string text, string problems) =>
        Assert.Equal(problems, string.Join(',', CitizenId.Parse(text, Today).Problems.Select(p => p.Code)));

    [Fact]
    public void Parse_WrongCheckCharacter_SpeaksLikeE2() =>
        Assert.Equal("身份证号码校验不通过，可能有一位写错了。请对照身份证逐位检查", CitizenId.Parse("450123199001010012", Today).Problems[0].Sentence);

    [Fact]
    public void Parse_BornTomorrow_IsRefused()
    {
        var id = CitizenId.Compose("451521", Today.AddDays(1), 1).Value;
        Assert.Equal("id-birth-date", Assert.Single(CitizenId.Parse(id, Today).Problems).Code);
        Assert.True(CitizenId.Parse(id, Today.AddDays(1)).Ok);
    }

    [Fact]
    public void UpgradeLegacy_InsertsTheCenturyAndTheCheck() =>
        Assert.Equal("450123199001010011", CitizenId.UpgradeLegacy("450123900101001", Today).Value.Value);

    [Theory]
    [InlineData("1990-01-01", "2005-12-31", 15)]
    [InlineData("1990-01-01", "2006-01-01", 16)]
    [InlineData("1988-02-29", "2026-02-27", 37)]
    [InlineData("1988-02-29", "2026-02-28", 38)]
    public void AgeOn_TheBirthdayCounts(string birth, string day, int age) =>
        Assert.Equal(age, CitizenId.Compose("451521", WorkingDaysTests.Day(birth), 1).AgeOn(WorkingDaysTests.Day(day)));

    [Fact]
    public void ToString_IsMasked() => Assert.Equal("450123********0011", $"{CitizenId.Parse("450123199001010011", Today).Value}");

    [Fact]
    public void Compose_ThenParse_RoundTrips() =>
        Ids.Sample(id => CitizenId.Parse(id.Value, Today).Value == id && CitizenId.Parse(id.Value.ToLowerInvariant(), Today).Value == id);

    [Fact]
    public void Parse_AnySingleDigitSubstituted_IsRefused() =>
        Gen.Select(Ids, Gen.Int[0, 16], Gen.Int[1, 9]).Sample((id, at, shift) =>
        {
            var wrong = id.Value.ToCharArray();
            wrong[at] = (char)('0' + (wrong[at] - '0' + shift) % 10);
            return !CitizenId.Parse(new string(wrong), Today).Ok;
        });

    [Fact]
    public void Parse_AnyText_NeverThrowsAndNeverEchoesANumber() =>
        Gen.String.Sample(text => CitizenId.Parse(text, Today) is var parsed && (parsed.Ok || parsed.Problems.Count > 0));

    [Theory]
    [InlineData(IdKind.HongKongMacaoPermit, "H12345678", true)]
    [InlineData(IdKind.HongKongMacaoPermit, "m1234567890", true)]
    [InlineData(IdKind.HongKongMacaoPermit, "H123456789", false)]
    [InlineData(IdKind.TaiwanPermit, "00000015", true)]
    [InlineData(IdKind.TaiwanPermit, "0000015", false)]
    [InlineData(IdKind.Passport, "E00000015", true)]
    [InlineData(IdKind.Passport, "护照", false)]
    [InlineData(IdKind.CitizenId, "450123199001010011", true)]
    [InlineData(IdKind.ResidencePermit, "450123199001010011", false)]
    public void IdDocument_R2_24(IdKind kind, string number, bool ok) => Assert.Equal(ok, IdDocument.Parse(kind, number, Today).Ok);

    [Theory]
    [InlineData(IdKind.ResidencePermit, "83000019900101001")]
    [InlineData(IdKind.ForeignerResidence, "91115619900101001")]
    public void IdDocument_WithCheckCharacter_IsChecked(IdKind kind, string first17)
    {
        var check = CitizenId.CheckCharacter(first17);
        Assert.True(IdDocument.Parse(kind, first17 + check, Today).Ok);
        Assert.Equal("id-check-character", Assert.Single(IdDocument.Parse(kind, first17 + (check == '0' ? '1' : '0'), Today).Problems).Code);
    }

    private static Gen<CitizenId> Ids =>
        Gen.Select(Gen.Int[0, 9999], Gen.Int[0, 46000], Gen.Int[0, 999]).Select((division, day, sequence) =>
            CitizenId.Compose($"45{division:0000}", new DateOnly(1900, 1, 1).AddDays(day), sequence));
}
