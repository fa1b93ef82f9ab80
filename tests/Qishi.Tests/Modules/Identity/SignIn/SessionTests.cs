using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Identity;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Sessions;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Identity.SignIn;

public sealed class SessionTests
{
    [Theory, OnEachDatabase]
    public async Task SignOut_EndsTheSessionEverywhere(DatabaseKind kind)
    {
        var (app, _) = SignInTestPages.AppOf<SessionTests>(kind);
        using var client = await app.SignedInAsync("registrar1");
        var account = (await app.ActorAsync("registrar1")).AccountId;
        Assert.NotEmpty(await app.WithDbAsync(db => db.Set<Session>().Where(s => s.AccountId == account).ToListAsync()));
        var page = await client.GetPageAsync(Urls.Me);
        var answer = await client.PostFormAsync(page, Urls.Me, new Dictionary<string, string?>(), Urls.SignOut);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Empty(await app.WithDbAsync(db => db.Set<Session>().Where(s => s.AccountId == account).ToListAsync()));
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync(Urls.Me)).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task Get_AfterThirtyIdleMinutes_AsksToSignIn(DatabaseKind kind)
    {
        var (app, clock) = SignInTestPages.AppOf<SessionTests>(kind);
        using var client = await app.SignedInAsync("guide1");
        for (var i = 0; i < 3; i++)
        {
            clock.Advance(TimeSpan.FromMinutes(29));
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Urls.Me)).StatusCode);
        }

        clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync(Urls.Me)).StatusCode);
        var account = (await app.ActorAsync("guide1")).AccountId;
        Assert.Empty(await app.WithDbAsync(db => db.Set<Session>().Where(s => s.AccountId == account).ToListAsync()));
    }

    [Theory, OnEachDatabase]
    public async Task Get_AfterTwelveHours_AsksToSignInHoweverBusy(DatabaseKind kind)
    {
        var (app, clock) = SignInTestPages.AppOf<SessionTests>(kind);
        using var client = await app.SignedInAsync("guide2");
        for (var minutes = 0; minutes < 12 * 60; minutes += 20)
        {
            clock.Advance(TimeSpan.FromMinutes(20));
            await client.GetAsync(Urls.Me);
        }

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync(Urls.Me)).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task Get_WhenARoleIsTakenAway_IsRefusedAtTheNextRequest(DatabaseKind kind)
    {
        var (app, _) = SignInTestPages.AppOf<SessionTests>(kind);
        using var client = await app.SignedInAsync("auditadmin1");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Urls.Audit)).StatusCode);
        await app.AsAsync(null, async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            db.RemoveRange(await db.Set<PostingRole>().Where(r => r.Role == "audit-admin").ToListAsync());
            await db.SaveChangesAsync();
        });
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(Urls.Audit)).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task Get_WhenTheAccountIsDisabled_EndsTheSession(DatabaseKind kind)
    {
        var (app, _) = SignInTestPages.AppOf<SessionTests>(kind);
        using var client = await app.SignedInAsync("1024");
        await app.ChangeAccountAsync("1024", a => a.Disabled = true);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync(Urls.Me)).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task SignIn_GivesANewSessionAtEachStep(DatabaseKind kind)
    {
        var (app, _) = SignInTestPages.AppOf<SessionTests>(kind);
        using var client = app.ClientWith();
        var first = await client.PasswordAsync("1005");
        var second = await client.CodeAsync(await app.TotpAsync("1005"));
        static string Token(HttpResponseMessage r) => r.Headers.GetValues("Set-Cookie").Last(c => c.StartsWith(SessionCookie.PlainName + "=", StringComparison.Ordinal)).Split(';')[0];
        Assert.NotEqual(Token(first), Token(second));
        var account = (await app.ActorAsync("1005")).AccountId;
        var rows = await app.WithDbAsync(db => db.Set<Session>().Where(s => s.AccountId == account).ToListAsync());
        Assert.Equal(SessionStage.Full, Assert.Single(rows).Stage);
        Assert.DoesNotContain(rows[0].TokenDigest, Token(second), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/my/account/phone", "/signin/person?returnUrl=")]
    [InlineData("/desk", "/signin?returnUrl=")]
    public async Task Get_WithoutSignIn_LeadsToTheSignInThatFits(string url, string expected)
    {
        using var client = TestApp.Shared(DatabaseKind.Sqlite).ClientWith();
        var answer = await client.GetAsync(url);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(expected + Uri.EscapeDataString(url), answer.Target());
    }
}
