using System.Net;
using Qishi.Modules.Identity;
using Qishi.Modules.Identity.MyAccount;
using Qishi.Modules.Identity.Seed;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Identity.SignIn;

/// <summary>Everybody sees what happened to the own account, and nobody another's.</summary>
public sealed class HistoryTests
{
    private const string Mobile = "13800000003";

    [Theory, OnEachDatabase]
    public async Task History_ShowsSignInsRefusalsAndChangesOfTheOwnAccount_Masked(DatabaseKind kind)
    {
        var (app, _) = SignInTestPages.AppOf<HistoryTests>(kind);
        using var client = app.ClientWith();
        using (await PasswordAsync(client, "Wrong#password1"))
        {
        }

        using (var signedIn = await PasswordAsync(client, DemoPeople.Password))
            Assert.Equal(HttpStatusCode.SeeOther, signedIn.StatusCode);
        using (var changed = await client.PostFormAsync(Urls.MePassword, new Dictionary<string, string?> { ["OldPassword"] = DemoPeople.Password, ["NewPassword"] = "Xinkai#2027", ["Again"] = "Xinkai#2027", ["Repeat"] = "Xinkai#2027" }))
            Assert.True(changed.StatusCode == HttpStatusCode.SeeOther, string.Join(" | ", (await changed.PageAsync()).Errors()));

        var lines = await LinesAsync(client, Urls.MeHistory);
        Assert.StartsWith("更换密码 本人", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("登录（密码） 本人", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("登录未通过 没有登录的人", lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain(Mobile, (await client.GetPageAsync(Urls.MeHistory)).Text(), StringComparison.Ordinal);
        Assert.All(await LinesAsync(client, Urls.MeHistory + "?tab=change"), l => Assert.DoesNotContain("登录", l.Split(' ')[0], StringComparison.Ordinal));
        Assert.All(await LinesAsync(client, Urls.MeHistory + "?tab=signin"), l => Assert.DoesNotContain("密码 ", l, StringComparison.Ordinal));

        using var other = await app.SignedInAsync("applicant2");
        Assert.DoesNotContain(await LinesAsync(other, Urls.MeHistory), l => l.StartsWith("更换密码", StringComparison.Ordinal) || l.StartsWith("登录未通过", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("192.0.2.17", "192.0.2.*")]
    [InlineData("2001:db8::7", "2001:db8::*")]
    [InlineData("local", "本机")]
    [InlineData(null, null)]
    public void Address_IsShownWithoutItsLastPart(string? address, string? shown) => Assert.Equal(shown, ShowHistory.Hidden(address));

    private static Task<HttpResponseMessage> PasswordAsync(HttpClient client, string password) => client.PostFormAsync(
        Urls.SignInPerson + "?by=password", new Dictionary<string, string?> { ["Mobile"] = Mobile, ["Password"] = password, ["Form.Act"] = "password" });

    private static async Task<List<string>> LinesAsync(HttpClient client, string url) =>
        [.. (await client.GetPageAsync(url)).QuerySelectorAll("main tbody tr").Select(r => $"{r.Children[1].TextContent.Trim()} {r.Children[3].TextContent.Trim()}")];
}
