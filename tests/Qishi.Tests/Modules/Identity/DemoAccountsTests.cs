using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Identity;
using Qishi.Modules.Identity.Jobs;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Passwords;
using Qishi.Platform.Data;
using Qishi.Platform.Ops;
using Qishi.Tests.Modules.Identity.SignIn;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Identity;

public sealed class DemoAccountsTests
{
    [Theory, OnEachDatabase]
    public async Task DemoPage_TellsWhatANewcomerNeeds(DatabaseKind kind)
    {
        var (app, _) = SignInTestPages.AppOf<DemoAccountsTests>(kind);
        using var client = app.ClientWith();
        var page = await client.GetPageAsync(Urls.DemoAccounts);
        var row = page.QuerySelectorAll("tr").First(r => r.TextContent.Contains("韦一鸣", StringComparison.Ordinal));
        var (account, code) = (row.QuerySelectorAll("code")[0].TextContent, row.QuerySelectorAll("code")[1].TextContent);
        var password = page.QuerySelector("code")!.TextContent;
        Assert.Equal(Urls.SignInCode, (await client.PasswordAsync(account, password)).Target());
        Assert.Equal(Urls.StaffHome, (await client.CodeAsync(code)).Target());
        var lines = await app.AsAsync(null, s => s.GetServices<IStartupNotice>().Single(n => n.GetType().Name == "AnnounceAccounts").LinesAsync("http://localhost:5080", default));
        Assert.Contains(lines, l => l.Contains(password, StringComparison.Ordinal));
    }

    [Theory, OnEachDatabase]
    public async Task Clear_RemovesWhatRanOut(DatabaseKind kind)
    {
        var (app, clock) = SignInTestPages.AppOf<DemoAccountsTests>(kind);
        using var old = await app.SignedInAsync("leader1");
        clock.Advance(TimeSpan.FromMinutes(31));
        using var fresh = await app.SignedInAsync("leader2");
        await app.RunJobAsync<ClearSignIns>();
        var (gone, kept) = ((await app.ActorAsync("leader1")).AccountId, (await app.ActorAsync("leader2")).AccountId);
        Assert.False(await app.WithDbAsync(db => db.Set<Session>().AnyAsync(s => s.AccountId == gone)));
        Assert.True(await app.WithDbAsync(db => db.Set<Session>().AnyAsync(s => s.AccountId == kept)));
    }

    [Theory]
    [InlineData("12345678", "password-short", "password-classes", "password-common")]
    [InlineData("Wangxi2026!", "password-context")]
    [InlineData("13800000011Aa#", "password-own")]
    [InlineData("aaaaaaaaaaaA1", "password-common")]
    [InlineData("Rongshu!7731")]
    public void Check_Passwords_AreJudgedByTheProfile(string password, params string[] codes)
    {
        var found = PasswordRules.Check(password, ["韦一鸣", "1003", "13800000011"], AuthRules.Defaults).Select(p => p.Code).ToList();
        Assert.All(codes, c => Assert.Contains(c, found));
        Assert.Equal(codes.Length == 0, found.Count == 0);
    }

    [Fact]
    public void Check_ModernProfile_AsksForNoClasses() =>
        Assert.Empty(PasswordRules.Check("lanxiaohe guolin zhushan", [], AuthRules.Defaults with { Djcp3 = false }));
}
