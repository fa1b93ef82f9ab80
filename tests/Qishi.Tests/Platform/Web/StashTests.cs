using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Web;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Platform.Web;

/// <summary>What was typed survives the end of a session, and only its owner gets it back.</summary>
public sealed class StashTests
{
    private static readonly Guid Owner = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Other = Guid.Parse("00000000-0000-0000-0000-000000000002");

    [Theory, OnEachDatabase]
    public async Task Post_WithADeadToken_IsKeptForItsOwnerOnly(DatabaseKind kind)
    {
        using var app = new TestApp(kind, configure: services => services.AddSingleton<IActorReader, HeaderActor>());
        using var client = app.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        var ct = TestContext.Current.CancellationToken;
        client.DefaultRequestHeaders.Add("X-Account", Owner.ToString());
        var (page, _) = await FormTests.GetAsync(client, "/styleguide");
        var fields = page.QuerySelectorAll("main form input[type=hidden]").Where(i => i.GetAttribute("name") is not "__RequestVerificationToken").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        fields["Form.Street"] = "兴隆街36号";

        var kept = await client.PostAsync("/styleguide", new FormUrlEncodedContent(fields), ct);
        Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);
        var url = kept.Headers.Location!.ToString();
        Assert.StartsWith("/resume/", url, StringComparison.Ordinal);

        var (resume, _) = await FormTests.GetAsync(client, url);
        Assert.Equal("兴隆街36号", resume.QuerySelector("[name='Form.Street']")!.GetAttribute("value"));
        Assert.Equal("/styleguide", resume.QuerySelector("main form")!.GetAttribute("action"));
        var again = await client.PostAsync("/styleguide", new FormUrlEncodedContent(resume.QuerySelectorAll("main form input[type=hidden]").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value") ?? ""))), ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);

        client.DefaultRequestHeaders.Remove("X-Account");
        client.DefaultRequestHeaders.Add("X-Account", Other.ToString());
        var (_, stranger) = await FormTests.GetAsync(client, url);
        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
        var forged = await client.PostAsync("/styleguide", new FormUrlEncodedContent(fields), ct);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        var stored = await app.WithDbAsync(db => Task.FromResult(db.Set<StashedFormRow>().Count()));
        Assert.Equal(1, stored);
    }

    [Theory, OnEachDatabase]
    public async Task Post_AfterTheSessionEnded_AsksToSignInAndGoesOnFromThere(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var ct = TestContext.Current.CancellationToken;
        using var before = await app.SignedInAsync("applicant1");
        var (page, _) = await FormTests.GetAsync(before, "/startup");
        var fields = page.QuerySelectorAll("main form input[type=hidden]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        fields["Form.Kind"] = "Individual";

        using var expired = app.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        var asked = await expired.PostAsync("/startup", new FormUrlEncodedContent(fields), ct);
        Assert.Equal(HttpStatusCode.SeeOther, asked.StatusCode);
        var back = Uri.UnescapeDataString(asked.Headers.Location!.ToString().Split("returnUrl=")[1]);
        Assert.StartsWith("/resume/", back, StringComparison.Ordinal);

        using var after = await app.SignedInAsync("applicant1");
        var (resume, _) = await FormTests.GetAsync(after, back);
        Assert.Equal("Individual", resume.QuerySelector("[name='Form.Kind']")!.GetAttribute("value"));
        var again = await after.PostAsync("/startup", new FormUrlEncodedContent(resume.QuerySelectorAll("main form input[type=hidden]").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value") ?? ""))), ct);
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);

        using var stranger = await app.SignedInAsync("applicant2");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(back, ct)).StatusCode);
    }

    private sealed class HeaderActor : IActorReader
    {
        public ValueTask<Actor?> ReadAsync(HttpContext http) => new(
            http.Request.Headers["X-Account"].ToString() is { Length: > 0 } id ? new Actor { AccountId = Guid.Parse(id), Kind = ActorKind.Applicant, Name = "梁小河" } : null);
    }
}
