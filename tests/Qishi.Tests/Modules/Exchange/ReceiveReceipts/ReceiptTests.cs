using System.Net;
using System.Text;
using System.Text.Json;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Exchange.ReceiveReceipts;

public sealed class ReceiptTests
{
    [Theory, OnEachDatabase]
    public async Task TheSameReceiptTwice_HasOneEffect(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        stage.Steer("MEDINS", s => s with { DuplicateReceipts = 1 });
        var caseNo = await stage.OrderAsync("MEDINS");
        await stage.DeliverAsync();
        await stage.Departments.RoundAsync();
        Assert.Equal(HandOverStatus.Done, (await stage.RowAsync(caseNo)).Status);
        var verdicts = (await stage.ReceiptsAsync()).GroupBy(r => r.Verdict).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(2, verdicts[ReceiptVerdict.Applied]);
        Assert.Equal(2, verdicts[ReceiptVerdict.Repeated]);
        Assert.Single(await stage.EventsAsync(caseNo), e => e == "Exchange.HandOverCompleted");
    }

    [Theory, OnEachDatabase]
    public async Task OutOfOrder_Early_LateAndContradicting_HaveTheirOutcome(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var caseNo = await stage.OrderAsync("MEDINS");
        var row = await stage.RowAsync(caseNo);
        // Early: done before our push was ever answered.
        var done = stage.ReceiptOf(row, "DONE");
        Assert.Equal(ReceiptVerdict.Applied, (await stage.ReportAsync("MEDINS", done)).Single().Verdict);
        var now = await stage.RowAsync(caseNo);
        Assert.Equal(HandOverStatus.Done, now.Status);
        Assert.Equal(stage.Now, now.PushedAt);
        // Older news, the same news under another number, and other news.
        Assert.Equal(
            [ReceiptVerdict.OutOfOrder, ReceiptVerdict.OutOfOrder, ReceiptVerdict.Repeated, ReceiptVerdict.Late, ReceiptVerdict.Late],
            (await stage.ReportAsync(
                "MEDINS", stage.ReceiptOf(row, "ACKED"), stage.ReceiptOf(row, "PROCESSING"), done with { ReceiptId = "again" }, done with { ReceiptId = "other", BusinessCompletedAt = stage.Now.AddSeconds(5) },
                stage.ReceiptOf(row, "REJECTED"))).Select(a => a.Verdict));
        Assert.Equal(HandOverStatus.Done, (await stage.RowAsync(caseNo)).Status);
        Assert.Equal(6, (await stage.ReceiptsAsync()).Count);
        await stage.DeliverAsync();
        Assert.Null(await stage.AtDepartmentAsync(row.IdempotencyKey));
    }

    [Theory, OnEachDatabase]
    public async Task UnknownWrongSenderWrongDigestAndIncomplete_ChangeNothing(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var caseNo = await stage.OrderAsync("MEDINS");
        var row = await stage.RowAsync(caseNo);
        var good = stage.ReceiptOf(row, "DONE");
        Assert.Equal(ReceiptVerdict.WrongSender, (await stage.ReportAsync("HRSS", good)).Single().Verdict);
        Assert.Equal(
            [ReceiptVerdict.Unknown, ReceiptVerdict.WrongDigest, ReceiptVerdict.Malformed, ReceiptVerdict.Malformed, ReceiptVerdict.Malformed, ReceiptVerdict.Malformed],
            (await stage.ReportAsync(
                "MEDINS", good with { Key = "92451521MA00000000:MEDICAL:9" }, good with { PayloadDigest = new string('0', 64) }, good with { Kind = "FINISHED\0" }, good with { BusinessCompletedAt = null },
                good with { BusinessCompletedAt = stage.Now.AddDays(2) }, good with { ReceiptId = "\0" })).Select(a => a.Verdict));
        Assert.Equal(HandOverStatus.Pending, (await stage.RowAsync(caseNo)).Status);
        // Refused before, right now: what was not believed does not stand in the way.
        Assert.Equal(ReceiptVerdict.Applied, (await stage.ReportAsync("MEDINS", good)).Single().Verdict);
    }

