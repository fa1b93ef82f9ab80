using Qishi.Kernel;
using Xunit;

namespace Qishi.Tests.Kernel;

/// <summary>Rulebook A §2.3–2.5, and the organisation code.</summary>
public sealed class CodeTests
{
    [Theory]
    [InlineData("H6210", "H6210", "餐饮业")]
    [InlineData("6210", "H6210", "餐饮业")]
    [InlineData("h62", "H62", "餐饮业")]
    [InlineData("C1411", "C1411", "食品制造业")]
    [InlineData("5212", "F5212", "零售业")]
    [InlineData("T97", "T97", "国际组织")]
    public void T2_1_IndustryOfItsSection_IsValid(string typed, string value, string division)
    {
        var code = IndustryCode.Parse(typed).Value;
        Assert.Equal((value, division), (code.Value, code.DivisionName));
    }

    [Theory]
    [InlineData("F6210", "industry-section")]
    [InlineData("U6210", "industry-form")]
    [InlineData("6", "industry-form")]
    [InlineData("62100", "industry-form")]
    [InlineData("9810", "industry-division")]
    [InlineData("00", "industry-division")]
    [InlineData("", "industry-form")]
    public void T2_2_IndustryOfAnotherSection_IsInvalid(string typed, string problem) =>
        Assert.Equal(problem, Assert.Single(IndustryCode.Parse(typed).Problems).Code);

    [Fact]
    public void R2_51_SectionsCover97DivisionsWithoutAGap()
    {
        Assert.Equal("ABCDEFGHIJKLMNOPQRST", string.Concat(IndustrySection.All.Select(s => s.Letter)));
        Assert.Equal(Enumerable.Range(1, 97), IndustrySection.All.SelectMany(s => Enumerable.Range(s.First, s.Last - s.First + 1)));
        Assert.Equal("农业", IndustryCode.Parse("01").Value.DivisionName);
        Assert.Equal("教育", IndustryCode.Parse("83").Value.DivisionName);
        Assert.Equal("房地产业", IndustryCode.Parse("70").Value.DivisionName);
    }

    [Fact]
    public void T2_3_DivisionBeforeItsTime_IsAWarning()
    {
        var warning = Assert.Single(ReferenceData.Divisions.WarningsFor("450181", new DateOnly(2018, 5, 1)));
        Assert.Equal("行政区划代码450181（横州市）2021年1月1日起才启用，之前是450127（横县），请人工核对", warning);
        Assert.Empty(ReferenceData.Divisions.WarningsFor("450127", new DateOnly(2018, 5, 1)));
        Assert.Empty(ReferenceData.Divisions.WarningsFor("450181", new DateOnly(2022, 5, 1)));
        Assert.Contains("已停用", Assert.Single(ReferenceData.Divisions.WarningsFor("450127", new DateOnly(2022, 5, 1))), StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownDivision_OfAFictitiousCode_IsAWarning() =>
        Assert.Contains("不在区划表中", Assert.Single(ReferenceData.Divisions.WarningsFor("459999", new DateOnly(2023, 5, 1))), StringComparison.Ordinal);

    [Fact]
    public void DemoCounty_IsKnown() => Assert.Equal("望溪县", ReferenceData.Divisions.Find("451521", new DateOnly(2026, 11, 24))!.Name);

    [Theory]
    [InlineData("450123", null)]
    [InlineData("４５０１２３", null)]
    [InlineData("45012", "division-code")]
    [InlineData("45012A", "division-code")]
    [InlineData("990123", "division-province")]
    [InlineData(null, "division-required")]
    public void DivisionCode_Parse(string? typed, string? problem) => Assert.Equal(problem, DivisionCode.Parse(typed).Problems.SingleOrDefault()?.Code);

    [Fact]
    public void DivisionCode_Parts()
    {
        var code = DivisionCode.Parse("451521").Value;
        Assert.Equal(("45", "4515"), (code.Province, code.City));
        Assert.Equal("", default(DivisionCode).City);
    }

    [Theory]
    [InlineData("MACX0001", '7')]
    [InlineData("MACX0005", 'X')]
    [InlineData("MJC00001", 'X')]
    [InlineData("00750001", '6')]
    public void OrganisationCode_CheckCharacter_R2_5(string body, char check) => Assert.Equal(check, OrganisationCode.CheckCharacter(body));

    [Theory]
    [InlineData("MACX0001", "MACX0002")]
    [InlineData("MACX0009", "MACX000A")]
    [InlineData("MACX000Y", "MACX0010")]
    [InlineData("MACX0YYY", "MACX1000")]
    public void OrganisationCode_Next_CountsInTheSetOf31(string body, string next) => Assert.Equal(next, OrganisationCode.Next(body));

    [Fact]
    public void OrganisationCode_Next_AtTheEndOfTheSegment_Throws() => Assert.Throws<InvalidOperationException>(() => OrganisationCode.Next("MACXYYYY"));

    [Fact]
    public void OrganisationCode_Next_NeverRepeatsAndAlwaysFormsACode()
    {
        var division = DivisionCode.Parse("451521").Value;
        var body = "MACX0000";
        var seen = new HashSet<string>();
        for (var i = 0; i < 3000; i++, body = OrganisationCode.Next(body))
            Assert.True(seen.Add(Uscc.Compose('9', '1', division, OrganisationCode.WithCheck(body)).Value));
    }

    [Theory]
    [InlineData("13800000001", "13800000001", PhoneKind.Mobile)]
    [InlineData("138 0000 0001", "13800000001", PhoneKind.Mobile)]
    [InlineData("+86 138-0000-0001", "13800000001", PhoneKind.Mobile)]
    [InlineData("１３８００００００１５", "13800000015", PhoneKind.Mobile)]
    [InlineData("0771-1234567", "0771-1234567", PhoneKind.Landline)]
    [InlineData("07711234567", "0771-1234567", PhoneKind.Landline)]
    [InlineData("(0771) 1234567-12", "0771-1234567-12", PhoneKind.Landline)]
    [InlineData("01012345678", "010-12345678", PhoneKind.Landline)]
    [InlineData("0000-0000000", "0000-0000000", PhoneKind.Landline)]
    public void Phone_R2_30_IsStoredInOneForm(string typed, string value, PhoneKind kind)
    {
        var phone = PhoneNumber.Parse(typed).Value;
        Assert.Equal((value, kind), (phone.Value, phone.Kind));
    }

    [Theory]
    [InlineData("12012345678", "mobile-form")]
    [InlineData("1381234567", "mobile-length")]
    [InlineData("0771-1234567", "mobile-form")]
    [InlineData("abc", "mobile-form")]
    [InlineData("", "mobile-required")]
    public void T2_4_MobileOfAnotherForm_IsInvalid(string typed, string problem) =>
        Assert.Equal(problem, Assert.Single(PhoneNumber.ParseMobile(typed).Problems).Code);

    [Theory]
    [InlineData("400-000-0000")]
    [InlineData("12315")]
    public void ServiceLine_IsAPublicContactOnly(string typed)
    {
        Assert.False(PhoneNumber.Parse(typed).Ok);
        Assert.Equal(PhoneKind.Service, PhoneNumber.ParsePublicContact(typed).Value.Kind);
    }

    [Theory]
    [InlineData("530000", true)]
    [InlineData("53000", false)]
    public void Postcode_R2_31(string typed, bool ok) => Assert.Equal(ok, Postcode.Parse(typed).Ok);
}
