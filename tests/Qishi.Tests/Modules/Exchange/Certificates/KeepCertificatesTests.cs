using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel.Sm;
using Qishi.Modules.Exchange.Certificates;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Worklist.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Exchange.Certificates;

public sealed class KeepCertificatesTests
{
    [Theory, OnEachDatabase]
    public async Task Rotation_OldAndNewSideBySide_ThenTheOldIsEnded(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        using var operator1 = await stage.App.SignedInAsync("operator1");
        var first = await stage.OrderAsync("MEDINS");
        await stage.DeliverAsync();
        var before = WireProof.Read((await stage.RowAsync(first)).Proof)!.Certificate;
        foreach (var owner in new[] { Wire.Bureau, "MEDINS" })
            await SavedAsync(await operator1.PostFormAsync("/exchange/certificates", new Dictionary<string, string?> { ["Act"] = "issue", ["Owner"] = owner }, $"issue-{owner}"));
        var second = await stage.OrderAsync("MEDINS");
        await stage.DeliverAsync();
        var after = WireProof.Read((await stage.RowAsync(second)).Proof)!.Certificate;
        Assert.NotEqual(before, after);
        await stage.Departments.RoundAsync();
        Assert.All([await stage.RowAsync(first), await stage.RowAsync(second)], r => Assert.Equal(HandOverStatus.Done, r.Status));

        var old = await stage.App.WithDbAsync(db => db.Set<Certificate>().AsNoTracking().SingleAsync(c => c.Fingerprint == before));
        using var refused = await operator1.PostFormAsync("/exchange/certificates", new Dictionary<string, string?> { ["Act"] = "end", ["Id"] = old.Id.ToString(), ["Reason"] = "" }, "end");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        await SavedAsync(await operator1.PostFormAsync("/exchange/certificates", new Dictionary<string, string?> { ["Act"] = "end", ["Id"] = old.Id.ToString(), ["Reason"] = "定期更换" }, "end"));
        var ended = await stage.App.WithDbAsync(db => db.Set<Certificate>().AsNoTracking().SingleAsync(c => c.Fingerprint == before));
        Assert.Equal((stage.Now, "定期更换", false), (ended.EndedAt, ended.EndReason, ended.Compromised));
    }

