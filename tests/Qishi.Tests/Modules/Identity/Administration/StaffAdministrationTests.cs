using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Identity;
using Qishi.Modules.Identity.EndPosting;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Passwords;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Modules.Identity.SignIn;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Identity.Administration;

public sealed class StaffAdministrationTests
{
    private static Dictionary<string, string?> NewPerson(string staffNo) =>
        new() { ["StaffNo"] = staffNo, ["Name"] = "蓝小舟", ["Duty"] = "Business", ["Unit"] = "MSA-REG", ["Title"] = "注册官", ["From"] = "2026-01-05" };

    [Theory, OnEachDatabase]
    public async Task NewStaff_WithRolesGranted_SignsInAfterBindingAndChangingThePassword(DatabaseKind kind)
    {
        var (app, _) = SignInTestPages.AppOf<StaffAdministrationTests>(kind);
        using var system = await app.SignedInAsync("sysadmin1");
        using var security = await app.SignedInAsync("secadmin1");
        var added = await system.PostFormAsync(Urls.NewStaff, NewPerson("5001"));
        Assert.Equal(HttpStatusCode.OK, added.StatusCode);
        var password = (await added.PageAsync()).QuerySelectorAll(".q-code")[1].TextContent;
        Assert.Equal(HttpStatusCode.SeeOther, (await security.PostFormAsync(await ThreeAdministratorsTests.RolesUrlAsync(app, "5001"), new Dictionary<string, string?> { ["Form.Roles"] = "registrar" })).StatusCode);

        using var person = app.ClientWith();
        Assert.Equal(Urls.SignInEnrol, (await person.PasswordAsync("5001", password)).Target());
        await person.GetPageAsync(Urls.SignInEnrol);
        Assert.Equal(Urls.SignInNewPassword, (await person.PostFormAsync(Urls.SignInEnrol, new Dictionary<string, string?> { ["Code"] = await app.TotpAsync("5001") })).Target());
        Assert.Equal(Urls.StaffHome, (await person.PostFormAsync(Urls.SignInNewPassword, new Dictionary<string, string?> { ["NewPassword"] = "Rongshu!7731", ["Repeat"] = "Rongshu!7731" })).Target());
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync(Urls.Me)).StatusCode);
        var again = await system.PostFormAsync(Urls.NewStaff, NewPerson("5001"));
        Assert.Contains((await again.PageAsync()).Errors(), e => e.Contains("已经有人用", StringComparison.Ordinal));
    }

    [Theory, OnEachDatabase]
    public async Task EndPosting_ThroughThePage_EndsTheSessionTheDayAfter(DatabaseKind kind)
    {
        var (app, clock) = SignInTestPages.AppOf<StaffAdministrationTests>(kind);
        using var person = await app.SignedInAsync("1027");
        using var system = await app.SignedInAsync("sysadmin1");
        var url = (await ThreeAdministratorsTests.RolesUrlAsync(app, "1027")).Replace("/roles", "/end", StringComparison.Ordinal);
        var page = await system.GetPageAsync(url);
        Assert.Equal(HttpStatusCode.SeeOther, (await system.PostFormAsync(page, url, new Dictionary<string, string?> { ["To"] = clock.Today().AddDays(-1).ToString("yyyy-MM-dd") })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await person.GetAsync(Urls.Me)).StatusCode);

        // The second clerk saw the version before: refused, not overwritten.
        var stale = await system.PostFormAsync(page, url, new Dictionary<string, string?> { ["To"] = clock.Today().ToString("yyyy-MM-dd") });
        Assert.Contains(EndPostingHandler.Changed.Sentence, (await stale.PageAsync()).Errors());
        var logged = await app.WithDbAsync(db => db.Set<EventRow>().Where(e => e.Type == "Identity.PostingEnded").ToListAsync());
        Assert.Single(logged);
    }

    [Theory, OnEachDatabase]
    public async Task Guard_ByTheSecurityAdministrator_EndsSessionsAndGivesANewPassword(DatabaseKind kind)
    {
        var (app, _) = SignInTestPages.AppOf<StaffAdministrationTests>(kind);
        using var person = await app.SignedInAsync("1026");
        using var security = await app.SignedInAsync("secadmin1");
        var id = (await app.ActorAsync("1026")).AccountId!.Value;
        var answer = await security.PostFormAsync($"{Urls.OneStaff(id)}/guard", new Dictionary<string, string?> { ["Form.Act"] = "password", ["Reason"] = "忘记密码" });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await person.GetAsync(Urls.Me)).StatusCode);
        var own = (await app.ActorAsync("secadmin1")).AccountId!.Value;
        var refused = await security.PostFormAsync($"{Urls.OneStaff(own)}/guard", new Dictionary<string, string?> { ["Form.Act"] = "disable", ["Reason"] = "试试" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task Get_SensitivePageAfterTenMinutes_AsksForTheCodeAgain(DatabaseKind kind)
    {
        var (app, clock) = SignInTestPages.AppOf<StaffAdministrationTests>(kind);
        using var security = await app.SignedInAsync("secadmin1");
        var url = await ThreeAdministratorsTests.RolesUrlAsync(app, "1003");
        Assert.Equal(HttpStatusCode.OK, (await security.GetAsync(url)).StatusCode);
        clock.Advance(TimeSpan.FromMinutes(11));
        var asked = await security.GetAsync(url);
        Assert.Equal(Urls.SignInConfirm + "?returnUrl=" + Uri.EscapeDataString(url), asked.Target());
        var wrong = await security.PostFormAsync(asked.Target()!, new Dictionary<string, string?> { ["Code"] = "000000", ["Form.Act"] = "confirm" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var right = await security.PostFormAsync(asked.Target()!, new Dictionary<string, string?> { ["Code"] = await app.TotpAsync("9002"), ["Form.Act"] = "confirm" });
        Assert.Equal(url, right.Target());
        Assert.Equal(HttpStatusCode.OK, (await security.GetAsync(url)).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task Units_ChangedFromADay_KeepTheirPast(DatabaseKind kind)
    {
        var (app, _) = SignInTestPages.AppOf<StaffAdministrationTests>(kind);
        using var system = await app.SignedInAsync("sysadmin1");
        Assert.Equal(HttpStatusCode.SeeOther, (await system.PostFormAsync(Urls.NewUnit, new Dictionary<string, string?> { ["Code"] = "MSA-S07", ["Kind"] = "Station", ["Name"] = "河口市场监督管理所", ["Parent"] = "MSA", ["From"] = "2026-01-01" })).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await system.PostFormAsync(Urls.OneUnit("MSA-S07"), new Dictionary<string, string?> { ["Form.Act"] = "change", ["Name"] = "新河口市场监督管理所", ["From"] = "2026-06-01" })).StatusCode);
        Assert.Contains("新河口", (await system.GetPageAsync(Urls.Units + "?q=MSA-S07")).Text(), StringComparison.Ordinal);
        var past = (await system.GetPageAsync(Urls.Units + "?q=MSA-S07&on=2026-05-31")).Text();
        Assert.DoesNotContain("新河口", past, StringComparison.Ordinal);
        Assert.Contains("河口市场监督管理所", past, StringComparison.Ordinal);
        var taken = await system.PostFormAsync(Urls.NewUnit, new Dictionary<string, string?> { ["Code"] = "MSA-S05A", ["Kind"] = "Station", ["Name"] = "某所", ["From"] = "2026-01-01" });
        Assert.Contains((await taken.PageAsync()).Errors(), e => e.Contains("已经用过", StringComparison.Ordinal));
    }

    [Theory, OnEachDatabase]
    public async Task Audit_ShowsFindsAndExportsWhatWasDone(DatabaseKind kind)
    {
        var (app, _) = SignInTestPages.AppOf<StaffAdministrationTests>(kind);
        using var visitor = app.ClientWith();
        await visitor.PasswordAsync("no-such-person", "Wrong#password1");
        using var audit = await app.SignedInAsync("auditadmin1");
        var page = await audit.GetPageAsync(Urls.Audit + "?what=" + Uri.EscapeDataString("登录未通过"));
        Assert.Contains("登录未通过", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("no-such-person", page.Text(), StringComparison.Ordinal);
        var link = page.QuerySelectorAll("tbody a")[0].GetAttribute("href")!;
        Assert.Contains("loginKey", (await audit.GetPageAsync(link)).Text(), StringComparison.Ordinal);
        var file = await audit.GetAsync(Urls.Audit + "/export");
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Equal("PK"u8.ToArray(), (await file.Content.ReadAsByteArrayAsync())[..2]);
        // Asked for by name: the clock stands still, and other tests' entries of the same moment may stand before it.
        var exports = await audit.GetPageAsync(Urls.Audit + "?what=" + Uri.EscapeDataString("导出审计日志"));
        Assert.NotEmpty(exports.QuerySelectorAll("tbody a"));
    }
}
