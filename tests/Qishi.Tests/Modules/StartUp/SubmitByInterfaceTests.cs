using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Modules.StartUp.Office;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.StartUp;

/// <summary>The interface as another platform uses it: a token by client credentials, submit once per key, follow, refusals as RFC 9457 with stable codes.</summary>
public sealed class SubmitByInterfaceTests
{
    [Theory, OnEachDatabase]
    public async Task Submit_WithoutAnyMistake_IsOneCasePerKey_AndCanBeFollowed(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var client = await MachineAsync(app);
        var body = Body();
        using var first = await PostAsync(client, body, "key-1");
        var text = await first.Content.ReadAsStringAsync();
        Assert.True(first.StatusCode == HttpStatusCode.Created, text);
        var caseNo = JsonDocument.Parse(text).RootElement.GetProperty("caseNo").GetString()!;
        Assert.Equal($"/api/v1/startups/{caseNo}", first.Headers.Location!.ToString());

        using var again = await PostAsync(client, body, "key-1");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(caseNo, (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("caseNo").GetString());
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<Submission>().CountAsync(s => db.Set<StartUpCase>().Any(c => c.Id == s.CaseId && c.CaseNo == caseNo))));

        var followed = await client.GetFromJsonAsync<JsonElement>($"/api/v1/startups/{caseNo}");
        Assert.Equal("Received", followed.GetProperty("state").GetString());
        Assert.Equal("已收到，正在看材料", followed.GetProperty("stateText").GetString());
        Assert.Equal(7, followed.GetProperty("matters").GetArrayLength());

        // Another client's case does not exist.
        using var other = await MachineAsync(app);
        using var hidden = await other.GetAsync($"/api/v1/startups/{caseNo}");
        await AssertProblemAsync(hidden, HttpStatusCode.NotFound, "not-found");
    }

    [Theory, OnEachDatabase]
    public async Task Submit_WithMistakes_TellsAllOfThem_AndTheCorrectedCallGoesThrough(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var client = await MachineAsync(app);
        using (var keyless = await PostAsync(client, Body(), null))
            await AssertProblemAsync(keyless, HttpStatusCode.UnprocessableEntity, "idempotency-key-missing");
        using (var unknown = await PostAsync(client, Body(a => a["Colour"] = "red"), "key-2"))
            await AssertProblemAsync(unknown, HttpStatusCode.UnprocessableEntity, "field-unknown");
        using (var broken = await client.PostAsync("/api/v1/startups", new StringContent("{", System.Text.Encoding.UTF8, "application/json")))
            Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);

        using (var wrong = await PostAsync(client, Body(a => (a["P1.IdNumber"], a["Area"]) = ("451521199001010012", "很大")), "key-3"))
        {
            var problem = await AssertProblemAsync(wrong, HttpStatusCode.UnprocessableEntity, null);
            var fields = problem.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()).ToList();
            Assert.Contains("P1.IdNumber", fields);
            Assert.Contains("Area", fields);
            Assert.DoesNotContain("451521199001010012", problem.ToString(), StringComparison.Ordinal);
        }

        using var corrected = await PostAsync(client, Body(), "key-3");
        Assert.True(corrected.StatusCode == HttpStatusCode.Created, await corrected.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Interface_WithoutToken_IsClosedInChinese()
    {
        using var client = TestApp.Shared(DatabaseKind.Sqlite).ClientWith();
        using var answer = await PostAsync(client, Body(), "key-4");
        var problem = await AssertProblemAsync(answer, HttpStatusCode.Unauthorized, null);
        Assert.Matches("[\u4e00-\u9fff]", problem.GetProperty("title").GetString());
    }

    private static async Task<JsonElement> AssertProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string? code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode} {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("code").GetString()));
        if (code is not null)
            Assert.Equal(code, problem.GetProperty("code").GetString());
        return problem;
    }

    private static object Body(Action<Dictionary<string, string>>? change = null)
    {
        var answers = OfficeCases.SnackShop(a =>
        {
            OfficeCases.Set(a, "Proof", "Commitment");
            OfficeCases.Set(a, "AddressCommitment", "1");
        }).Values.Where(v => !v.Key.EndsWith(".Verified", StringComparison.Ordinal)).ToDictionary(v => v.Key, v => v.Value.ToString()!);
        change?.Invoke(answers);
        return new { kind = "Individual", answers, signatures = new[] { new { person = 1, signedAt = DateTimeOffset.UtcNow } }, committed = true };
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, object body, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/startups") { Content = JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return client.SendAsync(request);
    }

    private static async Task<HttpClient> MachineAsync(TestApp app)
    {
        var (id, secret) = ("client-" + Guid.NewGuid().ToString("N")[..8], MachineClient.NewSecret());
        await app.AsAsync(null, async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            db.Add(new MachineClient { Id = Guid.NewGuid(), ClientId = id, Name = "测试平台" + id[^4..], Scopes = "startup", SecretDigest = MachineClient.DigestOf(secret) });
            await db.SaveChangesAsync();
        });
        var client = app.ClientWith();
        using var answer = await client.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = id,
            ["client_secret"] = secret,
            ["scope"] = "startup",
        }));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString());
        return client;
    }
}
