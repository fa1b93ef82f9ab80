using Qishi.Kernel;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.ReviewCase;
using Qishi.Modules.StartUp.SecondReview;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp.RefuseStartUp;

public sealed class RefuseStartUpForm
{
    public string? Reason { get; set; }
    public string? Text { get; set; }
}

/// <summary>Proposes a refusal; it becomes one when a second person confirms it. Nobody is refused by one person alone.</summary>
internal sealed class RefuseStartUpHandler(AppDb db, Decisions decisions, Actor actor, TimeProvider clock)
{
    public const int Longest = 1000;

    public Task<Result<string>?> HandleAsync(string caseNo, RefuseStartUpForm form, string key, CancellationToken ct) =>
        decisions.RunAsync(caseNo, key, "StartUpRefusing", async file =>
        {
            var reason = Decide(file, form, actor);
            if (!reason.Ok)
                return Result<Decided>.Refused(reason.Problems);
            var (c, now) = (file.Case, clock.UtcNow());
            db.Add(new ProposedDecision
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                CaseId = c.Id,
                OpenCaseId = c.Id,
                SubmissionNo = c.SubmissionNo,
                Act = ProposedAct.Refuse,
                FirstBy = actor.AccountId!.Value,
                FirstByName = actor.Name,
                FirstAt = now,
                Text = NormalisedText.Text(form.Text),
                ReasonCode = reason.Value.Code,
                Basis = reason.Value.Basis,
            });
            c.SavedAt = now;
            await decisions.OpenItemAsync(c, "复核：不予登记", Roles.Registrar, actor.AccountId, c.ReceivedAt ?? now, c.DueAt, c.DueProvisional, ct);
            return new Decided("已提出不予登记，等另一位登记人员复核", [new StartUpSentToSecondPerson(c.CaseNo, nameof(ProposedAct.Refuse), actor.AccountId.Value)]);
        }, ct);

    internal static Result<RefusalReason> Decide(CaseFile file, RefuseStartUpForm form, Actor actor) =>
        Decide(file, form.Reason, form.Text, RefusalReasons.Refuse, "不予登记", actor);

    /// <summary>The same for every "no": the reason from the list, the facts in words.</summary>
    internal static Result<RefusalReason> Decide(CaseFile file, string? code, string? text, IReadOnlyList<RefusalReason> reasons, string word, Actor actor)
    {
        if (Decisions.Hindrances(file, actor, Permissions.Refuse, word).ToArray() is { Length: > 0 } hindrances)
            return hindrances;
        var problems = new List<Problem>();
        var (reason, facts) = (RefusalReasons.Find(reasons, code), NormalisedText.Text(text));
        if (reason is null)
            problems.Add(new("reason-missing", $"请选择{word}的理由", "Reason"));
        if (facts.Length is < 5 or > Longest)
            problems.Add(new("facts-missing", facts.Length > Longest ? $"说明有{facts.Length}个字，最多{Longest}个字。请缩短" : "请写明事实和理由，至少5个字，会印在通知书上", "Text"));
        return problems.Count > 0 ? Result<RefusalReason>.Refused(problems) : reason!;
    }
}
