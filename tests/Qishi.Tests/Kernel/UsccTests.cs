using CsCheck;
using Qishi.Kernel;
using Xunit;

namespace Qishi.Tests.Kernel;

/// <summary>Rulebook A §2.1: test vectors of the credit code.</summary>
public sealed class UsccTests
{
    [Theory]
    [InlineData("91450123MACX00017H")]
    [InlineData("91450123MACX00025C")]
    [InlineData("91450123MACX001050")]
    [InlineData("91450123MACX0005XR")]
    [InlineData("92450123MACY000184")]
    [InlineData("92450123MACY000777")]
    [InlineData("93450123MACE0001XQ")]
    [InlineData("11450123007500016N")]
    [InlineData("51450000MJC00001X0")]
    [InlineData("91440300708461136T")]
    [InlineData("91330000717612522B")]
    [InlineData("9144030071526726XG")]
    public void Parse_ValidVector_IsAcceptedWithoutWarning(string code)
    {
        var parsed = Uscc.Parse(code);
        Assert.True(parsed.Ok, string.Join("; ", parsed.Problems.Select(p => p.Sentence)));
        Assert.Equal(code, parsed.Value.Value);
        Assert.Empty(parsed.Value.Warnings);
    }

    [Theory]
    [InlineData("91450123MACX00017G", "uscc-check-character")]
    [InlineData("91450123MACX0001H", "uscc-length")]
    [InlineData("91450123MAOX00017H", "uscc-characters")]
    [InlineData("91459999MACX00017H", "uscc-check-character")]
    [InlineData("98450123MACX00017H", "uscc-category,uscc-check-character")]
    [InlineData("9145O123MACX00017H", "uscc-characters")]
    [InlineData("91A50123MACX00017H", "uscc-division,uscc-check-character")]
    [InlineData("B1450123MACX00017H", "uscc-department,uscc-check-character")]
    [InlineData("", "uscc-required")]
    [InlineData(null, "uscc-required")]
    [InlineData("91450123MACX00017HH", "uscc-length")]
    public void Parse_InvalidVector_SaysEveryReason(string? code, string problems) =>
        Assert.Equal(problems, string.Join(',', Uscc.Parse(code).Problems.Select(p => p.Code)));

    [Theory]
    [InlineData("91450123macx00017h")]
    [InlineData(" 91 450123-MACX00017 H ")]
    [InlineData("９１４５０１２３ＭＡＣＸ０００１７Ｈ")]
    [InlineData("91450123\u200BMACX00017H")]
    public void Parse_AsPeopleType_IsNormalised(string typed) => Assert.Equal("91450123MACX00017H", Uscc.Parse(typed).Value.Value);

    [Fact]
    public void Parse_SeventeenCharacters_SpeaksLikeE3() =>
        Assert.Equal("统一社会信用代码应为18位，现在是17位。请对照执照补全", Uscc.Parse("91450123MACX0001H").Problems[0].Sentence);

    [Fact]
    public void CheckCharacter_OfTheWorkedExample_IsH() => Assert.Equal('H', Uscc.CheckCharacter("91450123MACX00017"));

    [Fact]
    public void Compose_WithOrganisationCode_GivesTheVector() =>
        Assert.Equal("91450123MACX00017H", Uscc.Compose('9', '1', DivisionCode.Parse("450123").Value, OrganisationCode.WithCheck("MACX0001")).Value);

    [Fact]
    public void Display_GroupsBy2691() => Assert.Equal("91 450123 MACX00017 H", Uscc.Parse("91450123MACX00017H").Value.Display);

    [Fact]
    public void PrefixWarning_EnterpriseWith92_WarnsUnlessConverted()
    {
        var code = Uscc.Parse("92450123MACY000184").Value;
        Assert.NotNull(code.PrefixWarning("91", convertedFromIndividual: false));
        Assert.Null(code.PrefixWarning("91", convertedFromIndividual: true));
        Assert.Null(code.PrefixWarning("92", convertedFromIndividual: false));
    }

    [Fact]
    public void Warnings_WrongOrganisationCheck_IsOnlyAWarning()
    {
        var first17 = "91450123MACX00018";
        var parsed = Uscc.Parse(first17 + Uscc.CheckCharacter(first17));
        Assert.True(parsed.Ok);
        Assert.Contains("组织机构代码校验位", Assert.Single(parsed.Value.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_AnySingleCharacterSubstituted_IsRefused() =>
        Gen.Select(Codes, Gen.Int[0, 17], Gen.Int[1, 30]).Sample((code, at, shift) =>
        {
            var wrong = code.Value.ToCharArray();
            wrong[at] = Uscc.Characters[(Uscc.ValueOf(wrong[at]) + shift) % 31];
            return !Uscc.Parse(new string(wrong)).Ok;
        });

    [Fact]
    public void Parse_AnyTwoNeighboursSwapped_IsRefused() =>
        Gen.Select(Codes, Gen.Int[0, 16]).Sample((code, at) =>
        {
            var wrong = code.Value.ToCharArray();
            (wrong[at], wrong[at + 1]) = (wrong[at + 1], wrong[at]);
            return wrong[at] == wrong[at + 1] || !Uscc.Parse(new string(wrong)).Ok;
        });

    [Fact]
    public void Parse_OfAnyText_NeverThrowsAndValueIsWellFormed() =>
        Gen.String.Sample(text => !Uscc.TryParse(text, out var code) || code.Value.Length == 18);

    [Fact]
    public void Compose_ThenParse_RoundTrips() => Codes.Sample(code => Uscc.Parse(code.Display).Value == code);

    private static Gen<Uscc> Codes =>
        Gen.Select(Gen.Char["1239"], Gen.Int[0, 9999], Gen.Int[0, 923520]).Select((category, division, serial) =>
        {
            var body = "MACX" + string.Concat(Enumerable.Range(0, 4).Select(i => Uscc.Characters[serial / (int)Math.Pow(31, i) % 31]));
            return Uscc.Compose('9', category, DivisionCode.Parse($"45{division:0000}").Value, OrganisationCode.WithCheck(body));
        });
}
