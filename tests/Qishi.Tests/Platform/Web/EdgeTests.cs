using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Web;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Platform.Web;

public sealed class EdgeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/styleguide")]
    [InlineData("/nothing-here")]
    [InlineData("/css/q.css")]
    public async Task EveryAnswer_CarriesTheSecurityHeaders(string url)
    {
        using var client = FormTests.NewClient();
        var answer = await client.GetAsync(url, Ct);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task UnknownAddress_ShowsASearchAndStatus404()
    {
        using var client = FormTests.NewClient();
        var (page, answer) = await FormTests.GetAsync(client, "/nothing-here");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("没有找到这个页面", page.QuerySelector("h1")!.TextContent);
        Assert.NotNull(page.QuerySelector("main form[action='/search'] input[name=q]"));
    }

    [Fact]
    public async Task UnknownAddress_Posted_IsRefusedInWords()
    {
        using var client = FormTests.NewClient();
        var answer = await client.PostAsync("/nothing-here", new FormUrlEncodedContent([]), Ct);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Contains("这个地址不能这样使用", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownApi_AnswersAChineseProblemWithAStableCode()
    {
        var schemes = TestApp.Shared(DatabaseKind.Sqlite).Services.GetRequiredService<IAuthenticationSchemeProvider>();
        Assert.SkipWhen(await schemes.GetSchemeAsync(AuthSchemes.Bearer) is null, "This program has no interface for machines.");
        using var client = FormTests.NewClient();
        var answer = await client.GetAsync("/api/v1/nothing-here", Ct);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal("not-found", problem.GetProperty("code").GetString());
        Assert.Equal("没有找到这个页面", problem.GetProperty("title").GetString());
    }

    [Fact]
    public async Task UnusedMethod_Is405()
    {
        using var client = FormTests.NewClient();
        var answer = await client.DeleteAsync("/help", Ct);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Theory]
    [InlineData("/search?q=%00", false)]
    [InlineData("/search?q=%E6%A2%81", true)]
    [InlineData("/search?q=%FF", false)]
    [InlineData("/search?q=梁记", true)]
    [InlineData("/search?q=%C0%80", false)]
    [InlineData("/search?q=100%", true)]
    public void Address_WithNulOrBrokenUtf8_IsNotClean(string address, bool clean) => Assert.Equal(clean, CleanText.IsClean(address));

    [Fact]
    public async Task AddressWithNul_Is400()
    {
        using var client = FormTests.NewClient();
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/?q=%00", Ct)).StatusCode);
    }

    [Theory]
    [InlineData("{\"a\":\"\\u0000\"}", true)]
    [InlineData("{\"a\":\"\\\\u0000\"}", false)]
    [InlineData("{\"a\":\"\\\\\\u0000\"}", true)]
    [InlineData("{\"a\":\"u0000 梁记\"}", false)]
    public void Json_WithNul_IsFound(string json, bool dirty) => Assert.Equal(dirty, CleanJson.HasNul(System.Text.Encoding.UTF8.GetBytes(json)));

    [Fact]
    public async Task TooManyPosts_AreRefusedInWords_ReadingStaysFree()
    {
        using var app = new TestApp(DatabaseKind.Sqlite, extra: new() { ["RateLimits:Factor"] = "1" });
        using var client = app.CreateClient();
        HttpResponseMessage answer;
        var posts = 0;
        do
            answer = await client.PostAsync("/signin", new FormUrlEncodedContent([]), Ct);
        while (answer.StatusCode != HttpStatusCode.TooManyRequests && ++posts < 50);

        Assert.Equal(20, posts);
        Assert.Equal("60", answer.Headers.GetValues("Retry-After").Single());
        Assert.Contains("操作太快，请稍候1分钟", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/signin", Ct)).StatusCode);
    }

    [Theory]
    [InlineData("/help", true)]
    [InlineData("/help?a=1#b", true)]
    [InlineData("//evil.example", false)]
    [InlineData("/\\evil.example", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("/a\r\nSet-Cookie: x=1", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Redirect_GoesOnlyToThisSite(string? url, bool local) => Assert.Equal(local, LocalUrl.IsLocal(url));

    [Fact]
    public async Task ReadingMode_IsRememberedAndComesBack()
    {
        using var client = FormTests.NewClient();
        var answer = await client.GetAsync("/reading?text=large&back=%2Fhelp", Ct);
        Assert.Equal("/help", answer.Headers.Location!.ToString());
        var (page, _) = await FormTests.GetAsync(client, "/help");
        Assert.Equal("large", page.DocumentElement.GetAttribute("data-text"));
        Assert.Equal("/", (await client.GetAsync("/reading?text=huge&back=https://evil.example", Ct)).Headers.Location!.ToString());
    }

    [Fact]
    public async Task TooLargeBody_Is413WithWords()
    {
        using var client = FormTests.NewClient();
        using var content = new ByteArrayContent(new byte[3 * 1024 * 1024]);
        content.Headers.ContentType = new("application/x-www-form-urlencoded");
        var answer = await client.PostAsync("/styleguide", content, Ct);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("上传的内容太大", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }
}
