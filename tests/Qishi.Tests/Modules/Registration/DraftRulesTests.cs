using Qishi.Kernel;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Xunit;

namespace Qishi.Tests.Modules.Registration;

/// <summary>Rulebook A §1.8, §4 and the sentences of ux.md 4.2, as far as natural persons and their companies go.</summary>
public sealed class DraftRulesTests
{
    private static List<Problem> Check(EntityDraft draft, DateOnly? on = null) => [.. DraftRules.Check(draft, Given.Ground(on))];

    [Fact]
    public void SoleTraderAndCompany_WellFilled_HaveNoProblem()
    {
        Assert.Empty(Check(Given.SoleTrader()));
        Assert.Empty(Check(Given.Company()));
    }

    [Fact]
    public void T_1_1_FiftyOneShareholders_AreTooMany()
    {
        var people = Enumerable.Range(0, 51).Select(i => Given.Person(PersonRoles.Shareholder | (i == 0 ? PersonRoles.LegalRepresentative | PersonRoles.Director | PersonRoles.Liaison : 0))).ToArray();
        EntityDraft With(int n) => Given.Company(d => d with
        {
            People = people[..n],
            CapitalFen = n * 100,
            Shareholders = [.. Enumerable.Range(0, n).Select(i => new ShareholderDraft(i, 100, ContributionForm.Money, Given.Day))],
        });
        Assert.DoesNotContain(Check(With(50)), p => p.Rule == "R-1.10");
        var problem = Assert.Single(Check(With(51)), p => p.Rule == "R-1.10");
        Assert.Equal(("Shareholders", "有限责任公司股东最多50人，现在是51人。请修改"), (problem.Field, problem.Sentence));
    }

    [Theory]
    [InlineData("2024-07-15", "2029-07-15", true)]
    [InlineData("2024-07-15", "2029-07-16", false)]
    [InlineData("2023-06-01", "2053-06-01", true)]
    public void T_1_2_T_1_3_ContributionDate_FollowsTheLawOfTheDay(string on, string due, bool fine)
    {
        var day = DateOnly.Parse(on, null);
        var draft = Given.Company(d => d with { Shareholders = [.. d.Shareholders.Select(s => s with { DueOn = DateOnly.Parse(due, null) })] });
        Assert.Equal(fine, Check(draft, day).All(p => p.Rule != "R-1.11"));
    }

    [Fact]
    public void ContributionDate_TooLate_SaysTheLastDay()
    {
        var draft = Given.Company(d => d with { Shareholders = [d.Shareholders[0], d.Shareholders[1] with { DueOn = new(2032, 1, 1) }] });
        var problem = Assert.Single(Check(draft));
        Assert.Equal("出资日期2032年1月1日超过成立后5年。请改为2031年11月24日或更早", problem.Sentence);
        Assert.Equal("Shareholders[1].DueOn", problem.Field);
    }

    [Theory]
    [InlineData(PersonRoles.Manager)]
    [InlineData(PersonRoles.Director)]
    [InlineData(PersonRoles.FinanceOfficer)]
    public void T_1_4_SupervisorWithAnotherOffice_IsRefused(PersonRoles office)
    {
        var draft = Given.Company(d => d with { People = [d.People[0], d.People[1] with { Roles = d.People[1].Roles | office }] });
        Assert.Contains(Check(draft), p => p.Rule == "R-1.16" && p.Field == "People[1].Roles");
    }

    [Fact]
    public void T_1_6_FamilyFormWithoutMember_IsRefused_AndNoNameIsFine()
    {
        var draft = Given.SoleTrader(d => d with { Composition = CompositionForm.Family, Name = null });
        Assert.Equal(["R-1.28"], Check(draft).Select(p => p.Rule));
        Assert.Empty(Check(draft with { People = [.. draft.People, Given.Person(PersonRoles.FamilyMember, "梁大海")] }));
    }

