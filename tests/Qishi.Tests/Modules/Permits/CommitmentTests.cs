using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Permits.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Modules.StartUp;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Permits;

public sealed class CommitmentTests
{
    [Theory, OnEachDatabase]
    public async Task Applicant_IsToldAtSigning_TheSignedTextIsKept_AndTheProgressPageShowsIt(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var client = await app.SignedInAsync("applicant1");
        var answers = Stage.SoleTrader();
        answers["scope"]["ScopeItems"] = "H001";
        answers["scope"]["PermitCommitment"] = "1";
        var caseNo = await Stage.FilledAsync(client, answers);
        var check = (await client.GetPageAsync($"/startup/{caseNo}/check")).Text();
        Assert.Contains("拿到执照后还要办的1项", check, StringComparison.Ordinal);
        Assert.Contains("望溪县市场监督管理局，望溪县城关镇新城大道1号政务大厅，电话0000-0000000", check, StringComparison.Ordinal);
        Assert.Contains("承诺取得许可前不从事相应的经营活动", check, StringComparison.Ordinal);
        await Stage.SignAsync(client, $"/startup/{caseNo}/check", 1);
        using var submitted = await Stage.SubmitAsync(client, caseNo);
        await NoticeTests.AcceptedAsync(submitted);
        var kept = await app.WithDbAsync(db => db.Set<Commitment>().AsNoTracking().SingleAsync(c => c.CaseNo == caseNo));
        Assert.Equal(("2026-1", 1), (kept.TextVersion, kept.SubmissionNo));
        Assert.Contains("食品经营许可（餐饮服务）：望溪县市场监督管理局", kept.Permits, StringComparison.Ordinal);
        Assert.Equal(kept.FormDigest, await app.WithDbAsync(db => db.Set<Qishi.Modules.StartUp.Model.Submission>().Where(s => s.Digest == kept.FormDigest).Select(s => s.Digest).SingleAsync()));
        var documents = await app.AsAsync(null, s => s.GetRequiredService<IDocuments>().OfAsync("case:" + caseNo, default));
        Assert.Contains(documents, d => d.Id == kept.DocumentId && d.Title == "许可事项双告知书和承诺书");
        Assert.Contains("食品经营许可", (await client.GetPageAsync($"/progress/{caseNo}")).Text(), StringComparison.Ordinal);
    }
}