    [Theory, OnEachDatabase]
    public async Task ForgedAlteredReplayedOrOld_IsRefusedAndKept(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var caseNo = await stage.OrderAsync("MEDINS");
        var row = await stage.RowAsync(caseNo);
        var json = JsonSerializer.Serialize(stage.ReceiptOf(row, "DONE"), Wire.Json);
        async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> call)
        {
            using var response = await call;
            return response.StatusCode;
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(stage.PostReceiptsAsync("MEDINS", json, secret: new byte[32])));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(stage.PostReceiptsAsync("MEDINS", json, s => s with { Timestamp = s.Timestamp + 1 })));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(stage.PostReceiptsAsync("MEDINS", json, s => s with { Nonce = new string('a', 32) })));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(stage.PostReceiptsAsync("MEDINS", json, s => s with { Department = "HRSS" })));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(stage.PostReceiptsAsync("MEDINS", json, s => s with { Department = "NOBODY" })));
        var body = Encoding.UTF8.GetBytes(json);
        var signed = WireSignature.Sign(stage.Departments.Options.Secret("MEDINS")!, "MEDINS", "POST", Wire.ReceiptsPath, "", body, stage.Now);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(stage.SendAsync(signed, Encoding.UTF8.GetBytes(json.Replace("YB451521000001", "YB451521000002", StringComparison.Ordinal)))));
        Assert.Equal(HandOverStatus.Pending, (await stage.RowAsync(caseNo)).Status);

        var old = WireSignature.Sign(stage.Departments.Options.Secret("MEDINS")!, "MEDINS", "POST", Wire.ReceiptsPath, "", body, stage.Now.AddMinutes(-6));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(stage.SendAsync(old, body)));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(stage.PostReceiptsAsync("MEDINS", "not json")));
        Assert.Equal(HandOverStatus.Pending, (await stage.RowAsync(caseNo)).Status);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(stage.SendAsync(signed, body)));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(stage.SendAsync(signed, body)));
        Assert.Equal(HandOverStatus.Done, (await stage.RowAsync(caseNo)).Status);
        var verdicts = (await stage.ReceiptsAsync()).GroupBy(r => r.Verdict).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal((6, 2, 1, 1), (verdicts[ReceiptVerdict.WrongSignature], verdicts[ReceiptVerdict.Replayed], verdicts[ReceiptVerdict.Malformed], verdicts[ReceiptVerdict.Applied]));
    }

    [Theory, OnEachDatabase]
    public async Task TwoCopiesAtTheSameMoment_HaveOneEffect(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var caseNo = await stage.OrderAsync("MEDINS");
        var receipt = stage.ReceiptOf(await stage.RowAsync(caseNo), "DONE");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => stage.ReportAsync("MEDINS", receipt))));
        Assert.Single(answers, a => a.Single().Verdict == ReceiptVerdict.Applied);
        Assert.Single(await stage.EventsAsync(caseNo), e => e == "Exchange.HandOverCompleted");
    }

    [Theory, OnEachDatabase]
    public async Task ReceiptForAReplacedVersion_IsOnlyRecorded(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var caseNo = await stage.OrderAsync("BANK", mobile: "13800000044");
        await stage.DeliverAsync();
        await stage.Departments.RoundAsync();
        var first = await stage.RowAsync(caseNo);
        await stage.CorrectAsync(caseNo, "BANK");
        Assert.Equal(ReceiptVerdict.Late, (await stage.ReportAsync("BANK", stage.ReceiptOf(first, "DONE"))).Single().Verdict);
        Assert.Equal(HandOverStatus.Pending, (await stage.RowAsync(caseNo)).Status);
    }

    [Theory, OnEachDatabase]
    public async Task ReceiptDuringThePush_IsNotOverwrittenByItsAnswer(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var cases = new List<string>();
        for (var i = 0; i < 12; i++)
            cases.Add(await stage.OrderAsync("POLICE"));
        var pushing = Task.Run(() => stage.LaneAsync("POLICE"));
        while (!pushing.IsCompleted)
            await stage.Departments.RoundAsync();
        await pushing;
        await stage.Departments.RoundAsync();
        foreach (var caseNo in cases)
            Assert.Equal(HandOverStatus.Done, (await stage.RowAsync(caseNo)).Status);
    }
}
