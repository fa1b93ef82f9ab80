using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Identity;
using Qishi.Modules.Identity.FirstAdministrator;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Modules.Identity.SignIn;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Identity.Administration;

public sealed class FirstAdministratorTests
{
    private static Dictionary<string, string?> Form(string secret) =>
        new() { ["Secret"] = secret, ["StaffNo"] = "a001", ["Name"] = "蒋天成", ["NewPassword"] = "Rongshu!7731", ["Repeat"] = "Rongshu!7731" };

    [Theory, OnEachDatabase]
    public async Task First_WithTheSecretOfTheConsole_OnceAndOnlyWithoutAccounts(DatabaseKind kind)
    {
        using var app = new TestApp(kind);
        using var client = app.ClientWith();
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(Urls.SignInFirst)).StatusCode);
        await app.AsAsync(null, async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            Assert.Null(await s.GetRequiredService<FirstAdministratorHandler>().NewSecretAsync(default));
            await db.Set<PostingRole>().ExecuteDeleteAsync();
            await db.Set<Posting>().ExecuteDeleteAsync();
            await db.Set<Staff>().ExecuteDeleteAsync();
            await db.Set<Account>().Where(a => a.Kind == AccountKind.Staff).ExecuteDeleteAsync();
        });
        var secret = await app.AsAsync(null, s => s.GetRequiredService<FirstAdministratorHandler>().NewSecretAsync(default));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PostFormAsync(Urls.SignInFirst, Form("guess"))).StatusCode);
        Assert.Equal(Urls.SignIn, (await client.PostFormAsync(Urls.SignInFirst, Form(secret!))).Target());
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(Urls.SignInFirst)).StatusCode);
        Assert.Equal(Urls.SignInEnrol, (await client.PasswordAsync("a001", "Rongshu!7731")).Target());
        Assert.Empty(await app.WithDbAsync(db => db.Set<BootstrapSecret>().ToListAsync()));
    }

    [Theory, OnEachDatabase]
    public async Task Seed_WithoutTheDemoSwitch_MakesNoAccount(DatabaseKind kind)
    {
        using var app = new TestApp(kind);
        await app.AsAsync(null, async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            await db.Set<Session>().ExecuteDeleteAsync();
            await db.Set<PostingRole>().ExecuteDeleteAsync();
            await db.Set<Posting>().ExecuteDeleteAsync();
            await db.Set<Staff>().ExecuteDeleteAsync();
            await db.Set<Applicant>().ExecuteDeleteAsync();
            await db.Set<Account>().ExecuteDeleteAsync();
            await IdentityModule.SeedAsync(new Qishi.Platform.SeedContext(s, Demo: false, Path.Combine(AppContext.BaseDirectory, "SeedData")), default);
            Assert.Equal(0, await db.Set<Account>().CountAsync());
        });
    }
}
