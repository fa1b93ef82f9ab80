using System.Net;
using System.Text;
using AngleSharp;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Mvc.Testing;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Platform.Web;

/// <summary>How a form page behaves, shown on the styleguide's form: nested lists, files, all errors at once, redirect after success.</summary>
public sealed class FormTests
{
    [Fact]
    public async Task Post_WithProblems_Answers422AndShowsAllOfThemBesideTheirFields()
    {
        using var client = NewClient();
        var (page, _) = await GetAsync(client, "/styleguide");
        var answer = await PostAsync(client, page, new() { ["Form.Street"] = "兴隆街<b>36号", ["Form.People[0].Name"] = "", ["Form.People[1].Name"] = "韦大山", ["Form.People[1].Share"] = "4" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var shown = await ParseAsync(answer);
        Assert.StartsWith("出错了：", shown.Title, StringComparison.Ordinal);
        var summary = shown.QuerySelector(".q-errors")!;
        Assert.Equal("有4处需要修改", summary.QuerySelector("h2")!.TextContent);
        Assert.True(summary.HasAttribute("autofocus"));
        foreach (var link in summary.QuerySelectorAll("a"))
        {
            var field = shown.QuerySelector(link.GetAttribute("href")!);
            Assert.NotNull(field);
            Assert.Contains(link.TextContent, shown.All.Where(e => e.ClassList.Contains("q-error")).Select(e => e.TextContent.Trim()));
        }

        Assert.Equal("兴隆街<b>36号", shown.QuerySelector("[name='Form.Street']")!.GetAttribute("value"));
        Assert.Equal("韦大山", shown.QuerySelector("[name='Form.People[1].Name']")!.GetAttribute("value"));
        Assert.Equal("true", shown.QuerySelector("[name='Form.People[0].Name']")!.GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Post_Complete_RedirectsWith303AndSaysItOnce()
    {
        using var client = NewClient();
        var (page, _) = await GetAsync(client, "/styleguide");
        var answer = await PostAsync(
            client,
            page,
            new() { ["Form.Village"] = "1", ["Form.Proof"] = "own-built", ["Form.Agreed"] = "true", ["Form.People[0].Name"] = "梁小河", ["Form.People[1].Name"] = "韦大山", ["Form.Scopes"] = "seal" },
            ("Form.Files", "村委会证明.jpg", [0xFF, 0xD8, 0xFF]),
            ("Form.Files", "场所照片.jpg", [0xFF, 0xD8, 0xFF]));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var (landed, _) = await GetAsync(client, answer.Headers.Location!.ToString());
        Assert.Equal("已保存，收到2个文件、2位股东、1个事项", landed.QuerySelector("[role=status]")!.TextContent.Trim());
        var (again, _) = await GetAsync(client, "/styleguide");
        Assert.Null(again.QuerySelector("[role=status]"));
    }

    [Fact]
    public async Task Post_WithoutToken_ChangesNothingAndExplains()
    {
        using var client = NewClient();
        var answer = await client.PostAsync("/styleguide", new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "sample", ["Form.Village"] = "1" }), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("这次提交没有成功", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\0b")]
    public async Task Post_WithNul_IsRefused(string text)
    {
        using var client = NewClient();
        var (page, _) = await GetAsync(client, "/styleguide");
        var answer = await PostAsync(client, page, new() { ["Form.Street"] = text });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Page_EveryInput_HasALabelAndAUniqueId()
    {
        using var client = NewClient();
        var (page, _) = await GetAsync(client, "/styleguide");
        var inputs = page.QuerySelectorAll("input:not([type=hidden]), select, textarea").ToList();
        Assert.NotEmpty(inputs);
        Assert.All(inputs, i => Assert.True(i.Closest("label") is not null || page.QuerySelector($"label[for='{i.Id}']") is not null, i.OuterHtml));
        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Empty(page.QuerySelectorAll("[style], script:not([src]), [onclick]"));
    }

    internal static HttpClient NewClient() => TestApp.Shared(DatabaseKind.Sqlite).CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    internal static async Task<(IDocument Page, HttpResponseMessage Answer)> GetAsync(HttpClient client, string url)
    {
        var answer = await client.GetAsync(url, TestContext.Current.CancellationToken);
        return (await ParseAsync(answer), answer);
    }

    internal static async Task<IDocument> ParseAsync(HttpResponseMessage answer)
    {
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return await BrowsingContext.New(Configuration.Default).OpenAsync(r => r.Content(html).Address("http://localhost/"), TestContext.Current.CancellationToken);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, IDocument page, Dictionary<string, string> fields, params (string Name, string FileName, byte[] Bytes)[] files)
    {
        using var content = new MultipartFormDataContent();
        foreach (var hidden in page.QuerySelectorAll("main form input[type=hidden]"))
            content.Add(new StringContent(hidden.GetAttribute("value") ?? "", Encoding.UTF8), hidden.GetAttribute("name")!);
        foreach (var (name, value) in fields)
            content.Add(new StringContent(value, Encoding.UTF8), name);
        foreach (var (name, fileName, bytes) in files)
            content.Add(new ByteArrayContent(bytes), name, fileName);
        return await client.PostAsync("/styleguide", content, TestContext.Current.CancellationToken);
    }
}
