using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration;

public sealed class RegistrationApiTests
{
    /// <summary>A machine client with the scope of the register.</summary>
    private static async Task<HttpClient> ClientAsync(DatabaseKind kind = DatabaseKind.Sqlite)
    {
        var app = TestApp.Shared(kind);
        var (id, secret) = ($"registry-{Guid.NewGuid():N}", Guid.NewGuid().ToString("N"));
        await app.AsAsync(null, async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            db.Add(new MachineClient { Id = Guid.NewGuid(), ClientId = id, Name = "测试客户端", Scopes = "registry", SecretDigest = MachineClient.DigestOf(secret) });
            await db.SaveChangesAsync();
        });
        var client = app.ClientWith();
        using var answer = await client.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = id, ["client_secret"] = secret }));
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString());
        return client;
    }

    [Theory, OnEachDatabase]
    public async Task Entity_AndLicence_AreToldByCodeAndToken(DatabaseKind kind)
    {
        var draft = Given.SoleTrader();
        var made = await Given.EstablishedAsync(TestApp.Shared(kind), draft);
        using var client = await ClientAsync(kind);
        var entity = await client.GetFromJsonAsync<JsonElement>("/api/v1/entities/" + made.Uscc);
        Assert.Equal((draft.Name!.Full, "存续"), (entity.GetProperty("name").GetString(), entity.GetProperty("statusText").GetString()));
        var licence = await client.GetFromJsonAsync<JsonElement>("/api/v1/licences/verify?token=" + made.VerifyUrl["/verify/".Length..]);
        Assert.Equal("Valid", licence.GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("/api/v1/entities/91451521MACX0001H", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/api/v1/entities/91450123MACX00017H", HttpStatusCode.NotFound)]
    public async Task Entity_ThatIsNotThere_IsAProblemWithACode(string url, HttpStatusCode status)
    {
        using var client = await ClientAsync();
        var answer = await client.GetAsync(url);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.NotEqual("", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("uscc", "91450123macx00017h", true)]
    [InlineData("uscc", "91450123MACX00017G", false)]
    [InlineData("id", "450123198802290020", true)]
    [InlineData("id", "450123199902290022", false)]
    public async Task Code_IsChecked_AndAnIdNumberIsNotEchoed(string kind, string value, bool valid)
    {
        using var client = await ClientAsync();
        var answer = await client.PostAsJsonAsync("/api/v1/codes/check", new { kind, value });
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(valid, JsonDocument.Parse(text).RootElement.GetProperty("valid").GetBoolean());
        Assert.DoesNotContain(value, text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Name_AndScope_AreAnswered()
    {
        using var client = await ClientAsync();
        var verdict = await client.PostAsJsonAsync("/api/v1/names/check", new { kind = "Llc", division = "望溪县", tradeName = "万青", industry = "置业", form = "有限公司" });
        Assert.Equal("Blocked", (await verdict.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("result").GetString());
        var items = await client.GetFromJsonAsync<JsonElement>("/api/v1/scope?q=" + Uri.EscapeDataString("卖米粉"));
        Assert.InRange(items.GetArrayLength(), 1, 20);
    }

    [Fact]
    public async Task Interface_WithoutSignIn_IsClosed()
    {
        using var client = TestApp.Shared(DatabaseKind.Sqlite).CreateClient(new() { AllowAutoRedirect = false });
        Assert.NotEqual(HttpStatusCode.OK, (await client.GetAsync("/api/v1/entities/92451521MACY000188")).StatusCode);
    }
}
