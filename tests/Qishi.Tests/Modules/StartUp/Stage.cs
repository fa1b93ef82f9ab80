using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Modules.Registration;
using Qishi.Tests.Support;
using SkiaSharp;
using Xunit;

namespace Qishi.Tests.Modules.StartUp;

/// <summary>A start-up brought to a named state through its pages, as a browser without JavaScript would.</summary>
internal static class Stage
{
    public static readonly string[] Topics = ["people", "name", "premises", "scope", "matters"];

    private static readonly Lazy<string> Drawing = new(() =>
    {
        using var bitmap = new SKBitmap(200, 80);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.White);
            using var pen = new SKPaint { Color = SKColors.Black, StrokeWidth = 4 };
            canvas.DrawLine(10, 10, 180, 60, pen);
        }

        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return "data:image/png;base64," + Convert.ToBase64String(png.ToArray());
    });

    /// <summary>Answers of a complete sole trader, by topic.</summary>
    public static Dictionary<string, Dictionary<string, string?>> SoleTrader() => new()
    {
        ["people"] = new() { ["P1.HomeAddress"] = "望溪县清河镇兴隆社区兴隆街36号" },
        ["name"] = new() { ["TradeName"] = Given.TradeName(), ["Industry"] = "米粉", ["NameForm"] = "店" },
        ["premises"] = new() { ["Town"] = "451521101", ["Village"] = "451521101001", ["Detail"] = $"兴隆街{Random.Shared.Next(100_000)}号1层", ["Proof"] = "Commitment", ["AddressCommitment"] = "1" },
        ["scope"] = new() { ["ScopeItems"] = "F029", ["Employees"] = "3" },
        ["matters"] = [],
    };

    public static async Task<string> DraftAsync(HttpClient client, string kind = "Individual")
    {
        using var response = await client.PostFormAsync("/startup", new Dictionary<string, string?> { ["Kind"] = kind }, "start");
        Assert.Equal(HttpStatusCode.SeeOther, Redirected(response));
        return response.Headers.Location!.ToString().Split('/')[^1];
    }

    public static async Task<HttpResponseMessage> SaveAsync(HttpClient client, string caseNo, string topic, IReadOnlyDictionary<string, string?> values, string act = "next") =>
        await client.PostFormAsync($"/startup/{caseNo}/{topic}", new Dictionary<string, string?>(values) { ["act"] = act }, "topic");

    /// <summary>All topics filled; fails with the sentences of the first that is refused.</summary>
    public static async Task<string> FilledAsync(HttpClient client, Dictionary<string, Dictionary<string, string?>>? answers = null)
    {
        answers ??= SoleTrader();
        var caseNo = await DraftAsync(client);
        foreach (var topic in Topics)
        {
            using var response = await SaveAsync(client, caseNo, topic, answers[topic]);
            Assert.True(Redirected(response) == HttpStatusCode.SeeOther, $"{topic}: {(int)response.StatusCode} {string.Join(" | ", (await response.PageAsync()).Errors())}");
        }

        return caseNo;
    }

    public static async Task<string> SignedAsync(HttpClient client, Dictionary<string, Dictionary<string, string?>>? answers = null)
    {
        var caseNo = await FilledAsync(client, answers);
        await SignAsync(client, $"/startup/{caseNo}/check", 1);
        return caseNo;
    }

    /// <summary>Signs on the screen.</summary>
    public static async Task SignAsync(HttpClient client, string url, int person)
    {
        using var response = await client.PostFormAsync(url, new Dictionary<string, string?> { ["Drawing"] = Drawing.Value }, $"screen-{person}");
        Assert.True(Redirected(response) == HttpStatusCode.SeeOther, string.Join(" | ", (await response.PageAsync()).Errors()));
    }

    public static Task<HttpResponseMessage> SubmitAsync(HttpClient client, string caseNo) =>
        client.PostFormAsync($"/startup/{caseNo}/check", new Dictionary<string, string?> { ["Committed"] = "1" }, "submit");

    public static async Task<string> SubmittedAsync(HttpClient client, Dictionary<string, Dictionary<string, string?>>? answers = null)
    {
        var caseNo = await SignedAsync(client, answers);
        using var response = await SubmitAsync(client, caseNo);
        Assert.True(Redirected(response) == HttpStatusCode.SeeOther, string.Join(" | ", (await response.PageAsync()).Errors()));
        return caseNo;
    }

    public static Task<StartUpCase> CaseAsync(TestApp app, string caseNo) =>
        app.AsAsync(null, s => s.GetRequiredService<AppDb>().Set<StartUpCase>().AsNoTracking().Include(c => c.Matters).SingleAsync(c => c.CaseNo == caseNo));

    /// <summary>A redirect after a post, whichever of 302 and 303 it is.</summary>
    public static HttpStatusCode Redirected(HttpResponseMessage response) => response.StatusCode == HttpStatusCode.Redirect ? HttpStatusCode.SeeOther : response.StatusCode;
}
