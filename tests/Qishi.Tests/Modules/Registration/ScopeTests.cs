using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Registration.Contracts;
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

    [Theory]
    [InlineData("卖米粉", "小餐饮")]
    [InlineData("修手机", "通讯设备修理")]
    [InlineData("小卖部", "小食杂")]
    [InlineData("我想开理发店", "理发服务")]
    public async Task Find_ByEverydayWords_GivesTheStandardWording(string words, string expected) =>
        Assert.Contains(expected, (await AskAsync(r => r.FindScopeAsync(words, 8, default))).Select(i => i.Name));

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
