using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Modules.Documents;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration;

/// <summary>All kinds of rulebook A §1: the matrices, the validations by kind, jurisdiction, licences.</summary>
public sealed class KindTests
{
    public static TheoryData<EntityKind> Kinds => [.. Enum.GetValues<EntityKind>()];

    private static List<Problem> Check(EntityDraft draft, DateOnly? on = null) => [.. DraftRules.Check(draft, Given.Ground(on))];

    private static List<Problem> Own(EntityDraft draft, DateOnly? on = null) => [.. Check(draft, on).Where(p => !JurisdictionRules.Rules.Contains(p.Rule))];

    private static string[] Rules(EntityDraft draft, DateOnly? on = null) => [.. Own(draft, on).Select(p => p.Rule!).Distinct()];

    [Theory, MemberData(nameof(Kinds))]
    public void EachKind_WellFilled_HasNoProblemOfItsOwn(EntityKind kind) => Assert.Empty(Own(Given.Of(kind)).Select(p => p.Sentence));

    [Theory]
    [InlineData(EntityKind.Llc, "RRRRRRR- FFFF--F-F")]
    [InlineData(EntityKind.Jsc, "RRRRRRR- FFFF--F-F")]
    [InlineData(EntityKind.NonCompanyLegal, "RRRRRRR- FF----F--")]
    [InlineData(EntityKind.SoleProp, "RRRRRR-R -F----F--")]
    [InlineData(EntityKind.PartnershipGeneral, "RRRRRRR- FFF---F-F")]
    [InlineData(EntityKind.PartnershipLimited, "RRRRRRR- FFF---F-F")]
    [InlineData(EntityKind.Coop, "RRRRRR-- F---F-F--")]
    [InlineData(EntityKind.Branch, "RRRR-R-- ------F--")]
    [InlineData(EntityKind.Individual, "uRRRuR-R -----FF--")]
    [InlineData(EntityKind.FieLlc, "RRRRRRR- FFFF--FFF")]
    public void Matrix_OfRegisteredAndFiledItems_IsTheRulebooks(EntityKind kind, string expected)
    {
        KindItem[] registered = [KindItem.Name, KindItem.Type, KindItem.Scope, KindItem.Address, KindItem.Capital, KindItem.Head, KindItem.Investors, KindItem.HeadHome];
        KindItem[] filed =
        [
            KindItem.Articles, KindItem.Term, KindItem.Contributions, KindItem.Officers, KindItem.Members, KindItem.Family, KindItem.Liaison, KindItem.DocumentRecipient, KindItem.BeneficialOwner,
        ];
        string Row(KindItem[] items) => string.Concat(items.Select(i => KindBook.Of(kind)[i] switch { Need.Registered => 'R', Need.Filed => 'F', Need.IfUsed => 'u', _ => '-' }));
        Assert.Equal(expected, $"{Row(registered)} {Row(filed)}");
    }

    [Fact]
    public void T_1_5_Jsc_IsNotTheCountys_UnlessDelegated()
    {
        var problem = Assert.Single(Check(Given.Of(EntityKind.Jsc)));
        Assert.Equal(("jurisdiction-jsc", "R-1.40"), (problem.Code, problem.Rule));
        Assert.Contains("望海市", problem.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EntityKind.FieLlc)]
    [InlineData(EntityKind.FieJsc)]
    [InlineData(EntityKind.FiePartnershipGeneral)]
    [InlineData(EntityKind.FiePartnershipLimited)]
    [InlineData(EntityKind.ForeignBranch)]
    public void R_1_42_ForeignInvested_NeedsAnAuthorisedAuthority(EntityKind kind) => Assert.Contains(Check(Given.Of(kind)), p => p.Rule == "R-1.42");

    [Theory]
    [InlineData(50, true)]
    [InlineData(49, false)]
    public void R_1_41_HalfOfTheProvince_IsTheProvincial(int percent, bool elsewhere)
    {
        var draft = Given.Company(d => d with
        {
            Organisations = [Given.Organisation(OrganisationKind.StateInvestor) with { Level = GovernmentLevel.Province }],
            CapitalFen = 100_000_000,
            Shareholders = [d.Shareholders[0] with { AmountFen = (100 - percent) * 1_000_000L }, d.Shareholders[1] with { Person = -1, Organisation = 0, AmountFen = percent * 1_000_000L }],
            People = [d.People[0], d.People[1] with { Roles = d.People[1].Roles & ~PersonRoles.Shareholder }],
        });
        Assert.Equal(elsewhere, Check(draft).Any(p => p.Rule == "R-1.41"));
    }

