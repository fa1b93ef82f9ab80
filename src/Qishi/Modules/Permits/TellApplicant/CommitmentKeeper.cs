using System.Text;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Permits.Contracts;
using Qishi.Modules.Permits.Matters;
using Qishi.Modules.Permits.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Web;

namespace Qishi.Modules.Permits.TellApplicant;

/// <summary>The first half of 双告知: the applicant is told at registration and signs; text, version and document are kept with the submission.</summary>
internal sealed class CommitmentKeeper(AppDb db, MatterBook matters, IDocuments documents, EventLog log, Site site, Actor actor, TimeProvider clock)
{
    public async Task KeepAsync(SignedCommitment signed, CancellationToken ct)
    {
        var needs = (await matters.NeedsAsync(signed.ScopeItems, signed.On, ct)).Select(MatterBook.Card).ToList();
        if (needs.Count == 0 || await db.Set<Commitment>().AnyAsync(c => c.CaseNo == signed.CaseNo && c.SubmissionNo == signed.SubmissionNo, ct))
            return;
        var (wording, lines) = (CommitmentWording.For(needs), needs.ConvertAll(CommitmentWording.Line));
        var digest = Sm3.Hex(Encoding.UTF8.GetBytes(string.Join('\n', [wording.Version, wording.Text, .. lines, signed.FormDigest])));
        var document = documents.Issue(new NewDocument(DocumentKinds.Notice, "case:" + signed.CaseNo, "许可事项双告知书和承诺书", null, new Dictionary<string, string>
        {
            ["To"] = signed.EntityName,
            ["Body"] = "你（单位）申请登记的经营范围中，下列项目领取营业执照后还须依法办理许可或者备案，现一并告知：",
            ["Items"] = string.Join('\n', lines),
            ["Basis"] = $"市场主体登记管理条例第十四条；承诺书文本{wording.Version}\n承诺：{wording.Text}\n签名：{string.Join('；', signed.Signatures)}",
            ["Sender"] = site.Bureau,
            ["Date"] = ChinaTime.FullDay(signed.On),
            ["Contact"] = site.Phone ?? "",
        }));
        db.Add(new Commitment
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            CaseNo = signed.CaseNo,
            SubmissionNo = signed.SubmissionNo,
            TextVersion = wording.Version,
            Text = wording.Text,
            Digest = digest,
            Permits = string.Join('\n', lines),
            FormDigest = signed.FormDigest,
            ToldAt = clock.UtcNow(),
            SignedAt = signed.SignedAtUtc,
            DocumentId = document.Id,
        });
        log.Record(actor, "PermitsCommitting", null, new PermitsCommitted(signed.CaseNo, needs.ConvertAll(n => n.Code), wording.Version, digest));
    }
}
