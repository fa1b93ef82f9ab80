using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Exchange.RepairDeadLetters;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Exchange.RepairDeadLetters;

public sealed class DeadLetterTests
{
    [Theory, OnEachDatabase]
    public async Task SentBackToTheBureau_IsCorrectedOnThePage_AndGoesAsTheNextVersion(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        stage.Steer("HRSS", s => s with { RejectNext = 1 });
        var caseNo = await stage.OrderAsync("HRSS");
        await stage.DeliverAsync();
        await stage.Departments.RoundAsync();
        var first = await stage.RowAsync(caseNo);
        Assert.Equal((HandOverStatus.Rejected, false), (first.Status, first.ReturnIsApplicants));
        using var client = await stage.App.SignedInAsync("operator1");
        Assert.Contains(caseNo, (await client.GetPageAsync("/exchange/dead-letters")).Text(), StringComparison.Ordinal);
        var page = (await client.GetPageAsync($"/exchange/dead-letters/{first.Id}")).Text();
        Assert.DoesNotContain("13800000012", page, StringComparison.Ordinal);
        var fields = RepairHandOverHandler.FieldsOf(first);
        var values = fields.Select((f, i) => (f, i)).ToDictionary(x => $"Values[{x.i}]", x => (string?)(x.f.Personal ? "" : x.f.Raw));
        using var unchanged = await client.PostFormAsync($"/exchange/dead-letters/{first.Id}", values, "repair");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unchanged.StatusCode);
        values[$"Values[{fields.ToList().FindIndex(f => f.Path == "address")}]"] = "望溪县清河镇东街12号3单元";
        values[$"Values[{fields.ToList().FindIndex(f => f.Path == "legalRep.mobile")}]"] = "1380000";
        using var refused = await client.PostFormAsync($"/exchange/dead-letters/{first.Id}", values, "repair");
        Assert.Contains("应是11位数字", (await refused.PageAsync()).Text(), StringComparison.Ordinal);
        values[$"Values[{fields.ToList().FindIndex(f => f.Path == "legalRep.mobile")}]"] = "";
        using var sent = await client.PostFormAsync($"/exchange/dead-letters/{first.Id}", values, "repair");
        Assert.Contains("已作为新的一版重新推送", (await sent.PageAsync()).Text(), StringComparison.Ordinal);
        var second = await stage.RowAsync(caseNo);
        Assert.Equal((2, 1), (second.PayloadVersion, second.FieldsCorrected));
        Assert.Contains("东街12号3单元", second.Payload, StringComparison.Ordinal);
        Assert.Contains("13800000012", second.Payload, StringComparison.Ordinal);
        await stage.DeliverAsync();
        await stage.Departments.RoundAsync();
        Assert.Equal(HandOverStatus.Done, (await stage.RowAsync(caseNo)).Status);
        Assert.DoesNotContain(caseNo, (await client.GetPageAsync("/exchange/dead-letters")).Text(), StringComparison.Ordinal);
        using var registrar = await stage.App.SignedInAsync("registrar1");
        await registrar.GetPageAsync($"/exchange/dead-letters/{first.Id}", HttpStatusCode.Forbidden);
    }

    [Theory, OnEachDatabase]
    public async Task UnusableMessage_StaysUntilItComesRightOrSomebodySettlesIt(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var (one, two) = (await stage.OrderAsync("MEDINS"), await stage.OrderAsync("MEDINS"));
        await stage.DeliverAsync();
        var good = stage.ReceiptOf(await stage.RowAsync(one), "DONE");
        await stage.ReportAsync("MEDINS", good with { PayloadDigest = new string('0', 64) });
        await stage.ReportAsync("MEDINS", stage.ReceiptOf(await stage.RowAsync(two), "DONE") with { Key = "92451521MA00000000:MEDICAL:9" });
        Assert.Equal(2, await CountAsync(stage));
        // The same receipt comes right: its first form needs nobody any more.
        await stage.ReportAsync("MEDINS", good);
        Assert.Equal(1, await CountAsync(stage));
        using var client = await stage.App.SignedInAsync("operator1");
        Assert.Contains("没有这个推送编号", (await client.GetPageAsync("/exchange/dead-letters?tab=in")).Text(), StringComparison.Ordinal);
        var id = await stage.App.WithDbAsync(db => db.ToSettle().Select(r => r.Id).SingleAsync());
        using var empty = await client.PostFormAsync("/exchange/dead-letters?tab=in", new Dictionary<string, string?> { ["Settle.Ids"] = id.ToString() }, "settle");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        using var settled = await client.PostFormAsync("/exchange/dead-letters?tab=in", new Dictionary<string, string?> { ["Settle.Ids"] = id.ToString(), ["Settle.Note"] = "医保局测试时误发，已电话核实" }, "settle");
        Assert.Contains("已了结1件", (await settled.PageAsync()).Text(), StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(stage));
        using var excel = await client.GetAsync("/exchange/dead-letters/excel?tab=in");
        Assert.Equal(HttpStatusCode.OK, excel.StatusCode);
    }

    private static Task<int> CountAsync(ExchangeStage stage) => stage.App.WithDbAsync(db => db.ToSettle().CountAsync());
}