    [Fact]
    public void R_1_13_Jsc_TwoHundredPromoters_MostOfThemHere_AllPaid()
    {
        EntityDraft With(int n, int abroad = 0) => Given.Of(EntityKind.Jsc, d => d with
        {
            People = [.. d.People.Select((p, i) => p with { Roles = p.Roles & ~PersonRoles.Shareholder }), .. Enumerable.Range(0, n).Select(i => Given.Person(PersonRoles.Shareholder) with { Nationality = i < abroad ? "FR" : "CN" })],
            CapitalFen = n * 100,
            Shareholders = [.. Enumerable.Range(0, n).Select(i => new ShareholderDraft(i + 2, 100, ContributionForm.Money, Given.Day, PaidFen: 100))],
        });
        Assert.Empty(Own(With(200)).Where(p => p.Code is not "person-twice"));
        Assert.Contains(Own(With(201)), p => p is { Code: "shareholders-number", Rule: "R-1.13" });
        Assert.Contains(Own(With(4, abroad: 2)), p => p.Code == "promoters-domicile");
        Assert.DoesNotContain(Own(With(4, abroad: 1)), p => p.Code == "promoters-domicile");
        var unpaid = Given.Of(EntityKind.Jsc, d => d with { Shareholders = [d.Shareholders[0] with { PaidFen = 0 }, d.Shareholders[1]] });
        Assert.Contains(Own(unpaid), p => p.Code == "contribution-not-paid");
        Assert.DoesNotContain(Own(unpaid, new(2024, 6, 30)), p => p.Code == "contribution-not-paid");
    }

    [Fact]
    public void R_1_15_Jsc_NeedsSupervisionOfSomeKind()
    {
        var none = Given.Of(EntityKind.Jsc, d => d with { People = [d.People[0], d.People[1] with { Roles = PersonRoles.Shareholder | PersonRoles.Liaison }] });
        Assert.Equal(["R-1.15"], Rules(none));
        var audit = none with { People = [.. none.People, .. Enumerable.Range(0, 3).Select(_ => Given.Person(PersonRoles.Director | PersonRoles.AuditCommittee))] };
        Assert.Empty(Rules(audit));
        Assert.Contains(Own(none with { People = [.. none.People, Given.Person(PersonRoles.AuditCommittee)] }), p => p.Code == "audit-committee-directors");
    }

