using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.StartUp.ApproveStartUp;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.RefuseStartUp;
using Qishi.Modules.StartUp.ReviewCase;
using Qishi.Platform.Auth;

namespace Qishi.Modules.StartUp.SecondReview;

public sealed class ConfirmDecisionForm
{
    /// <summary>agree or send-back.</summary>
    public string? Verdict { get; set; }

    public string? Text { get; set; }
}

/// <summary>The second person's verdict on what the first proposed: never the same person, never who helped to fill the form.</summary>
internal sealed class ConfirmDecisionHandler(Decisions decisions, Grant grant, Refusal refusal, Actor actor, TimeProvider clock)
{
    public Task<Result<string>?> HandleAsync(string caseNo, ConfirmDecisionForm form, string key, CancellationToken ct) =>
        decisions.RunAsync(caseNo, key, "StartUpSecondReviewing", async file =>
        {
            var verdict = Decide(file, form, actor);
            if (!verdict.Ok)
                return Result<Decided>.Refused(verdict.Problems);
            var (proposed, me, text) = (file.Proposed!, actor.AccountId!.Value, NormalisedText.Text(form.Text));
            proposed.Close(me, actor.Name, clock.UtcNow(), verdict.Value, text.Length == 0 ? null : text);
            if (!verdict.Value)
                return await SendBackAsync(file, proposed, me, ct);
            if (proposed.Act == ProposedAct.Refuse)
                return new Decided("已作出不予登记决定，通知书已生成，已短信告知申请人", await refusal.IssueAsync(file, proposed, me, ct));
            await grant.IssueAsync(file, proposed.FirstAt, proposed.FirstBy, proposed.FirstByName, me, ct);
            return new Decided(ApproveStartUpHandler.Sentence(file), []);
        }, ct);

    /// <summary>True: agreed. False: sent back.</summary>
    internal static Result<bool> Decide(CaseFile file, ConfirmDecisionForm form, Actor actor)
    {
        if (!actor.May(Permissions.Second))
            return new Problem("not-permitted", "您的账号没有“复核”权限。需要办理的，请联系登记注册股负责人");
        if (file.Proposed is not { } proposed)
            return file.IsOpen ? new Problem("nothing-proposed", "这件没有等待复核的决定") : Decisions.AlreadyDecided(file.Case);
        if (actor.AccountId == proposed.FirstBy)
            return new Problem("same-person", "这件是您自己提出的，须由另一位登记人员复核", null, "R-5.4");
        if (Decisions.Hindrances(file with { Proposed = null }, actor, Permissions.Second, "复核").ToArray() is { Length: > 0 } hindrances)
            return hindrances;
        var text = NormalisedText.Text(form.Text);
        if (form.Verdict is not ("agree" or "send-back"))
            return new Problem("verdict-missing", "请选择同意还是退回", nameof(form.Verdict));
        if (text.Length > WriteOpinionsHandler.Longest)
            return new Problem("opinion-long", $"意见最多{WriteOpinionsHandler.Longest}个字。请缩短", nameof(form.Text));
        if (form.Verdict == "send-back" && text.Length == 0)
            return new Problem("opinion-missing", "退回时请写明理由，初审人员会看到", nameof(form.Text));
        if (form.Verdict == "agree" && proposed.Act == ProposedAct.Approve && file.Checks.FirstOrDefault(c => c.Check.Outcome == CheckOutcome.Fail) is { } fail)
            return new Problem("rule-failed", $"“{fail.Check.Title}”现在不符合，不能同意准予登记。请退回", null, fail.Check.Id);
        if (form.Verdict == "agree" && proposed.Act == ProposedAct.Approve && file.Checks.FirstOrDefault(c => c.NeedsOpinion) is { } open)
            return new Problem("opinion-missing", $"“{open.Check.Title}”是初审以后新出现的，还没有意见。请退回初审", null, open.Check.Id);
        return form.Verdict == "agree";
    }

    private async Task<Result<Decided>> SendBackAsync(CaseFile file, ProposedDecision proposed, Guid me, CancellationToken ct)
    {
        var c = file.Case;
        c.SavedAt = clock.UtcNow();
        await decisions.OpenItemAsync(c, $"复核退回：{proposed.Word}", Roles.Registrar, null, c.ReceivedAt ?? clock.UtcNow(), c.DueAt, c.DueProvisional, ct);
        return new Decided("已退回初审", [new StartUpSentBackBySecondPerson(c.CaseNo, proposed.Act.ToString(), me)]);
    }
}
