using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Platform.Messaging;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.Acts;

/// <summary>Documents (rulebook A appendix C) and SMS of an application, frozen with the act they belong to.</summary>
internal sealed class ApplicationPapers(IDocuments documents, Messages messages, Site site, TimeProvider clock)
{
    public const string Commitment = "以上内容由我（们）确认，真实、完整、有效，符合登记、备案的规定。如有虚假，愿意承担法律责任。";

    public void Application(ApplicationFile file)
    {
        var c = file.Case;
        List<string> lines = [$"一、{file.Act.Info.Word}", $"名称：{file.Application.Title}", $"统一社会信用代码：{file.Application.Uscc ?? "—"}"];
        if (file.Sheet.Lines.Count > 0)
            lines.AddRange(["二、变更前后", .. file.Sheet.Lines.SelectMany(l => new[] { $"{l.Item}（原）：{OneLine(l.Before)}", $"{l.Item}（现）：{OneLine(l.After)}" })]);
        lines.AddRange([$"{(file.Sheet.Lines.Count > 0 ? "三" : "二")}、申请内容", .. file.Fields.Where(f => c.Answers.Has(f.Name)).Select(f => $"{f.Word}：{OneLine(ShownAnswer(f, c.Answers))}")]);
        documents.Issue(new(DocumentKinds.Application, c.Application.Subject, file.Act.Info.Word + "申请书", c.Application.Number, new Dictionary<string, string>
        {
            ["Sections"] = string.Join('\n', lines),
            ["Commitment"] = string.Join('\n', [Commitment, .. file.Sheet.Commitments]),
            ["Signatures"] = (file.Sheet.SignedBy is { } signer ? $"申请书由{signer}签署。\n" : "") + (c.Application.ClerkName is null ? $"{c.Application.ApplicantName}：实名登录提交，{ChinaTime.At(c.Now):yyyy年M月d日H:mm}" : $"申请人在窗口签名，经办{c.Application.ClerkName}，{ChinaTime.At(c.Now):yyyy年M月d日H:mm}"),
            ["Date"] = ChinaTime.FullDay(clock.Today()),
        }));
    }

    public void Receipt(ApplicationFile file)
    {
        var a = file.Application;
        Notice(a, "接收申请材料凭证", $"你（单位）{ChinaTime.Moment(a.ReceivedAt!.Value, default)}提交的“{a.Title}”{file.Act.Info.Word}申请材料收悉，办件编号{a.Number}。\n承诺{ChinaTime.FullDay(ChinaTime.DayOf(a.DueAt!.Value))}{(a.DueProvisional ? "（暂定）" : "")}前办结。",
            [file.Act.Info.Word + "申请书", .. file.Sheet.Papers.Where(p => file.HasPaper(p.Code)).Select(p => p.Word)], "市场主体登记管理条例实施细则第十八条", null);
    }

    public DocumentCard Notice(RegistrationApplication a, string title, string body, IReadOnlyList<string> items, string basis, string? ending, string remedy = "") =>
        documents.Issue(new(DocumentKinds.Notice, a.Subject, title, ending is null ? null : $"{a.Number}-{ending}", Slots(a.ApplicantName ?? "申请人", body, items, basis, remedy)));

    /// <summary>A letter-like notice to an entity or the public, outside an application.</summary>
    public DocumentCard NoticeOn(string subject, string to, string title, string body, IReadOnlyList<string> items, string basis, string? number, string remedy = "") =>
        documents.Issue(new(DocumentKinds.Notice, subject, title, number, Slots(to, body, items, basis, remedy)));

    public static string Remedy(RuleBook rules, DateOnly today) =>
        $"如不服本决定，可以自收到本通知书之日起{rules.Int("appeal.reconsiderationCD", today)}日内向本级人民政府申请行政复议，也可以自收到之日起{rules.Int("appeal.lawsuitMonths", today)}个月内依法向人民法院提起行政诉讼。";

    public void Tell(RegistrationApplication a, string topic, string text)
    {
        if (a.Mobile is { Length: > 0 } mobile)
            messages.Queue(mobile, $"【{site.SmsSignature}】{a.Number}{text}", "registration." + topic, a.Subject);
    }

    /// <summary>An answer as others may see it: secrets masked, choices in words.</summary>
    public static string ShownAnswer(ActField field, Answers answers)
    {
        var value = answers[field.Name];
        if (field.Secret)
            return field.Name.EndsWith("IdNumber", StringComparison.Ordinal) ? Masked.Id(value) : Masked.Phone(value);
        return field.Shape switch
        {
            FieldShape.Many => string.Join("、", answers.Many(field.Name).Select(v => field.Options?.FirstOrDefault(o => o.Value == v)?.Text ?? v)),
            FieldShape.Choice or FieldShape.Select => field.Options?.FirstOrDefault(o => o.Value == value)?.Text ?? value,
            FieldShape.Tick => value == "true" ? "是" : "",
            FieldShape.Line or FieldShape.Text or FieldShape.Day or FieldShape.Money => value,
        };
    }

    private Dictionary<string, string> Slots(string to, string body, IReadOnlyList<string> items, string basis, string remedy) => new()
    {
        ["To"] = to,
        ["Body"] = body,
        ["Items"] = string.Join('\n', items),
        ["Basis"] = basis,
        ["Remedy"] = remedy,
        ["Sender"] = site.Bureau,
        ["Date"] = ChinaTime.FullDay(clock.Today()),
        ["Contact"] = site.Phone ?? "",
    };

    private static string OneLine(string text) => text.Replace('\n', '；');
}
