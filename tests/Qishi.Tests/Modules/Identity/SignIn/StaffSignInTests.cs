using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Identity;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Seed;
using Qishi.Modules.Identity.SignIn;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Identity.SignIn;

public sealed class StaffSignInTests
{
    private const string Registrar = "1003";

    [Theory, OnEachDatabase]
    public async Task Post_PasswordAndCode_OpensTheAccount(DatabaseKind kind)
    {
        var (app, _) = SignInTestPages.AppOf<StaffSignInTests>(kind);
        using var client = await app.SignedInThroughPagesAsync(Registrar);
        var page = await client.GetPageAsync(Urls.Me);
        Assert.Contains("韦一鸣", page.Text(), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Get_AfterPasswordAlone_OpensNothing(DatabaseKind kind)
    {
        var (app, _) = SignInTestPages.AppOf<StaffSignInTests>(kind);
        using var client = app.ClientWith();
        var answer = await client.PasswordAsync(Registrar);
        Assert.Equal(Urls.SignInCode, answer.Target());
        var page = await client.GetAsync(Urls.Me);
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.StartsWith(Urls.SignIn, page.Target()!, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Post_UnknownAccountAndWrongPassword_SoundAlike(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var client = app.ClientWith();
        var unknown = await client.PasswordAsync("8888", "Wrong#password1");
        var wrong = await client.PasswordAsync("1004", "Wrong#password1");
        Assert.Equal(unknown.StatusCode, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Equal((await unknown.PageAsync()).Errors(), (await wrong.PageAsync()).Errors());
        Assert.Contains(StaffSignInHandler.Wrong.Sentence, (await (await client.PasswordAsync("1004", "x")).PageAsync()).Errors());
    }

    [Theory, OnEachDatabase]
    public async Task Post_WithoutAnything_SaysWhatIsMissing(DatabaseKind kind)
    {
        using var client = TestApp.Shared(kind).ClientWith();
        var page = await (await client.PasswordAsync("", "")).PageAsync();
        Assert.Superset(new HashSet<string> { "请填写账号", "请填写密码" }, page.Errors().ToHashSet());
    }

    [Theory, OnEachDatabase]
    public async Task Post_FiveFailures_LocksAndOpensAgainAfterFifteenMinutes(DatabaseKind kind)
    {
        var (app, clock) = SignInTestPages.AppOf<StaffSignInTests>(kind);
        using var client = app.ClientWith();
        for (var i = 0; i < 5; i++)
            Assert.Contains(StaffSignInHandler.Wrong.Sentence, (await (await client.PasswordAsync("1011", "Wrong#password1")).PageAsync()).Errors());
        // Now even the right password is refused, and says until when; a name that does not exist is locked just so.
        var locked = (await (await client.PasswordAsync("1011")).PageAsync()).Errors();
        Assert.Contains(locked, e => e.Contains($"账号已锁定，{ChinaTime.At(clock.UtcNow().AddMinutes(15)):H:mm}后可以再试", StringComparison.Ordinal));
        for (var i = 0; i < 5; i++)
            await client.PasswordAsync("nobody", "Wrong#password1");
        Assert.Equal(locked, (await (await client.PasswordAsync("nobody")).PageAsync()).Errors());
        Assert.Equal(HttpStatusCode.SeeOther, (await client.PasswordAsync("1004")).StatusCode);

        clock.Advance(TimeSpan.FromMinutes(15.1));
        Assert.Equal(HttpStatusCode.SeeOther, (await client.PasswordAsync("1011")).StatusCode);
    }

    [Fact]
    public void LockedUntil_FailuresSpreadOverMoreThanTheWindow_IsNull()
    {
        var now = new DateTime(2026, 11, 23, 1, 0, 0, DateTimeKind.Utc);
        Assert.Null(SignInLimits.LockedUntil([now, now.AddMinutes(-4), now.AddMinutes(-8), now.AddMinutes(-12), now.AddMinutes(-16)], AuthRules.Defaults));
        Assert.Equal(now.AddMinutes(15), SignInLimits.LockedUntil([now, now.AddMinutes(-1), now.AddMinutes(-2), now.AddMinutes(-3), now.AddMinutes(-15)], AuthRules.Defaults));
    }

    [Theory, OnEachDatabase]
    public async Task Post_SameCodeTwice_IsRefused(DatabaseKind kind)
    {
        var (app, _) = SignInTestPages.AppOf<StaffSignInTests>(kind);
        using var first = app.ClientWith();
        using var second = app.ClientWith();
        await first.PasswordAsync(Registrar);
        await second.PasswordAsync(Registrar);
        var code = await app.TotpAsync(Registrar);
        Assert.Equal(HttpStatusCode.SeeOther, (await first.CodeAsync(code)).StatusCode);
        var again = await second.CodeAsync(code);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
        Assert.Contains(ConfirmCodeHandler.WrongCode.Sentence, (await again.PageAsync()).Errors());
    }

    [Theory, OnEachDatabase]
    public async Task Post_CodeOfTwoStepsAgo_IsRefused(DatabaseKind kind)
    {
        var (app, clock) = SignInTestPages.AppOf<StaffSignInTests>(kind);
        using var client = app.ClientWith();
        var old = await app.TotpAsync(Registrar);
        clock.Advance(TimeSpan.FromSeconds(61));
        await client.PasswordAsync(Registrar);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.CodeAsync(old)).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task Post_WhenPostingHasEnded_IsRefusedAndTheSessionEnds(DatabaseKind kind)
    {
        var (app, _) = SignInTestPages.AppOf<StaffSignInTests>(kind);
        using var client = await app.SignedInThroughPagesAsync("1021");
        await app.AsAsync(null, async s =>
        {
            var account = await SignInTestPages.AccountAsync(s, "1021");
            var db = (AppDb)s.GetService(typeof(AppDb))!;
            foreach (var posting in await db.Set<Posting>().Where(p => p.AccountId == account.Id).ToListAsync())
                posting.To = new DateOnly(2026, 11, 22);
            await db.SaveChangesAsync();
        });
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync(Urls.Me)).StatusCode);
        Assert.Contains(StaffSignInHandler.Wrong.Sentence, (await (await client.PasswordAsync("1021")).PageAsync()).Errors());
    }

    [Theory, OnEachDatabase]
    public async Task Post_AfterNinetyDays_AsksForANewPasswordFirst(DatabaseKind kind)
    {
        var (app, _) = SignInTestPages.AppOf<StaffSignInTests>(kind);
        await app.ChangeAccountAsync("1022", a => a.PasswordSetAt = app.Services.GetRequiredService<TimeProvider>().UtcNow().AddDays(-91));
        using var client = app.ClientWith();
        await client.PasswordAsync("1022", returnUrl: "/my/account/data");
        var answer = await client.CodeAsync(await app.TotpAsync("1022"));
        Assert.Equal(Urls.SignInNewPassword, answer.Target());
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync(Urls.Me)).StatusCode);

        var same = await client.PostFormAsync(Urls.SignInNewPassword, new Dictionary<string, string?> { ["NewPassword"] = DemoPeople.Password, ["Repeat"] = DemoPeople.Password });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, same.StatusCode);
        var changed = await client.PostFormAsync(Urls.SignInNewPassword, new Dictionary<string, string?> { ["NewPassword"] = "Xiaohe!3049mi", ["Repeat"] = "Xiaohe!3049mi" });
        Assert.Equal("/my/account/data", changed.Target());
    }

