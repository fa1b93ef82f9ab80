using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Qishi.Tests.Modules.Registration;

/// <summary>Rulebook A §3.5, with the demo county in place of 隆安县.</summary>
public sealed class NameTests
{
    private static NameParts Parts(string trade, string industry, string form, string division = "望溪县") => new(division, trade, industry, form);

    private static Task<NameVerdict> CheckAsync(DatabaseKind kind, NameParts name, EntityKind of, DateOnly? on = null) =>
        TestApp.Shared(kind).AsAsync(null, s => s.GetRequiredService<IRegistration>().CheckNameAsync(name, of, on ?? Given.Day, default));

    private static string[] Rules(NameParts name, EntityKind kind, DateOnly? on = null)
    {
        var ground = Given.Ground(on);
        return [.. NameRules.Structure(NameRules.Clean(name), kind, ground).Concat(NameWords.Blocked(name, kind, ground.Catalogue)).Select(p => p.Rule!.Split(' ')[0])];
    }

    [Theory, OnEachDatabase]
    public async Task T_3_1_SameTradeNameAndIndustry_OtherForm_IsTaken(DatabaseKind kind)
    {
        var trade = Given.TradeName();
        await Given.EstablishedAsync(TestApp.Shared(kind), Given.Company(d => d with { Name = Parts(trade, "酒业", "有限责任公司") }));
        var verdict = await CheckAsync(kind, Parts(trade, "酒业", "有限公司"), EntityKind.Llc);
        Assert.Equal(NameResult.Blocked, verdict.Result);
        Assert.Equal($"字号“{trade}”在同行业已有“望溪县{trade}酒业有限责任公司”（清河镇，2026年）。请换一个字号，或加上能区别的字", verdict.Problems.Single().Sentence);
        var found = Assert.Single(verdict.Found);
        Assert.Equal((NameRelation.Same, true, "R-3.20"), (found.Relation, found.Blocks, found.Rules.Single()));
    }

    [Theory, OnEachDatabase]
    public async Task T_3_2_SameTradeNameSynonymousIndustryInTheCity_IsBlocked(DatabaseKind kind)
    {
        var verdict = await CheckAsync(kind, Parts("万青", "置业", "有限公司"), EntityKind.Llc);
        Assert.Equal((NameResult.Blocked, "R-3.20"), (verdict.Result, verdict.Problems.Single().Rule));
        Assert.Contains(verdict.Found, f => f is { Relation: NameRelation.Similar, Blocks: true } && f.Reasons.Single() == "字号相同，“置业”和“房地产”是同一行业");
        Assert.Equal(NameResult.Free, (await CheckAsync(kind, Parts("万青", "茶业", "有限公司"), EntityKind.Llc)).Result);
    }

    [Theory, OnEachDatabase]
    public async Task T_3_3_Homophone_IsSimilar_AndNeedsConfirmation(DatabaseKind kind)
    {
        await Given.EstablishedAsync(TestApp.Shared(kind), Given.Company(d => d with { Name = Parts("牛栏山", "酒业", "有限公司", "望海市望溪县") }));
        var verdict = await CheckAsync(kind, Parts("牛兰山", "酒业", "有限公司"), EntityKind.Llc);
        Assert.Equal(NameResult.Similar, verdict.Result);
        Assert.Contains(verdict.Found, f => f.Name == "望海市望溪县牛栏山酒业有限公司" && f.Rules.SequenceEqual(["R-3.23(2)"]));
    }

    [Fact]
    public void T_3_4_Superlative_IsForbidden() => Assert.Equal(["P7"], Rules(Parts("最佳", "食品", "有限公司"), EntityKind.Llc));

    [Fact]
    public void T_3_5_NameOfTheState_IsNotForTheCounty() => Assert.Equal(["R-3.11"], Rules(Parts("红光", "酒业", "有限公司", "中国"), EntityKind.Llc));