    [Theory]
    [InlineData(15, false)]
    [InlineData(16, true)]
    public void Operator_UnderSixteen_IsRefused(int age, bool fine)
    {
        var draft = Given.SoleTrader(d => d with { People = [Given.Person(PersonRoles.Operator, id: Given.Id(age))] });
        var problems = Check(draft);
        Assert.Equal(fine, problems.Count == 0);
        Assert.True(fine || problems.Single().Sentence == "经营者未满16周岁，不能登记为个体工商户经营者。可以由其他成年家庭成员申请");
    }

    [Fact]
    public void Shares_ThatDoNotSum_SayTheDifference()
    {
        var draft = Given.Company(d => d with { Shareholders = [d.Shareholders[0] with { AmountFen = 50_000_000 }, d.Shareholders[1]] });
        Assert.Equal("各股东出资合计90万元，与注册资本100万元相差10万元。请修改出资额或注册资本", Assert.Single(Check(draft)).Sentence);
    }

    [Fact]
    public void LegalRepresentative_WithoutOffice_IsRefused()
    {
        var draft = Given.Company(d => d with { People = [d.People[0] with { Roles = PersonRoles.LegalRepresentative | PersonRoles.Shareholder }, d.People[1]] });
        Assert.Equal(["R-1.17", "R-1.14"], Check(draft).Select(p => p.Rule));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Directors_AreOneOrAtLeastThree(int directors, bool fine)
    {
        var more = Enumerable.Range(1, directors - 1).Select(_ => Given.Person(PersonRoles.Director));
        Assert.Equal(fine, Check(Given.Company(d => d with { People = [.. d.People, .. more] })).Count == 0);
    }

    [Fact]
    public void EverythingWrong_IsToldAtOnce_EachAtItsField()
    {
        var draft = Given.SoleTrader(d => d with
        {
            People = [new PersonDraft("", "451521199902290022", "12012345678", PersonRoles.Operator)],
            Premises = new("451522101001", "", PremisesProof.Lease),
            ScopeItems = [],
            Composition = null,
            Duplicates = 0,
        });
        string[] fields = ["People[0].Name", "People[0].IdNumber", "People[0].Mobile", "People[0].RealNameVerified", "Premises.AreaCode", "Premises.Detail", "ScopeItems", "Composition", "Duplicates"];
        Assert.Equal(fields.Order(), Check(draft).Select(p => p.Field!).Distinct().Order());
    }

    [Fact]
    public void Place_InAnotherCounty_IsNotOurs() =>
        Assert.Equal("经营场所不在望溪县，本局不能登记。请到经营场所所在地的登记机关办理",
            Assert.Single(Check(Given.SoleTrader(d => d with { Premises = new("450123100001", "1号", PremisesProof.Lease) }))).Sentence);

    [Fact]
    public void T_4_3_FreeText_IsRefused() =>
        Assert.Equal("R-4.2", Assert.Single(Check(Given.SoleTrader(d => d with { ScopeItems = ["H001", "各种业务"] }))).Rule);

    [Fact]
    public void T_4_4_PriorItem_NeedsItsApproval()
    {
        var draft = Given.Company(d => d with { ScopeItems = ["C039"] });
        Assert.Equal("R-4.1", Assert.Single(Check(draft)).Rule);
        Assert.Empty(Check(draft with { PriorApprovals = [new("C039", "桂应急许〔2026〕1号", new(2026, 11, 1), null)] }));
    }

    [Theory]
    [InlineData("2023-06-01", false)]
    [InlineData("2023-05-30", true)]
    public void T_4_5_ApprovalWithoutValidity_IsStaleAfterNinetyDays(string on, bool fine)
    {
        var day = DateOnly.Parse(on, null);
        var draft = Given.Company(d => d with { ScopeItems = ["C039"], PriorApprovals = [new("C039", "桂应急许〔2023〕1号", new(2023, 3, 1), null)] });
        Assert.Equal(fine, Check(draft, day).All(p => p.Rule != "R-0.9"));
    }
}
