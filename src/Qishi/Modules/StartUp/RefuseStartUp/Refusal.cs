using Qishi.Kernel;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.Notices;
using Qishi.Modules.StartUp.ReviewCase;
using Qishi.Modules.StartUp.SecondReview;

namespace Qishi.Modules.StartUp.RefuseStartUp;

/// <summary>The refusal itself, once a second person has confirmed it: notice with reasons, basis and remedies (S1 art. 20).</summary>
internal sealed class Refusal(Decisions decisions, CaseDocuments documents, CaseMessages messages, TimeProvider clock)
{
    public async Task<IReadOnlyList<IEvent>> IssueAsync(CaseFile file, ProposedDecision proposed, Guid confirmedBy, CancellationToken ct)
    {
        var (c, now) = (file.Case, clock.UtcNow());
        List<IEvent> events = [.. Decisions.Accept(c, proposed.FirstAt)];
        Decisions.Must(c.Move(StartUpFlow.Refuse));
        (c.DecidedAt, c.DecidedBy, c.DecidedByName, c.ConfirmedBy) = (now, proposed.FirstBy, proposed.FirstByName, confirmedBy);
        documents.Notice(
            c, "不予登记通知书", c.ApplicantName ?? "申请人",
            $"你（单位）提交的“{c.EntityName}”设立登记申请（办件编号{c.CaseNo}），经审查，{RefusalReasons.Find(RefusalReasons.Refuse, proposed.ReasonCode)?.Word ?? "不符合规定"}，决定不予登记。\n事实和理由：{proposed.Text}",
            [], proposed.Basis ?? "", Remedy(file), $"{c.CaseNo}-不");
        messages.Refused(c);
        await decisions.CloseItemAsync(c, ct);
        events.Add(new StartUpRefused(c.CaseNo, proposed.ReasonCode ?? ""));
        return events;
    }

    /// <summary>Both ways of appeal with their limits, from the dated parameters.</summary>
    public static string Remedy(CaseFile file)
    {
        var (rules, today) = (file.View.Context.Rules, file.View.Context.Today);
        return $"如不服本决定，可以自收到本通知书之日起{rules.Int("appeal.reconsiderationCD", today)}日内向本级人民政府申请行政复议，也可以自收到之日起{rules.Int("appeal.lawsuitMonths", today)}个月内依法向人民法院提起行政诉讼。";
    }
}
