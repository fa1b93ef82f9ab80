using System.Net;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.RegisterApplicant;
using Qishi.Modules.Identity.Seed;
using Qishi.Modules.Identity.SignIn;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Identity.SignIn;

public sealed class PersonSignInTests
{
    private const string Known = "13800000001", Unknown = "13900000077";

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string act, string mobile, string? code = null, string? password = null) => client.PostFormAsync(
        Urls.SignInPerson + (act == "password" ? "?by=password" : ""), new Dictionary<string, string?> { ["Mobile"] = mobile, ["Code"] = code, ["Password"] = password, ["Form.Act"] = act });

    [Theory, OnEachDatabase]
    public async Task Post_PasswordOrCode_SignsIn(DatabaseKind kind)
    {
        var (app, _) = SignInTestPages.AppOf<PersonSignInTests>(kind);
        using var byPassword = app.ClientWith();
        Assert.Equal(Urls.ApplicantHome, (await PostAsync(byPassword, "password", Known, password: DemoPeople.Password)).Target());

        using var byCode = app.ClientWith();
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(byCode, "send", Known)).StatusCode);
        var code = await app.SmsCodeAsync(Known);
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(byCode, "code", Known, code)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await byCode.GetAsync(Urls.Me)).StatusCode);

        using var again = app.ClientWith();
        Assert.Contains(PersonSignInHandler.WrongCode.Sentence, (await (await PostAsync(again, "code", Known, code)).PageAsync()).Errors());
    }

    [Theory, OnEachDatabase]
    public async Task Post_KnownAndUnknownMobile_SoundAlike(DatabaseKind kind)
    {
        var (app, _) = SignInTestPages.AppOf<PersonSignInTests>(kind);
        using var client = app.ClientWith();
        var (known, unknown) = (await PostAsync(client, "password", Known, password: "Wrong#password1"), await PostAsync(client, "password", Unknown, password: "Wrong#password1"));
        Assert.Equal(known.StatusCode, unknown.StatusCode);
        Assert.Equal((await known.PageAsync()).Errors(), (await unknown.PageAsync()).Errors());
        var (sentKnown, sentUnknown) = (await PostAsync(client, "send", Known), await PostAsync(client, "send", Unknown));
        Assert.Equal(sentKnown.StatusCode, sentUnknown.StatusCode);
        Assert.Equal((await sentKnown.PageAsync()).QuerySelector(".q-note")!.TextContent, (await sentUnknown.PageAsync()).QuerySelector(".q-note")!.TextContent);
    }

    [Theory, OnEachDatabase]
    public async Task Post_SixWrongCodes_EndsTheCode(DatabaseKind kind)
    {
        var (app, _) = SignInTestPages.AppOf<PersonSignInTests>(kind);
        await app.AsAsync(null, async s =>
        {
            var codes = (Qishi.Modules.Identity.Contracts.IOneTimeCodes)s.GetService(typeof(Qishi.Modules.Identity.Contracts.IOneTimeCodes))!;
            Assert.True((await codes.SendAsync(Known, "test", "用于测试", default)).Ok);
            var right = await app.SmsCodeAsync(Known);
            Assert.False(await codes.CheckAsync(Known, "another", right, default));
            for (var i = 0; i < 5; i++)
                Assert.False(await codes.CheckAsync(Known, "test", right == "000000" ? "000001" : "000000", default));
            Assert.False(await codes.CheckAsync(Known, "test", right, default));
            Assert.Contains("秒后再点", (await codes.SendAsync(Known, "test", "用于测试", default)).Problems[0].Sentence, StringComparison.Ordinal);
        });
    }

    [Theory, OnEachDatabase]
    public async Task Register_NewPerson_IsSignedInAndKnownOnce(DatabaseKind kind)
    {
        var (app, _) = SignInTestPages.AppOf<PersonSignInTests>(kind);
        var id = CitizenId.Compose("451521", new DateOnly(1990, 1, 1), 77).Value;
        async Task<HttpResponseMessage> RegisterAsync(HttpClient client, string mobile)
        {
            var values = new Dictionary<string, string?> { ["Name"] = "覃新民", ["IdNumber"] = id.ToLowerInvariant(), ["Mobile"] = mobile, ["Agreed"] = "yes", ["Form.Act"] = "send" };
            Assert.Equal(HttpStatusCode.OK, (await client.PostFormAsync(Urls.Register, values)).StatusCode);
            (values["Code"], values["Form.Act"]) = (await app.SmsCodeAsync(mobile), "register");
            return await client.PostFormAsync(Urls.Register, values);
        }

        using var first = app.ClientWith();
        Assert.Equal(HttpStatusCode.SeeOther, (await RegisterAsync(first, "13900000078")).StatusCode);
        Assert.Contains("覃新民", (await first.GetPageAsync(Urls.Me)).Text(), StringComparison.Ordinal);
        using var second = app.ClientWith();
        Assert.Contains(RegisterApplicantHandler.IdTaken.Sentence, (await (await RegisterAsync(second, "13900000079")).PageAsync()).Errors());
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<Applicant>().CountAsync(a => a.VerifiedBy == "number-check")));
    }

    [Theory, OnEachDatabase]
    public async Task Register_BadInput_ShowsEverythingAtOnce(DatabaseKind kind)
    {
        using var client = TestApp.Shared(kind).ClientWith();
        var answer = await client.PostFormAsync(Urls.Register, new Dictionary<string, string?> { ["Name"] = "", ["IdNumber"] = "451521199605180127", ["Mobile"] = "12345", ["NewPassword"] = "wangxi", ["Form.Act"] = "register" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.PageAsync();
        Assert.True(page.Errors().Count >= 5, string.Join("\n", page.Errors()));
        Assert.Equal("451521199605180127", page.QuerySelector("input[name='Form.IdNumber']")?.GetAttribute("value"));
    }
}
