using Qishi.Kernel;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.Notices;
using Qishi.Modules.StartUp.ReviewCase;
using Qishi.Platform.Auth;

namespace Qishi.Modules.StartUp.RefuseStartUp;

public sealed class NotAcceptStartUpForm
{
    public string? Reason { get; set; }

    /// <summary>Facts; for lack of jurisdiction also which authority is competent.</summary>
    public string? Text { get; set; }

    public string? Authority { get; set; }
}

/// <summary>Does not accept a case that is not for this authority; the applicant is told where to go (S2 art. 18).</summary>
internal sealed class NotAcceptStartUpHandler(Decisions decisions, CaseDocuments documents, CaseMessages messages, Actor actor, TimeProvider clock)
{
    public Task<Result<string>?> HandleAsync(string caseNo, NotAcceptStartUpForm form, string key, CancellationToken ct) =>
        decisions.RunAsync(caseNo, key, "StartUpNotAccepting", async file =>
        {
            var reason = Decide(file, form, actor);
            if (!reason.Ok)
                return Result<Decided>.Refused(reason.Problems);
            var (c, now, authority) = (file.Case, clock.UtcNow(), NormalisedText.Text(form.Authority));
            Decisions.Receive(c, now);
            Decisions.Must(c.Move(StartUpFlow.NotAccept));
            (c.DecidedAt, c.DecidedBy, c.DecidedByName) = (now, actor.AccountId, actor.Name);
            documents.Notice(
                c, "不予受理通知书", c.ApplicantName ?? "申请人",
                $"你（单位）提交的“{c.EntityName}”企业开办申请（办件编号{c.CaseNo}），{reason.Value.Word}，决定不予受理。\n事实和理由：{NormalisedText.Text(form.Text)}{(authority.Length > 0 ? $"\n请向{authority}申请。" : "")}",
                [], reason.Value.Basis, Refusal.Remedy(file), $"{c.CaseNo}-受");
            messages.NotAccepted(c);
            await decisions.CloseItemAsync(c, ct);
            return new Decided("已作出不予受理决定，已短信告知申请人", [new StartUpNotAccepted(c.CaseNo, reason.Value.Code)]);
        }, ct);

    internal static Result<RefusalReason> Decide(CaseFile file, NotAcceptStartUpForm form, Actor actor)
    {
        var reason = RefuseStartUpHandler.Decide(file, form.Reason, form.Text, RefusalReasons.NotAccept, "不予受理", actor);
        if (file.IsOpen && file.Case.State is not (StartUpState.Submitted or StartUpState.Received))
            return new Problem("already-accepted", $"这件已是“{file.Case.StateInfo.Word}”，不能再作不予受理决定");
        return form.Reason == "no-jurisdiction" && NormalisedText.Text(form.Authority).Length == 0
            ? Result<RefusalReason>.Refused([.. reason.Problems, new Problem("authority-missing", "请写明申请人应当向哪个登记机关申请", nameof(form.Authority))])
            : reason;
    }
}
