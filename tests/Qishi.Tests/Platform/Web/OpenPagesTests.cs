using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Platform.Web;

/// <summary>Pages for everybody are answered from memory; what is one visitor's own never is.</summary>
public sealed partial class OpenPagesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Somebody without any cookie yet.</summary>
    private static HttpClient Visitor() => TestApp.Shared(DatabaseKind.Sqlite).CreateClient(new() { AllowAutoRedirect = false });

    [Fact]
    public async Task TheFormTokenOnAKeptPage_IsEachVisitorsOwn_AndWorks()
    {
        var tokens = new HashSet<string>();
        for (var visitor = 0; visitor < 3; visitor++)
        {
            using var client = Visitor();
            var answer = await client.GetAsync("/progress", Ct);
            Assert.Contains(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("q-form=", StringComparison.Ordinal));
            Assert.True(answer.Headers.CacheControl!.NoStore);
            var token = Token().Match(await answer.Content.ReadAsStringAsync(Ct)).Groups[1].Value;
            Assert.True(tokens.Add(token));
            // With the visitor's own token the post is looked at (422: nothing filled in) …
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(client, token)).StatusCode);
            // … with another visitor's it is not.
            if (visitor > 0)
                Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(client, tokens.First())).StatusCode);
        }
    }

    [Fact]
    public async Task AKeptPage_SaysTheSame_InEveryEncoding()
    {
        using var client = Visitor();
        var plain = await client.GetStringAsync("/help", Ct);
        Assert.Equal(plain, await client.GetStringAsync("/help", Ct));
        foreach (var encoding in new[] { "br", "gzip" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/help");
            request.Headers.Add("Accept-Encoding", encoding);
            var answer = await client.SendAsync(request, Ct);
            Assert.Equal(encoding, Assert.Single(answer.Content.Headers.ContentEncoding));
            Assert.Equal("Accept-Encoding", Assert.Single(answer.Headers.Vary));
            await using var body = await answer.Content.ReadAsStreamAsync(Ct);
            await using Stream opened = encoding == "br" ? new System.IO.Compression.BrotliStream(body, System.IO.Compression.CompressionMode.Decompress) : new System.IO.Compression.GZipStream(body, System.IO.Compression.CompressionMode.Decompress);
            using var reader = new StreamReader(opened);
            Assert.Equal(plain, await reader.ReadToEndAsync(Ct));
        }
    }

    [Fact]
    public async Task ReadingModes_MakeOtherPages()
    {
        using var client = Visitor();
        var plain = await client.GetStringAsync("/help", Ct);
        var large = await WithCookieAsync(client, "/help", "q-text=large");
        Assert.Contains("data-text=\"large\"", large, StringComparison.Ordinal);
        Assert.DoesNotContain("data-text", plain[..plain.IndexOf("<head>", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Equal(plain, await client.GetStringAsync("/help", Ct));
    }

    [Theory]
    [InlineData("q-flash=CfDJ8forged")]
    [InlineData("qishi-session=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("anything=1")]
    public async Task WhoeverBringsAnotherCookie_GetsAPageOfTheirOwn(string cookie)
    {
        using var client = Visitor();
        Assert.True(await IsKeptAsync(client, null));
        Assert.False(await IsKeptAsync(client, cookie));
    }

    [Fact]
    public async Task AnAddressWithAnUnknownParameter_IsNotKept()
    {
        using var client = Visitor();
        Assert.Contains("back=%2Fpublic%2Fentities%3Fq%3D", await client.GetStringAsync("/public/entities?q=米粉", Ct), StringComparison.Ordinal);
        Assert.Contains("evil", await client.GetStringAsync("/public/entities?q=米粉&x=evil", Ct), StringComparison.Ordinal);
        Assert.DoesNotContain("evil", await client.GetStringAsync("/public/entities?q=米粉", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AKeptPage_IsRenderedAnew_WhenItsTimeIsOver()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var app = new TestApp(DatabaseKind.Sqlite, clock);
        using var client = app.CreateClient();
        const string word = "罕翀甪";
        Assert.Contains("没有找到", await client.GetStringAsync($"/public/entities?q={word}", Ct), StringComparison.Ordinal);
        var entity = await app.WithDbAsync(async db =>
        {
            var first = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.FirstAsync(db.Set<Qishi.Modules.Registration.Model.Entity>(), Ct);
            db.AddRange(Qishi.Modules.Registration.Model.NameGram.Cut(word).Select(g => new Qishi.Modules.Registration.Model.NameGram { Gram = g.Gram, Position = g.At, Uscc = first.Uscc, Three = g.Three }));
            await db.SaveChangesAsync(Ct);
            return first.Uscc;
        });
        Assert.DoesNotContain(entity, await client.GetStringAsync($"/public/entities?q={word}", Ct), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Contains(entity, await client.GetStringAsync($"/public/entities?q={word}", Ct), StringComparison.Ordinal);
    }

    private static async Task<bool> IsKeptAsync(HttpClient client, string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/help");
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        await client.GetStringAsync("/help", Ct);
        var answer = await client.SendAsync(request, Ct);
        answer.EnsureSuccessStatusCode();
        // Only what comes from memory names the encodings it differs by: nothing else here was asked to compress.
        return answer.Headers.Vary.Contains("Accept-Encoding");
    }

    private static async Task<string> WithCookieAsync(HttpClient client, string url, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add("Cookie", cookie);
        return await (await client.SendAsync(request, Ct)).Content.ReadAsStringAsync(Ct);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string token) => client.PostAsync(
        "/progress", new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "find", ["__RequestVerificationToken"] = token, ["CaseNo"] = "", ["Mobile"] = "" }), Ct);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
