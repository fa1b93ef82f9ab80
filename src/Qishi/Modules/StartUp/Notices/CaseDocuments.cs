using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.StartUp.FillForm;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Web;

namespace Qishi.Modules.StartUp.Notices;

/// <summary>Documents of a start-up (rulebook A appendix C), frozen with the act they belong to.</summary>
internal sealed class CaseDocuments(IDocuments documents, FormSummary summary, Site site, TimeProvider clock)
{
    public const string Commitment = "以上内容由我（们）确认，真实、完整、有效，符合登记的规定。如有虚假，愿意承担法律责任。";

    /// <summary>申请表, as submitted and signed.</summary>
    public async Task<DocumentCard> ApplicationAsync(StartUpCase c, FormView view, IEnumerable<Signature> signatures, CancellationToken ct)
    {
        var sections = await summary.ReadAsync(view, ct);
        var lines = sections.SelectMany((s, i) => s.Lines.Where(l => l.Text.Length > 0).Select(l => $"{l.Word}：{l.Text}").Prepend($"{"一二三四五六"[i]}、{s.Title}"));
        return documents.Issue(new NewDocument(DocumentKinds.Application, c.Subject, "企业开办一表申请书", c.CaseNo, new Dictionary<string, string>
        {
            ["Sections"] = string.Join('\n', lines),
            ["Commitment"] = Commitment,
            ["Signatures"] = string.Join('\n', signatures.Select(s => $"{s.Name}：{Way(s.Way)}，{ChinaTime.At(s.At):yyyy年M月d日H:mm}")),
            ["Date"] = ChinaTime.FullDay(clock.Today()),
        }));
    }

    /// <summary>接收申请材料凭证: not decided on the spot, so the applicant gets a receipt (S2 art. 18).</summary>
    public DocumentCard Receipt(StartUpCase c, FormContext x) => Notice(
        c, "接收申请材料凭证", c.ApplicantName ?? "", $"你（单位）{ChinaTime.Moment(c.ReceivedAt!.Value, default)}提交的“{c.EntityName}”企业开办申请材料收悉，办件编号{c.CaseNo}。\n承诺{ChinaTime.FullDay(ChinaTime.DayOf(c.DueAt!.Value))}{(c.DueProvisional ? "（暂定）" : "")}前办结。",
        ["企业开办一表申请书", .. x.Materials.Where(m => m.Kind != FormContext.SignaturePicture).Select(m => m.FileName)], "市场主体登记管理条例实施细则第十八条");

    /// <summary>A letter-like notice of this case in the bureau's name.</summary>
    public DocumentCard Notice(StartUpCase c, string title, string to, string body, IReadOnlyList<string> items, string basis, string remedy = "", string? number = null) =>
        documents.Issue(new NewDocument(DocumentKinds.Notice, c.Subject, title, number, new Dictionary<string, string>
        {
            ["To"] = to,
            ["Body"] = body,
            ["Items"] = string.Join('\n', items),
            ["Basis"] = basis,
            ["Remedy"] = remedy,
            ["Sender"] = site.Bureau,
            ["Date"] = ChinaTime.FullDay(clock.Today()),
            ["Contact"] = site.Phone ?? "",
        }));

    public static string Way(SignatureWay way) => way switch
    {
        SignatureWay.Screen => "屏幕手写签名",
        SignatureWay.Sms => "短信验证码确认",
        SignatureWay.Hall => "大厅当面签名",
        SignatureWay.Platform => "在来源平台实名签名",
        _ => throw new InvalidOperationException($"Unknown way {way}."),
    };
}