    [Theory, OnEachDatabase]
    public async Task Add_TakesADepartmentsOwn_AndRefusesWhatIsNone(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        using var operator1 = await stage.App.SignedInAsync("operator1");
        var (caKey, _) = Sm2.NewKey();
        var foreign = Sm2Certificate.NewAuthority(caKey, "自治区政务CA", stage.Now.AddYears(-1), stage.Now.AddYears(9));
        var (key, publicKey) = Sm2.NewKey();
        var certificate = Sm2Certificate.Issue(foreign, caKey, "望溪县医疗保障局", "医保", publicKey, stage.Now.AddDays(-1), stage.Now.AddYears(1));
        var expired = Sm2Certificate.Issue(foreign, caKey, "望溪县医疗保障局", "医保", publicKey, stage.Now.AddDays(-9), stage.Now.AddDays(-1));
        async Task<string> SentenceAsync(string owner, string pem)
        {
            using var answer = await operator1.PostFormAsync("/exchange/certificates", new Dictionary<string, string?> { ["Act"] = "add", ["Owner"] = owner, ["Pem"] = pem }, "add");
            return answer.StatusCode == HttpStatusCode.UnprocessableEntity ? (await answer.PageAsync()).QuerySelector(".q-errors li")!.TextContent.Trim() : "";
        }

        Assert.Contains("不是SM2证书", await SentenceAsync("MEDINS", "-----BEGIN CERTIFICATE-----"), StringComparison.Ordinal);
        Assert.Contains("签发者证书", await SentenceAsync("MEDINS", foreign.Pem), StringComparison.Ordinal);
        Assert.Contains("已经到期", await SentenceAsync("MEDINS", expired.Pem), StringComparison.Ordinal);
        Assert.Contains("哪个部门", await SentenceAsync("", certificate.Pem), StringComparison.Ordinal);
        Assert.Equal("", await SentenceAsync("MEDINS", certificate.Pem));
        Assert.Contains("已经登记过", await SentenceAsync("MEDINS", certificate.Pem), StringComparison.Ordinal);
        var row = await stage.RowAsync(await stage.OrderAsync("MEDINS"));
        var json = WireReceipt.Sign([stage.ReceiptOf(row, "ACKED")], "MEDINS", certificate.Fingerprint, key, stage.Now)[0];
        Assert.Equal(ReceiptVerdict.Applied, (await stage.ReportSignedAsync("MEDINS", json)).Single().Verdict);
        using var registrar = await stage.App.SignedInAsync("registrar1");
        Assert.Equal(HttpStatusCode.Forbidden, (await registrar.GetAsync("/exchange/certificates")).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task Warnings_At30And7Days_OnBoardAndDesk_EndWithTheSuccessor_AndWithoutACertificateNothingLeaves(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind);
        var to = await stage.App.WithDbAsync(db => db.Set<Certificate>().Where(c => c.Owner == Wire.Bureau).Select(c => c.ValidTo).SingleAsync());
        async Task WarnAsync()
        {
            try
            {
                await stage.App.RunJobAsync<WarnOfExpiringCertificates>();
            }
            catch (DbUpdateException)
            {
                // The clock jumped past eight o'clock: the program's own runner was there at the same moment.
            }
        }

        Task<List<WorkItem>> ItemsAsync() => stage.App.WithDbAsync(db => db.Set<WorkItem>().AsNoTracking().Where(i => i.Key == "exchange.certificate:" + Wire.Bureau && i.ClosedAt == null).ToListAsync());
        stage.Clock.Advance(to.AddDays(-31) - stage.Now);
        await WarnAsync();
        Assert.Empty(await ItemsAsync());
        stage.Clock.Advance(TimeSpan.FromDays(2));
        await WarnAsync();
        Assert.Equal("本局的签名证书还有29天到期", Assert.Single(await ItemsAsync()).Title);
        stage.Clock.Advance(TimeSpan.FromDays(23));
        await WarnAsync();
        Assert.Equal("本局的签名证书还有6天到期", Assert.Single(await ItemsAsync()).Title);
        stage.Clock.Advance(TimeSpan.FromDays(7));
        var caseNo = await stage.OrderAsync("MEDINS");
        await stage.DeliverAsync();
        var row = await stage.RowAsync(caseNo);
        Assert.Equal((HandOverStatus.Failed, null), (row.Status, row.Proof));
        Assert.Contains("没有有效的签名证书", await stage.App.WithDbAsync(db => db.Set<Attempt>().Where(a => a.HandOverId == row.Id).Select(a => a.Sentence).SingleAsync()), StringComparison.Ordinal);
        using var operator1 = await stage.App.SignedInAsync("operator1");
        using (var board = await operator1.GetAsync("/exchange"))
            Assert.Contains("本局的签名证书已经到期，推送已停", (await board.PageAsync()).Text(), StringComparison.Ordinal);
        await SavedAsync(await operator1.PostFormAsync("/exchange/certificates", new Dictionary<string, string?> { ["Act"] = "issue", ["Owner"] = Wire.Bureau }, $"issue-{Wire.Bureau}"));
        Assert.Empty(await ItemsAsync());
        await stage.DeliverEachMinuteAsync(1);
        Assert.Equal(HandOverStatus.Pushed, (await stage.RowAsync(caseNo)).Status);
    }

    private static async Task SavedAsync(HttpResponseMessage answer)
    {
        // Over a real socket redirects are followed: the page that comes carries the sentence of what was done.
        var page = await answer.PageAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK && page.QuerySelectorAll(".q-errors li").Length == 0, page.Text());
        answer.Dispose();
    }
}