    [Fact]
    public void R_1_22_Partnerships_AnswerAsTheirFormSays()
    {
        var general = Given.Of(EntityKind.PartnershipGeneral);
        Assert.Equal(["R-1.22"], Rules(general with { Shareholders = [general.Shareholders[0] with { AmountFen = 200_000 }], People = [general.People[0], general.People[1] with { Roles = 0 }, general.People[2]] }));
        Assert.Contains(Own(general with { Shareholders = [general.Shareholders[0], general.Shareholders[1] with { Liability = PartnerLiability.Limited }] }), p => p.Code == "liability-unlimited");
        var limited = Given.Of(EntityKind.PartnershipLimited);
        Assert.Contains(Own(limited with { Shareholders = [.. limited.Shareholders.Select(s => s with { Liability = PartnerLiability.Unlimited })] }), p => p.Code == "limited-partner-required");
        Assert.Contains(Own(limited with { Shareholders = [.. limited.Shareholders.Select(s => s with { Liability = PartnerLiability.Limited })] }), p => p.Code == "general-partner-required");
        Assert.Contains(Own(limited with { People = [limited.People[0], limited.People[1] with { Roles = limited.People[1].Roles | PersonRoles.ManagingPartner }, limited.People[2]] }), p => p.Code == "limited-partner-manages");
        foreach (var barred in new[] { OrganisationKind.StateOwnedCompany, OrganisationKind.StateEnterprise, OrganisationKind.ListedCompany, OrganisationKind.PublicInstitution, OrganisationKind.SocialOrganisation })
        {
            var withState = limited with { Organisations = [Given.Organisation(barred)], Shareholders = [limited.Shareholders[0], limited.Shareholders[1] with { AmountFen = 50_000 }, new(-1, 50_000, ContributionForm.Money, Given.Day, 0, Liability: PartnerLiability.Unlimited)] };
            Assert.Contains(Own(withState), p => p.Code == "general-partner-barred");
        }
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public void R_1_22_LimitedPartnership_HasAtMostFiftyPartners(int partners, bool fine)
    {
        var draft = Given.Of(EntityKind.PartnershipLimited, d => d with
        {
            People = [.. d.People, .. Enumerable.Range(0, partners - 2).Select(_ => Given.Person(PersonRoles.Partner) with { HomeAddress = "望溪县" })],
            CapitalFen = partners * 100_000,
            Shareholders = [.. d.Shareholders, .. Enumerable.Range(0, partners - 2).Select(i => new ShareholderDraft(i + 3, 100_000, ContributionForm.Money, Given.Day, Liability: PartnerLiability.Limited))],
        });
        Assert.Equal(fine, Own(draft).All(p => p.Code is "person-twice"));
    }

    [Fact]
    public void R_1_23_WithoutAMandate_AllGeneralPartnersManage()
    {
        var draft = Given.Of(EntityKind.PartnershipGeneral, d => d with { People = [.. d.People.Select(p => p with { Roles = p.Roles & ~PersonRoles.ManagingPartner })] });
        Assert.Contains("R-1.23", Rules(draft));
        var filled = PartnershipRules.WithManagers(draft);
        Assert.Empty(Rules(filled));
        Assert.Equal("梁小河、覃小兰", Heads.Name(filled));
    }

    [Fact]
    public void OrganisationThatManages_IsNamedWithItsDelegate()
    {
        var draft = Given.Of(EntityKind.PartnershipLimited, d => d with
        {
            Organisations = [Given.Organisation() with { ManagingPartner = true }],
            People = [d.People[0] with { Roles = PersonRoles.Delegate }, d.People[1], d.People[2]],
            Shareholders = [new(-1, 100_000, ContributionForm.Money, Given.Day, 0, Liability: PartnerLiability.Unlimited), d.Shareholders[1]],
        });
        Assert.Contains(Own(draft), p => p.Code == "delegate-required");
        var named = draft with { Organisations = [draft.Organisations[0] with { Delegate = 0 }] };
        Assert.Empty(Own(named));
        Assert.Equal("望溪县兴隆投资有限公司（委派代表：梁小河）", Heads.Name(named));
    }

    [Fact]
    public void R_1_24_SoleProprietorship_HasOneInvestor_WhoMayDoBusiness()
    {
        var draft = Given.Of(EntityKind.SoleProp);
        Assert.Equal(["R-1.24"], Rules(draft with { People = [draft.People[0], draft.People[1] with { Roles = PersonRoles.Investor | PersonRoles.Liaison, HomeAddress = "望溪县" }] }));
        Assert.Equal(["R-1.24"], Rules(draft with { People = [draft.People[0] with { PublicOfficial = true }, draft.People[1]] }));
        Assert.Contains(Own(draft with { People = [draft.People[0] with { HomeAddress = null }, draft.People[1]] }), p => p.Code == "home-required");
    }

    [Theory]
    [InlineData(4, 0, 0, "shareholders-few")]
    [InlineData(5, 1, 0, null)]
    [InlineData(3, 2, 0, "coop-farmers")]
    [InlineData(8, 0, 2, "coop-organisations")]
    [InlineData(19, 0, 1, null)]
    [InlineData(20, 0, 1, null)]
    [InlineData(19, 0, 2, "coop-organisations")]
    [InlineData(38, 0, 2, null)]
    public void R_1_25_Cooperative_FarmersAndOrganisations(int farmers, int others, int organisations, string? code)
    {
        var (persons, all) = (farmers + others, farmers + others + organisations);
        var draft = Given.Of(EntityKind.Coop, d => d with
        {
            People = [.. Enumerable.Range(0, persons).Select(i => Given.Person(PersonRoles.Member | (i == 0 ? PersonRoles.LegalRepresentative | PersonRoles.Liaison : 0)))],
            Organisations = [.. Enumerable.Range(0, organisations).Select(_ => Given.Organisation())],
            CapitalFen = all * 100,
            Shareholders = [.. Enumerable.Range(0, persons).Select(i => new ShareholderDraft(i, 100, ContributionForm.Money, Given.Day, Farmer: i < farmers)),
                .. Enumerable.Range(0, organisations).Select(i => new ShareholderDraft(-1, 100, ContributionForm.Money, Given.Day, i))],
        });
        var codes = Own(draft).Select(p => p.Code).Where(c => c != "person-twice").ToList();
        Assert.Equal(code is null ? [] : [code], codes);
    }

    [Fact]
    public void R_1_26_Union_IsOfThreeCooperatives()
    {
        var draft = Given.Of(EntityKind.CoopUnion);
        Assert.Equal(["R-1.26"], Rules(draft with { CapitalFen = 200_000, Organisations = [.. draft.Organisations.Take(2)], Shareholders = [.. draft.Shareholders.Take(2)] }));
        Assert.Equal(["R-1.26"], Rules(draft with { Organisations = [draft.Organisations[0] with { Kind = OrganisationKind.Company }, draft.Organisations[1], draft.Organisations[2]] }));
    }

    [Theory]
    [InlineData(IdKind.HongKongMacaoPermit, "H12345678", true)]
    [InlineData(IdKind.TaiwanPermit, "12345678", true)]
    [InlineData(IdKind.Passport, "E1234567", false)]
    public void R_1_27_Operator_FromHongKongMacaoOrTaiwan_Yes_AForeigner_No(IdKind kind, string number, bool fine) =>
        Assert.Equal(fine, Own(Given.SoleTrader(d => d with { People = [d.People[0] with { IdKind = kind, IdNumber = number, BornOn = new(1990, 1, 1) }] })).Count == 0);

    [Fact]
    public void R_1_29_AnotherCurrency_OnlyForForeignInvested()
    {
        Assert.Equal(["R-1.29"], Rules(Given.Company(d => d with { Currency = "USD" })));
        Assert.Empty(Rules(Given.Of(EntityKind.FieLlc, d => d with { Currency = "USD" })));
    }

    [Fact]
    public void R_1_30_PapersOfTheKind_AreAllAskedFor()
    {
        var draft = Given.Of(EntityKind.Coop, d => d with { Papers = ["APPLICATION", "IDENTITY", "ADDRESS", "ARTICLES", "APPOINTMENT"] });
        Assert.Equal(["还缺“设立大会纪要”。请补交后再提交", "还缺“成员名册和出资清单”。请补交后再提交"], Own(draft).Select(p => p.Sentence));
    }

    [Fact]
    public void R_1_19_Labour_OnlyFromGeneralPartners()
    {
        var partners = Given.Of(EntityKind.PartnershipLimited);
        Assert.Empty(Own(partners with { Shareholders = [partners.Shareholders[0] with { Form = ContributionForm.Labour }, partners.Shareholders[1]] }));
        Assert.Equal(["R-1.19"], Rules(partners with { Shareholders = [partners.Shareholders[0], partners.Shareholders[1] with { Form = ContributionForm.Labour }] }));
        Assert.Equal(["R-1.19"], Rules(Given.Company(d => d with { Shareholders = [d.Shareholders[0] with { Form = ContributionForm.Labour }, d.Shareholders[1]] })));
    }

    [Fact]
    public void R_1_4_BeneficialOwner_IsFiledOrExemptByCommitment()
    {
        var small = Given.Company();
        Assert.Empty(Own(small with { BeneficialOwner = new(BeneficialOwnerWay.Commit, []) }));
        var much = small with { CapitalFen = 2_000_000_000, Shareholders = [small.Shareholders[0] with { AmountFen = 1_200_000_000 }, small.Shareholders[1] with { AmountFen = 800_000_000 }], BeneficialOwner = new(BeneficialOwnerWay.Commit, []) };
        Assert.Equal(["beneficial-not-exempt"], Own(much).Select(p => p.Code));
        Assert.Empty(Own(much with { BeneficialOwner = new(BeneficialOwnerWay.File, [new(0, BeneficialBasis.Share, 60)]) }));
        Assert.Contains(Own(much with { BeneficialOwner = new(BeneficialOwnerWay.File, [new(0, BeneficialBasis.Share, 24)]) }), p => p.Code == "beneficial-percent");
        Assert.Contains(Own(small with { BeneficialOwner = new(BeneficialOwnerWay.Commit, []) }, new(2024, 10, 31)), p => p.Code == "beneficial-none");
    }

    [Fact]
    public void R_3_7_Branch_BearsItsParentsName()
    {
        var draft = Given.Of(EntityKind.Branch);
        Assert.Equal(["R-3.7"], Rules(draft with { Name = draft.Name! with { Division = "望溪县" } }));
        Assert.Equal(["R-1.1"], Rules(draft with { Parent = draft.Parent! with { Kind = EntityKind.Individual } }));
    }

    [Theory, OnEachDatabase]
    public async Task EachKind_IsEstablished_WithACodeOfItsSegmentAndALicenceOfItsWords(DatabaseKind database)
    {
        var app = TestApp.Shared(database);
        foreach (var kind in Enum.GetValues<EntityKind>())
        {
            var sheet = KindBook.Of(kind);
            var made = await Given.EstablishedAsync(app, Given.Of(kind));
            Assert.StartsWith($"9{sheet.Category}451521{sheet.Segment}", made.Uscc, StringComparison.Ordinal);
            Assert.True(Uscc.TryParse(made.Uscc, out _));
            Assert.Equal((sheet.HeadTitle, sheet.AddressTitle), (made.LicenceSlots["HeadTitle"], made.LicenceSlots["AddressTitle"]));
            Assert.NotEqual("", made.LicenceSlots["HeadName"]);
            var entity = await app.WithDbAsync(db => db.Set<Entity>().SingleAsync(e => e.Uscc == made.Uscc));
            Assert.Matches("^[0-9]{4}$", entity.TypeCode);
            Assert.Equal(sheet.Has(KindItem.BeneficialOwner) ? BeneficialState.Due : BeneficialState.NotDue, entity.Beneficial);
        }
    }

    [Theory, OnEachDatabase]
    public async Task CoopsBranch_TakesItsCodeFromTheCooperativesSegment(DatabaseKind database)
    {
        var draft = Given.Of(EntityKind.Branch, d => d with { Parent = new("望溪县第一农民专业合作社", Given.Code('3'), EntityKind.Coop), Name = d.Name! with { Division = "望溪县第一农民专业合作社", Form = "分社" } });
        Assert.Empty(Own(draft));
        Assert.StartsWith("93451521MACE", (await Given.EstablishedAsync(TestApp.Shared(database), draft)).Uscc, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EntityKind.Jsc, "法定代表人", "注册资本", "住所")]
    [InlineData(EntityKind.SoleProp, "投资人", "出资额", "住所")]
    [InlineData(EntityKind.PartnershipLimited, "执行事务合伙人", "出资额", "主要经营场所")]
    [InlineData(EntityKind.Coop, "法定代表人", "成员出资总额", "住所")]
    [InlineData(EntityKind.Branch, "负责人", null, "经营场所")]
    [InlineData(EntityKind.ForeignBranch, "负责人", "营运资金", "营业场所")]
    public async Task Licence_OfTheKind_IsDrawnWithItsFields(EntityKind kind, string head, string? capital, string address)
    {
        var made = await Given.EstablishedAsync(TestApp.Shared(DatabaseKind.Sqlite), Given.Of(kind));
        foreach (var form in new[] { DocumentKinds.LicenceOriginal, DocumentKinds.LicenceDuplicate })
        {
            var text = Samples.TextOf(Samples.Draw(Samples.Content(form, "营业执照", new Dictionary<string, string>(made.LicenceSlots))));
            foreach (var word in new[] { head, address, made.Uscc, made.LicenceSlots["TypeText"], made.LicenceSlots["HeadName"], form == DocumentKinds.LicenceOriginal ? "正本" : "副本" }.Append(capital).OfType<string>())
                Assert.Contains(Samples.Squeeze(word), text, StringComparison.Ordinal);
            if (capital is null)
                Assert.DoesNotContain("注册资本", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(2023, 2053, true)]
    [InlineData(2024, 2032, false)]
    public void T_1_3_OldCompany_MustAdjustItsContributions(int year, int due, bool must) =>
        Assert.Equal(must, LegacyCapital.MustAdjust(EntityKind.Llc, new DateOnly(year, 6, 1), [new DateOnly(due, 6, 1)], Given.Ground()));

    [Fact]
    public void R_1_12_NewCompany_OrAnotherKind_HasNothingToAdjust()
    {
        Assert.Equal(new DateOnly(2032, 6, 30), LegacyCapital.Latest(EntityKind.Llc, new(2024, 6, 30), Given.Ground()));
        Assert.Equal(new DateOnly(2027, 6, 30), LegacyCapital.Latest(EntityKind.Jsc, new(2024, 6, 30), Given.Ground()));
        Assert.Null(LegacyCapital.Latest(EntityKind.Llc, new(2024, 7, 1), Given.Ground()));
        Assert.Null(LegacyCapital.Latest(EntityKind.PartnershipGeneral, new(2020, 1, 1), Given.Ground()));
        Assert.Null(LegacyCapital.Latest(EntityKind.Llc, new(2020, 1, 1), Given.Ground(new(2024, 6, 30))));
    }

    [Theory]
    [InlineData("2023-05-31", "2023-06-30", false)]
    [InlineData("2023-05-31", "2023-07-01", true)]
    [InlineData("2023-08-25", "2023-09-25", false)]
    [InlineData("2023-08-25", "2023-09-26", true)]
    public async Task T_1_7_T_1_8_ChangeAfterThirtyDays_IsLate(string resolved, string filed, bool late)
    {
        var days = await TestApp.Shared(DatabaseKind.Sqlite).AsAsync(null, s => s.GetRequiredService<Qishi.Platform.Rules.IRules>().WorkingDaysAsync(default));
        Assert.Equal(late, FilingLimit.IsLate(DateOnly.Parse(resolved, null), DateOnly.Parse(filed, null), Given.Ground(DateOnly.Parse(filed, null)), days));
    }
}
