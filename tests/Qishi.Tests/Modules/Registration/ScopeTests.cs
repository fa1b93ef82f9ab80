using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Scope;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration;

public sealed class ScopeTests
{
    private static Task<T> AskAsync<T>(Func<IRegistration, Task<T>> ask) => TestApp.Shared(DatabaseKind.Sqlite).AsAsync(null, s => ask(s.GetRequiredService<IRegistration>()));

    [Fact]
    public async Task T_4_1_LicensedItemsComeFirst_EachBlockWithItsTail()
    {
        var text = await AskAsync(r => r.ScopeTextAsync(["F029", "H001"], Given.Day, default));
        Assert.Equal("许可项目：餐饮服务。（依法须经批准的项目，经相关部门批准后方可开展经营活动，具体经营项目以相关部门批准文件或许可证件为准）\n"
            + "一般项目：日用百货销售。（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）", text);
    }

    [Fact]
    public async Task T_4_2_OnlyGeneralItems_AreOneBlock() =>
        Assert.Equal("一般项目：日用百货销售。（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）", await AskAsync(r => r.ScopeTextAsync(["F029"], Given.Day, default)));

    [Fact]
    public async Task T_4_3_FreeText_BecomesASuggestion_AndIsAnswered()
    {
        Assert.Contains(await Given.ProblemsAsync(DatabaseKind.Sqlite, Given.SoleTrader(d => d with { ScopeItems = ["各种业务"] })),
            p => p is { Code: "scope-unknown", Rule: "R-4.2" } && p.Sentence.Contains("提出新增建议", StringComparison.Ordinal));
        using var client = await TestApp.Shared(DatabaseKind.Sqlite).SignedInAsync("applicant1");
        var words = "各种业务" + Given.TradeName();
        await client.PostFormAsync("/scope/suggest", new Dictionary<string, string?> { ["Words"] = words, ["Description"] = "什么都想做一点" });
        Assert.Contains("正在研究", (await client.GetPageAsync("/scope/suggest")).Text(), StringComparison.Ordinal);
        using var desk = await TestApp.Shared(DatabaseKind.Sqlite).SignedInAsync("registrar1");
        var url = (await desk.GetPageAsync("/desk/scope-suggestions")).QuerySelectorAll("tbody a").Single(a => a.TextContent == words).GetAttribute("href")!;
        var empty = await desk.PostFormAsync(url, new Dictionary<string, string?> { ["Move"] = "answer" });
        Assert.Equal(2, (await empty.PageAsync()).Errors().Count);
        await desk.PostFormAsync(url, new Dictionary<string, string?> { ["Move"] = "answer", ["ItemCode"] = "F029", ["Answer"] = "请用“日用百货销售”" });
        Assert.Contains("请用“日用百货销售”", (await client.GetPageAsync("/scope/suggest")).Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2023-06-30", true)]
    [InlineData("2023-07-01", false)]
    public async Task T_4_6_ChangeAfterARevokedPermit_WithinThirtyDays(string filed, bool inTime)
    {
        var calendar = await TestApp.Shared(DatabaseKind.Sqlite).AsAsync(null, s => s.GetRequiredService<Qishi.Platform.Rules.IRules>().WorkingDaysAsync());
        Assert.Equal(inTime, ScopeLimits.InTime(new(2023, 5, 31), DateOnly.Parse(filed, null), Given.Ground(new(2023, 5, 31)), calendar));
    }

    [Fact]
    public void Branch_KeepsToItsParentsScope()
    {
        var catalogue = Given.Ground().Catalogue;
        var (general, licensed) = (catalogue.Item("F029")!, catalogue.Item("H001")!);
        Assert.Empty(ScopeLimits.OfBranch([general], ["F029"], false));
        Assert.Equal("R-4.5", Assert.Single(ScopeLimits.OfBranch([general], ["H001"], false)).Rule);
        Assert.Empty(ScopeLimits.OfBranch([general], ["H001"], true));
        Assert.Single(ScopeLimits.OfBranch([licensed], ["F029"], true));
    }

    [Fact]
    public void Sample_CoversEverySection_WithClassesOfTheStandard()
    {
        var (items, table) = (Given.Ground().Catalogue.Items, IndustryTable.Current);
        Assert.InRange(items.Count(i => i.Edition == ScopeItem.Sample), 400, int.MaxValue);
        Assert.Equal("ABCDEFGHIJKLMNOPQRST", string.Concat(items.Select(i => i.Class4[0]).Distinct().Order()));
        Assert.Empty(items.Where(i => table.ClassOf(i.Class4) is null).Select(i => $"{i.Code} {i.Class4}"));
        Assert.Empty(items.Where(i => i.Kind != ScopeKind.General && (i.Permit is null || !DepartmentNames.Knows(i.Department ?? ""))).Select(i => i.Code));
        Assert.Equal((20, 97, 473), (table.Below("").Count(), table.All.Count(i => i.Level == IndustryLevel.Division), table.All.Count(i => i.Level == IndustryLevel.Group)));
        Assert.Equal("H › 62 › 629 › 6291", string.Join(" › ", table.PathOf("6291").Select(i => i.Code)));
    }

    [Theory]
    [InlineData("卖米粉", "小餐饮")]
    [InlineData("修手机", "通讯设备修理")]
    [InlineData("开网约车", "网络预约出租汽车经营服务")]
    [InlineData("小卖部", "小食杂")]
    [InlineData("我想开理发店", "理发服务")]
    [InlineData("卖米分", "小餐饮")]
    [InlineData("修电动车的小店", "电动自行车维修")]
    [InlineData("直播带货", "互联网销售（除销售需要许可的商品）")]
    [InlineData("我打算开个剧本杀", "密室逃脱、剧本杀经营")]
    [InlineData("装监控", "安全系统监控服务")]
    [InlineData("摆滩", "食品摊贩经营")]
    public async Task Find_ByEverydayWords_GivesTheStandardWording(string words, string expected) =>
        Assert.Contains(expected, (await AskAsync(r => r.FindScopeAsync(words, 8, default))).Select(i => i.Name));

    [Fact]
    public async Task Find_SeveralThingsAtOnce_GivesEachItsTurn()
    {
        var names = (await AskAsync(r => r.FindScopeAsync("我想开个店卖米粉还有奶茶顺便修手机", 8, default))).Select(i => i.Name).ToList();
        foreach (var expected in new[] { "小餐饮", "通讯设备修理" })
            Assert.Contains(expected, names);
        Assert.Contains(names, n => n.Contains("饮品", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Catalogue_IsBrowsedByIndustry_AndMarkedAsASample()
    {
        using var client = TestApp.Shared(DatabaseKind.Sqlite).CreateClient();
        var top = await client.GetPageAsync("/public/scope");
        Assert.Contains("示例目录", top.Text(), StringComparison.Ordinal);
        Assert.Equal(20, top.QuerySelectorAll(".q-items li").Length);
        Assert.Contains("小餐饮", (await client.GetPageAsync("/public/scope?at=629")).Text(), StringComparison.Ordinal);
        Assert.Contains("餐饮业", (await client.GetPageAsync("/public/scope?at=H")).Text(), StringComparison.Ordinal);
        Assert.Contains("通讯设备修理", (await client.GetPageAsync("/public/scope?q=" + Uri.EscapeDataString("修手机"))).Text(), StringComparison.Ordinal);
        await client.GetPageAsync("/public/scope?at=zz", System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Find_WithoutWords_GivesTheWholeCatalogue() => Assert.True((await AskAsync(r => r.FindScopeAsync(null, 8, default))).Count >= 150);

    [Fact]
    public async Task Towns_HaveTheirVillagesAndStation()
    {
        var town = (await AskAsync(r => r.TownsAsync(default))).Single(t => t.Name == "清河镇");
        Assert.Equal("MSA-S02", town.Station);
        Assert.Contains(town.Villages, v => v.Code == "451521101001");
        Assert.StartsWith("望溪县清河镇", await AskAsync(r => r.AddressTextAsync(new(town.Villages[0].Code, "兴隆街36号", PremisesProof.Lease), default)), StringComparison.Ordinal);
    }
}