    [Fact]
    public void T_3_6_LettersAndDigits_AreNoNameCharacters()
    {
        Assert.Equal(["R-3.2"], Rules(Parts("A1", "科技", "有限公司"), EntityKind.Llc));
        Assert.Equal(["R-3.2"], Rules(Parts("红<b>光", "科技", "有限公司"), EntityKind.Llc));
    }

    [Fact]
    public void T_3_7_SoleTradersName_NeedsTheSuffixSince2024_AndIsNeverACompany()
    {
        Assert.Empty(Rules(Parts("张三", "小吃", "店"), EntityKind.Individual, new DateOnly(2023, 12, 31)));
        Assert.Equal(["R-3.43"], Rules(Parts("张三", "小吃", "店"), EntityKind.Individual));
        Assert.Empty(Rules(Parts("张三", "小吃", "店（个体工商户）"), EntityKind.Individual));
        Assert.Equal(["R-3.41"], Rules(Parts("张三", "小吃", "公司"), EntityKind.Individual));
    }

    [Theory]
    [InlineData("2024-04-30", NameResult.Blocked)]
    [InlineData("2024-05-02", NameResult.Free)]
    public async Task T_3_9_NameOfADeregisteredEntity_IsBlockedForAYear(string on, NameResult expected)
    {
        var app = TestApp.Shared(DatabaseKind.Sqlite);
        var trade = Given.TradeName();
        var made = await Given.EstablishedAsync(app, Given.Company(d => d with { Name = Parts(trade, "食品", "有限公司") }), new DateTime(2020, 1, 6, 2, 0, 0, DateTimeKind.Utc));
        await app.WithDbAsync(async db =>
        {
            (await db.Set<Entity>().SingleAsync(e => e.Uscc == made.Uscc)).Become(EntityStatus.Deregistered, new DateOnly(2023, 5, 1));
            return await db.SaveChangesAsync();
        });
        Assert.Equal(expected, (await CheckAsync(DatabaseKind.Sqlite, Parts(trade, "食品", "有限公司"), EntityKind.Llc, DateOnly.Parse(on, null))).Result);
    }

    [Fact]
    public void TradeName_ThatOnlyNamesAnIndustry_IsRefused() => Assert.Equal(["R-3.4"], Rules(Parts("食品", "机械", "有限公司"), EntityKind.Llc));

    [Fact]
    public void TradeName_ThatIsADivision_IsRefused() => Assert.Equal(["R-3.4"], Rules(Parts("柳州", "食品", "有限公司"), EntityKind.Llc));

    [Theory, OnEachDatabase]
    public async Task SoleTraders_AreComparedByTheWholeName_WithOrWithoutSuffix(DatabaseKind kind)
    {
        var taken = await CheckAsync(kind, Parts("兴隆", "副食", "店（个体工商户）"), EntityKind.Individual);
        Assert.Equal("“望溪县兴隆副食店（个体工商户）”已有人登记（清河镇，2019年）。请换一个字号，或加上能区别的字", taken.Problems.Single().Sentence);
        Assert.NotEqual(NameResult.Blocked, (await CheckAsync(kind, Parts("兴隆", "副食", "行（个体工商户）"), EntityKind.Individual)).Result);
    }

    [Theory, OnEachDatabase]
    public async Task TradeName_ContainedInAnother_IsSimilar(DatabaseKind kind)
    {
        var trade = Given.TradeName();
        await Given.EstablishedAsync(TestApp.Shared(kind), Given.Company(d => d with { Name = Parts(trade, "食品", "有限公司") }));
        foreach (var other in new[] { trade + "隆", trade[..2] })
        {
            var verdict = await CheckAsync(kind, Parts(other, "食品", "有限公司"), EntityKind.Llc);
            Assert.Equal(NameResult.Similar, verdict.Result);
            Assert.Contains($"望溪县{trade}食品有限公司", verdict.Similar);
        }
    }
}
