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

    [Theory, OnEachDatabase]
    public async Task Name_IsReservedOnce_ForOneKey(DatabaseKind kind)
    {
        using var client = await ClientAsync(kind);
        var request = new { key = Guid.NewGuid().ToString("N"), kind = "Llc", division = "望溪县", tradeName = Given.TradeName(), industry = "食品", form = "有限公司" };
        var (first, again) = (await client.PostAsJsonAsync("/api/v1/names/reserve", request), await client.PostAsJsonAsync("/api/v1/names/reserve", request));
        var (one, two) = (await first.Content.ReadFromJsonAsync<JsonElement>(), await again.Content.ReadFromJsonAsync<JsonElement>());
        Assert.Equal("Reserved", one.GetProperty("state").GetString());
        Assert.Equal(one.GetProperty("number").GetString(), two.GetProperty("number").GetString());
        var refused = await client.PostAsJsonAsync("/api/v1/names/reserve", new { kind = "Llc" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task Entities_AreImported_RowByRow_AndTheSameRowTwiceChangesNothing(DatabaseKind kind)
    {
        using var client = await ClientAsync(kind);
        var (good, bad) = (ImportTests.Shop(), ImportTests.Shop(r => r[Qishi.Modules.Registration.Import.ImportColumns.Status] = "关门"));
        var first = await (await client.PostAsJsonAsync("/api/v1/entities/import", new { rows = new[] { good, bad } })).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(["Added", "Bad"], first.EnumerateArray().Select(r => r.GetProperty("outcome").GetString()));
        var again = await (await client.PostAsJsonAsync("/api/v1/entities/import", new { rows = new[] { good } })).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("Unchanged", again[0].GetProperty("outcome").GetString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PostAsJsonAsync("/api/v1/entities/import", new { rows = Array.Empty<object>() })).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task ElectronicLicence_AndSealedFile_AreVerified(DatabaseKind kind)
    {
        var stage = await Qishi.Tests.Modules.Licences.LicenceStage.OpenAsync(kind);
        using var client = await ClientAsync(kind);
        var answer = await (await client.PostAsJsonAsync("/api/v1/licences/electronic/verify", new { code = await stage.CodeAsync(), purpose = "开户" })).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("VALID", answer.GetProperty("result").GetString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PostAsJsonAsync("/api/v1/licences/electronic/verify", new { code = "" })).StatusCode);
        using var owner = await stage.App.SignedInAsync("applicant1");
        using var file = new ByteArrayContent(await owner.GetByteArrayAsync($"/my/licences/{stage.Uscc}/licence.json"));
        file.Headers.ContentType = new("application/json");
        var checkedFile = await client.PostAsync("/api/v1/seals/verify", file);
        Assert.Equal("VALID", (await checkedFile.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("result").GetString());
    }

    [Fact]
    public async Task Interface_WithoutSignIn_IsClosed()
    {
        using var client = TestApp.Shared(DatabaseKind.Sqlite).CreateClient(new() { AllowAutoRedirect = false });
        Assert.NotEqual(HttpStatusCode.OK, (await client.GetAsync("/api/v1/entities/92451521MACY000188")).StatusCode);
    }
}
