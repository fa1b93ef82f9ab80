using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Identity;
using Qishi.Modules.Identity.Model;
using Qishi.Platform;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Tests.Modules.Identity.SignIn;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Identity.Machines;

public sealed class MachineAccessTests
{
    private const string Deadlines = "/api/v1/deadlines?rule=reg.promisedWorkdays&start=2026-11-23";

    private static async Task<(string Id, string Secret)> NewClientAsync(TestApp app, string scopes)
    {
        var (id, secret) = ("client-" + Guid.NewGuid().ToString("N")[..8], MachineClient.NewSecret());
        await app.AsAsync(null, async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            db.Add(new MachineClient { Id = Guid.NewGuid(), ClientId = id, Name = "测试客户端", Scopes = scopes, SecretDigest = MachineClient.DigestOf(secret) });
            await db.SaveChangesAsync();
        });
        return (id, secret);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> TokenAsync(HttpClient client, string id, string secret, string? scope = null, string grant = "client_credentials")
    {
        var fields = new Dictionary<string, string> { ["grant_type"] = grant, ["client_id"] = id, ["client_secret"] = secret };
        if (scope is not null)
            fields["scope"] = scope;
        using var answer = await client.PostAsync(Urls.Token, new FormUrlEncodedContent(fields));
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    [Theory, OnEachDatabase]
    public async Task Token_RightSecret_OpensWhatRoleAndScopeAllow(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var client = app.ClientWith();
        var (id, secret) = await NewClientAsync(app, "startup deadline");
        var (status, body) = await TokenAsync(client, id, secret, "deadline");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Bearer", body.GetProperty("token_type").GetString());

        var permissions = app.Services.GetRequiredService<ModuleList>().Permissions.Where(p => p.Roles.Contains(Roles.MachineClient)).ToList();
        var user = new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity(
            [new(ActorClaims.Kind, nameof(ActorKind.Machine)), new(ActorClaims.Role, Roles.MachineClient), new(ActorClaims.Scope, "deadline")], "token"));
        var allowed = app.Services.GetRequiredService<RolePermissions>().Of(user);
        Assert.All(allowed, p => Assert.True(ApiScopes.Opens("deadline", p), p));
        Assert.True(allowed.Count <= permissions.Count);
    }

    [Theory, OnEachDatabase]
    public async Task Token_BadRequests_AreRefusedAlike(DatabaseKind kind)
    {
        var (app, _) = SignInTestPages.AppOf<MachineAccessTests>(kind);
        using var client = app.ClientWith();
        var (id, secret) = await NewClientAsync(app, "startup");
        var wrong = await TokenAsync(client, id, "wrong");
        var unknown = await TokenAsync(client, "no-such-client", "wrong");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.Status);
        Assert.Equal((wrong.Status, wrong.Body.GetProperty("error").GetString(), wrong.Body.GetProperty("error_description").GetString()),
            (unknown.Status, unknown.Body.GetProperty("error").GetString(), unknown.Body.GetProperty("error_description").GetString()));
        Assert.Equal("invalid_scope", (await TokenAsync(client, id, secret, "registry")).Body.GetProperty("error").GetString());
        Assert.Equal("invalid_scope", (await TokenAsync(client, id, secret, "everything")).Body.GetProperty("error").GetString());
        Assert.NotEqual(HttpStatusCode.OK, (await TokenAsync(client, id, secret, grant: "password")).Status);
        for (var i = 0; i < 5; i++)
            await TokenAsync(client, id, "wrong");
        Assert.Equal("invalid_client", (await TokenAsync(client, id, secret)).Body.GetProperty("error").GetString());
    }

    [Theory, OnEachDatabase]
    public async Task Api_WithToken_KnowsTheClientAndStopsWithIt(DatabaseKind kind)
    {
        var (app, _) = SignInTestPages.AppOf<MachineAccessTests>(kind);
        using var client = app.ClientWith();
        var (id, secret) = await NewClientAsync(app, "deadline");
        var token = (await TokenAsync(client, id, secret)).Body.GetProperty("access_token").GetString()!;
        using var visitor = app.ClientWith();
        await AssertProblemAsync(await visitor.GetAsync(Deadlines), HttpStatusCode.Unauthorized, "token-missing");

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var opened = await client.GetAsync(Deadlines);
        Assert.True(opened.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden), opened.StatusCode.ToString());

        var (otherId, otherSecret) = await NewClientAsync(app, "startup");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await TokenAsync(visitor, otherId, otherSecret)).Body.GetProperty("access_token").GetString()!);
        await AssertProblemAsync(await client.GetAsync(Deadlines), HttpStatusCode.Forbidden, "permission-missing");

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token[..^3] + "AAA");
        await AssertProblemAsync(await client.GetAsync(Deadlines), HttpStatusCode.Unauthorized, "token-missing");

        // A session cookie is no token, and a token opens no page.
        using var staff = await app.SignedInAsync("registrar1");
        await AssertProblemAsync(await staff.GetAsync(Deadlines), HttpStatusCode.Unauthorized, "token-missing");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync(Urls.Me)).StatusCode);

        await app.AsAsync(null, async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            (await db.Set<MachineClient>().SingleAsync(c => c.ClientId == id)).Disabled = true;
            await db.SaveChangesAsync();
        });
        await AssertProblemAsync(await client.GetAsync(Deadlines), HttpStatusCode.Unauthorized, "token-missing");
    }

    [Theory, OnEachDatabase]
    public async Task Page_NewClient_ShowsTheSecretOnceAndItWorks(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var security = await app.SignedInAsync("secadmin1");
        var id = "hall-" + Guid.NewGuid().ToString("N")[..6];
        var added = await (await security.PostFormAsync(Urls.Machines + "/new", new Dictionary<string, string?> { ["ClientId"] = id, ["Name"] = "大厅自助机", ["Form.Scopes"] = "registry" })).PageAsync();
        var secret = added.QuerySelectorAll(".q-code")[1].TextContent;
        using var client = app.ClientWith();
        Assert.Equal(HttpStatusCode.OK, (await TokenAsync(client, id, secret)).Status);
        Assert.DoesNotContain(secret, (await security.GetPageAsync(Urls.Machines)).Text(), StringComparison.Ordinal);
    }

    private static async Task AssertProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, JsonDocument.Parse(text).RootElement.GetProperty("code").GetString());
    }
}
