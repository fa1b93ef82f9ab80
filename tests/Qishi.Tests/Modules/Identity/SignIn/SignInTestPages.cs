using System.Collections.Concurrent;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Qishi.Kernel;
using Qishi.Modules.Identity;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Passwords;
using Qishi.Modules.Identity.Seed;
using Qishi.Platform.Data;
using Qishi.Platform.Messaging;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Identity.SignIn;

/// <summary>Steps of signing in through the pages, shared by the tests of this folder.</summary>
internal static class SignInTestPages
{
    private static readonly ConcurrentDictionary<(Type, DatabaseKind), Lazy<(TestApp App, FakeTimeProvider Clock)>> Apps = new();

    /// <summary>One program with a clock of its own per test class and database; each call moves the clock on, so that a fresh authenticator code is there.</summary>
    public static (TestApp App, FakeTimeProvider Clock) AppOf<TTests>(DatabaseKind kind)
    {
        var found = Apps.GetOrAdd((typeof(TTests), kind), k => new(() =>
        {
            var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero));
            return (new TestApp(k.Item2, clock), clock);
        })).Value;
        found.Clock.Advance(TimeSpan.FromMinutes(2));
        return found;
    }

    /// <summary>Path and query of a redirect.</summary>
    public static string? Target(this HttpResponseMessage response) =>
        response.Headers.Location is { } l ? (l.IsAbsoluteUri ? l.PathAndQuery : l.OriginalString) : null;

    public static Task<HttpResponseMessage> PasswordAsync(this HttpClient client, string account, string password = DemoPeople.Password, string? returnUrl = null) =>
        client.PostFormAsync(returnUrl is null ? Urls.SignIn : $"{Urls.SignIn}?returnUrl={Uri.EscapeDataString(returnUrl)}", new Dictionary<string, string?> { ["Account"] = account, ["Password"] = password });

    public static Task<HttpResponseMessage> CodeAsync(this HttpClient client, string code) =>
        client.PostFormAsync(Urls.SignInCode, new Dictionary<string, string?> { ["Code"] = code });

    public static Task<string> TotpAsync(this TestApp app, string staffNo) => app.AsAsync(null, async s => Authenticator.NextCode(await AccountAsync(s, staffNo), s.GetRequiredService<TimeProvider>().UtcNow()));

    public static async Task<HttpClient> SignedInThroughPagesAsync(this TestApp app, string staffNo, string? returnUrl = null)
    {
        var client = app.ClientWith();
        Assert.Equal(HttpStatusCode.SeeOther, (await client.PasswordAsync(staffNo, returnUrl: returnUrl)).StatusCode);
        var answer = await client.CodeAsync(await app.TotpAsync(staffNo));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return client;
    }

    public static async Task<Account> AccountAsync(IServiceProvider services, string staffNo)
    {
        var db = services.GetRequiredService<AppDb>();
        var id = await db.Set<Staff>().Where(s => s.StaffNo == staffNo).Select(s => s.AccountId).SingleAsync();
        return await db.Set<Account>().SingleAsync(a => a.Id == id);
    }

    public static Task ChangeAccountAsync(this TestApp app, string staffNo, Action<Account> change) => app.AsAsync(null, async s =>
    {
        change(await AccountAsync(s, staffNo));
        await s.GetRequiredService<AppDb>().SaveChangesAsync();
    });

    /// <summary>The last code sent by SMS.</summary>
    public static Task<string> SmsCodeAsync(this TestApp app, string mobile) => app.WithDbAsync(async db =>
    {
        var message = (await db.Set<MessageRow>().Where(m => m.Topic == "identity.code").OrderByDescending(m => m.QueuedAt).ToListAsync()).First(m => m.To == mobile);
        return System.Text.RegularExpressions.Regex.Match(message.Text, "验证码([0-9]{6})").Groups[1].Value;
    });
}