    [Theory, OnEachDatabase]
    public async Task Post_SeveralPostings_AsksWhichAndUsesIt(DatabaseKind kind)
    {
        var (app, _) = SignInTestPages.AppOf<StaffSignInTests>(kind);
        using var client = await app.SignedInThroughPagesAsync("3001");
        var page = await client.GetPageAsync(Urls.SignInPosting);
        var second = page.QuerySelectorAll("input[type=radio]")[1].GetAttribute("value");
        var answer = await client.PostFormAsync(Urls.SignInPosting, new Dictionary<string, string?> { ["Posting"] = second });
        Assert.Equal(Urls.StaffHome, answer.Target());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Urls.Me)).StatusCode);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example")]
    public async Task Post_WithForeignReturnUrl_StaysHere(string returnUrl)
    {
        var (app, _) = SignInTestPages.AppOf<StaffSignInTests>(DatabaseKind.Sqlite);
        using var client = app.ClientWith();
        await client.PasswordAsync(Registrar, returnUrl: returnUrl);
        var answer = await client.CodeAsync(await app.TotpAsync(Registrar));
        Assert.Equal(Urls.StaffHome, answer.Target());
    }

    [Theory, OnEachDatabase]
    public async Task Post_FirstSignIn_BindsTheAuthenticator(DatabaseKind kind)
    {
        var (app, _) = SignInTestPages.AppOf<StaffSignInTests>(kind);
        await app.ChangeAccountAsync("1023", a => (a.TotpConfirmedAt, a.TotpSecret, a.TotpLastStep) = (null, null, 0));
        using var client = app.ClientWith();
        Assert.Equal(Urls.SignInEnrol, (await client.PasswordAsync("1023")).Target());
        var page = await client.GetPageAsync(Urls.SignInEnrol);
        Assert.Contains("密钥", page.Text(), StringComparison.Ordinal);
        var answer = await client.PostFormAsync(Urls.SignInEnrol, new Dictionary<string, string?> { ["Code"] = await app.TotpAsync("1023") });
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Urls.Me)).StatusCode);
    }
}
