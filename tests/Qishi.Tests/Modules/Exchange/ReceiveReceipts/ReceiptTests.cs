using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel.Sm;
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
        var json = stage.Signed("MEDINS", stage.ReceiptOf(row, "DONE"));
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
    public async Task UnsignedWronglySignedAndForeignCertificates_ChangeNothing_AndEachSaysWhy(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var row = await stage.RowAsync(await stage.OrderAsync("MEDINS"));
        var receipt = stage.ReceiptOf(row, "DONE");
        var (own, key) = stage.Departments.Options.Signer("MEDINS")!.Value;
        var (hrss, hrssKey) = stage.Departments.Options.Signer("HRSS")!.Value;
        string By(string fingerprint, byte[] with, string source = "MEDINS", int minutes = 0) => WireReceipt.Sign([receipt], source, fingerprint, with, stage.Now.AddMinutes(minutes))[0];
        async Task<ReceiptVerdict> VerdictAsync(string json) => (await stage.ReportSignedAsync("MEDINS", json)).Single().Verdict;

        Assert.Equal(ReceiptVerdict.WrongSignature, await VerdictAsync(JsonSerializer.Serialize(receipt with { Department = "MEDINS" }, Wire.Json)));
        Assert.Equal(ReceiptVerdict.WrongSignature, await VerdictAsync(By(own.Fingerprint, Sm2.NewKey().PrivateKey)));
        Assert.Equal(ReceiptVerdict.WrongSignature, await VerdictAsync(By(own.Fingerprint, key).Replace("YB451521000001", "YB451521000002", StringComparison.Ordinal)));
        Assert.Equal(ReceiptVerdict.CertificateNotValid, await VerdictAsync(By(new string('0', 64), key)));
        Assert.Equal(ReceiptVerdict.CertificateNotValid, await VerdictAsync(By(own.Fingerprint, key, minutes: 6)));
        Assert.Equal(ReceiptVerdict.WrongSender, await VerdictAsync(By(hrss.Fingerprint, hrssKey)));
        Assert.Equal(ReceiptVerdict.WrongSender, await VerdictAsync(By(hrss.Fingerprint, hrssKey, "HRSS")));
        Assert.Equal(HandOverStatus.Pending, (await stage.RowAsync(row.CaseNo)).Status);
        var kept = await stage.ReceiptsAsync();
        Assert.Equal(7, kept.Count);
        Assert.All(kept, r => Assert.Null(r.SignatureBatchId));

        Assert.Equal(ReceiptVerdict.Applied, await VerdictAsync(By(own.Fingerprint, key)));
        Assert.Equal(HandOverStatus.Done, (await stage.RowAsync(row.CaseNo)).Status);
    }

    [Theory, OnEachDatabase]
    public async Task Certificate_CountsAtTheTimeOfSigning(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var (one, two, three) = (await stage.RowAsync(await stage.OrderAsync("MEDINS")), await stage.RowAsync(await stage.OrderAsync("MEDINS")), await stage.RowAsync(await stage.OrderAsync("MEDINS")));
        var signedBefore = new[] { one, three }.Select(r => stage.Signed("MEDINS", stage.ReceiptOf(r, "ACKED"))).ToList();
        stage.Clock.Advance(TimeSpan.FromMinutes(2));
        var ended = stage.Now;
        Task EndAsync(bool compromised) => stage.App.WithDbAsync(db => db.Set<Certificate>().Where(c => c.Owner == "MEDINS")
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.EndedAt, ended).SetProperty(c => c.Compromised, compromised)));
        await EndAsync(false);
        stage.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ReceiptVerdict.Applied, (await stage.ReportSignedAsync("MEDINS", signedBefore[0])).Single().Verdict);
        var late = (await stage.ReportAsync("MEDINS", stage.ReceiptOf(two, "ACKED"))).Single();
        Assert.Equal((ReceiptVerdict.CertificateNotValid, "签名时证书已经停用，没有采用"), (late.Verdict, late.Sentence));
        // A lost key: what arrives after the end is not believed, whatever time it bears.
        await EndAsync(true);
        Assert.Equal(ReceiptVerdict.CertificateNotValid, (await stage.ReportSignedAsync("MEDINS", signedBefore[1])).Single().Verdict);

        // Expired by itself, three years on.
        stage.Clock.Advance(TimeSpan.FromDays(366 * 3));
        Assert.Equal(
            "签名时证书已经到期，没有采用", (await stage.ReportAsync("HRSS", stage.ReceiptOf(one, "ACKED"))).Single().Sentence);
    }

    [Theory, OnEachDatabase]
    public async Task ReceiptsOfOneRequest_StandUnderOneSignature_AndEachIsProvenByItself(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var rows = new List<HandOver>();
        for (var i = 0; i < 5; i++)
            rows.Add(await stage.RowAsync(await stage.OrderAsync("MEDINS")));
        var json = stage.Signed("MEDINS", [.. rows.Select(r => stage.ReceiptOf(r, "ACKED"))]);
        Assert.All(await stage.ReportSignedAsync("MEDINS", json), a => Assert.Equal(ReceiptVerdict.Applied, a.Verdict));
        await stage.ReportSignedAsync("MEDINS", json);
        var batch = await stage.App.WithDbAsync(db => db.Set<SignatureBatch>().SingleAsync());
        Assert.Equal((Wire.ReceiptType, "MEDINS", 5), (batch.Kind, batch.Source, batch.Size));
        var key = stage.Departments.Options.Signer("MEDINS")!.Value.Certificate.PublicKey;
        var kept = await stage.ReceiptsAsync();
        Assert.Equal(10, kept.Count);
        Assert.All(kept, r => Assert.True(r.SignatureBatchId == batch.Id && WireProof.Read(r.Proof)!.Proves(Wire.ReceiptType, "MEDINS", SignedText.Digest(r.Body), key)));
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
