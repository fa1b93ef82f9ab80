using CsCheck;
using Qishi.Kernel;
using Xunit;

namespace Qishi.Tests.Kernel;

/// <summary>Masks of ux 4.4.</summary>
public sealed class MaskedTests
{
    [Theory]
    [InlineData("梁河", "梁*", "梁**")]
    [InlineData("梁小河", "梁*河", "梁**")]
    [InlineData("欧阳小河", "欧**河", "欧**")]
    [InlineData("梁", "*", "*")]
    [InlineData("", "", "")]
    [InlineData(null, "", "")]
    [InlineData("𠮷小河", "𠮷*河", "𠮷**")]
    [InlineData("阿依古丽·买买提", "阿***提", "阿**")]
    public void Names(string? name, string forPublic, string forLists)
    {
        Assert.Equal(forPublic, Masked.PublicName(name!));
        Assert.Equal(forLists, Masked.Name(name!));
    }

    [Theory]
    [InlineData("451521200001010032", "451521********0032")]
    [InlineData("451521000101003", "451521*****1003")]
    [InlineData("E00000015", "E******15")]
    [InlineData("12345", "****")]
    [InlineData("", "")]
    public void Ids(string id, string masked) => Assert.Equal(masked, Masked.Id(id));

    [Theory]
    [InlineData("13800000015", "138****0015")]
    [InlineData("0000-0000015", "000****0015")]
    [InlineData("12315", "****")]
    [InlineData("", "")]
    public void Phones(string phone, string masked) => Assert.Equal(masked, Masked.Phone(phone));

    [Theory]
    [InlineData("liang@example.com", "l***@example.com")]
    [InlineData("l@example.com", "***@example.com")]
    [InlineData("liang", "***")]
    public void Emails(string email, string masked) => Assert.Equal(masked, Masked.Email(email));

    [Theory]
    [InlineData("6222000000000000015", "6222 **** **** 0015")]
    [InlineData("6222 0000 0000 0015", "6222 **** **** 0015")]
    [InlineData("12340015", "**** 0015")]
    [InlineData("0015", "****")]
    public void Accounts(string account, string masked) => Assert.Equal(masked, Masked.Account(account));

    [Theory]
    [InlineData("望溪县清河镇兴隆街12号", "望溪县清河镇***")]
    [InlineData("望溪县城关街道3号", "望溪县城关街道***")]
    [InlineData("望溪县兴隆路12号", "望溪县***")]
    [InlineData("某地", "***")]
    [InlineData("", "")]
    public void Addresses(string address, string masked) => Assert.Equal(masked, Masked.Address(address));

    [Fact]
    public void AnyText_IsNeverGivenBackWhole() =>
        Gen.String.Where(s => s.Trim().Length > 0 && !s.Contains('*', StringComparison.Ordinal)).Sample(text =>
            new Func<string, string>[] { Masked.Name, Masked.PublicName, Masked.Id, Masked.Phone, Masked.Email, Masked.Account, Masked.Address }
                .All(mask => mask(text) is var masked && masked != text && masked.Contains('*', StringComparison.Ordinal)));

    [Fact]
    public void Id_OfAnyPerson_HidesTheBirthday() =>
        Gen.Select(Gen.Int[0, 40_000], Gen.Int[0, 999]).Sample((day, sequence) =>
        {
            var id = CitizenId.Compose("451521", new DateOnly(1900, 1, 1).AddDays(day), sequence);
            return id.Masked[6..14] == "********" && id.Masked.Length == 18 && !$"{id}".Contains(id.Value[6..14], StringComparison.Ordinal);
        });

    [Fact]
    public void Phone_OfAnyMobile_HidesTheMiddle() =>
        Gen.Select(Gen.Int[3, 9], Gen.Int[0, 999_999_999]).Sample((second, rest) =>
        {
            var phone = PhoneNumber.ParseMobile($"1{second}{rest:000000000}").Value;
            return phone.Masked == phone.Value[..3] + "****" + phone.Value[^4..] && $"{phone}" == phone.Masked;
        });

    [Fact]
    public void Types_ThatHoldPersonalData_PrintMasked()
    {
        var id = IdDocument.Parse(IdKind.Passport, "E00000015", new DateOnly(2026, 11, 24)).Value;
        Assert.Equal("E******15", $"{id}");
    }
}
