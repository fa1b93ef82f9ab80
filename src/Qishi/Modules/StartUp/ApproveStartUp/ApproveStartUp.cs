using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.ReviewCase;
using Qishi.Modules.StartUp.SecondReview;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp.ApproveStartUp;

/// <summary>The approval as posted.</summary>
public sealed class ApproveStartUpForm
{
    public List<OpinionLine> Opinions { get; set; } = [];
    public string? Opinion { get; set; }
}

/// <summary>What an approval leads to: the licence now, or a second person first.</summary>
internal enum ApprovalStep { Issue, AskSecond }

/// <summary>Approves a case: accepted and granted on the spot, with the licence and the hand-overs in the same transaction (rulebook A §0.4, S2 art. 18).</summary>
internal sealed class ApproveStartUpHandler(AppDb db, Decisions decisions, WriteOpinionsHandler opinions, Grant grant, Actor actor, TimeProvider clock)
{
    public Task<Result<string>?> HandleAsync(string caseNo, ApproveStartUpForm form, string key, CancellationToken ct) =>
        decisions.RunAsync(caseNo, key, "StartUpApproving", file => ApproveAsync(file, form, ct), ct);

    private async Task<Result<Decided>> ApproveAsync(CaseFile file, ApproveStartUpForm form, CancellationToken ct)
    {
        form.Opinions = InOrder(file, form.Opinions);
        var single = ReviewRule.IsSinglePerson(file.Draft, file.View.Context.Rules, file.View.Context.Today);
        var step = Decide(file, form, single, actor);
        if (!step.Ok)
            return Result<Decided>.Refused(step.Problems);
        var written = opinions.Put(file, form.Opinions);
        if (!written.Ok)
            return Result<Decided>.Refused(written.Problems);
        List<IEvent> events = written.Value.Count > 0 ? [new StartUpOpinionsWritten(file.CaseNo, file.Case.SubmissionNo, written.Value)] : [];
        if (step.Value == ApprovalStep.Issue)
        {
            db.Add(Opinion.OfDecision(file, OpinionOf(form), actor, clock.UtcNow()));
            await grant.IssueAsync(file, clock.UtcNow(), actor.AccountId!.Value, actor.Name, null, ct);
            return new Decided(Sentence(file), events);
        }

        db.Add(new ProposedDecision
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            CaseId = file.Case.Id,
            OpenCaseId = file.Case.Id,
            SubmissionNo = file.Case.SubmissionNo,
            Act = ProposedAct.Approve,
            FirstBy = actor.AccountId!.Value,
            FirstByName = actor.Name,
            FirstAt = clock.UtcNow(),
            Text = OpinionOf(form),
        });
        // Both reviewers work on one version of the case: whoever changes it meanwhile is seen.
        file.Case.SavedAt = clock.UtcNow();
        await decisions.OpenItemAsync(file.Case, "复核：准予登记", Roles.Registrar, actor.AccountId, file.Case.ReceivedAt ?? clock.UtcNow(), file.Case.DueAt, file.Case.DueProvisional, ct);
        events.Add(new StartUpSentToSecondPerson(file.CaseNo, nameof(ProposedAct.Approve), actor.AccountId.Value));
        return new Decided("已提出准予登记，等另一位登记人员复核", events);
    }

    /// <summary>Whether this person may grant this case now, and alone.</summary>
    internal static Result<ApprovalStep> Decide(CaseFile file, ApproveStartUpForm form, bool singlePerson, Actor actor)
    {
        var problems = Decisions.Hindrances(file, actor, Permissions.Approve, "准予登记").ToList();
        if (problems.Count > 0)
            return Result<ApprovalStep>.Refused(problems);
        problems.AddRange(Missing(file, form.Opinions));
        if (NormalisedText.Text(form.Opinion).Length > WriteOpinionsHandler.Longest)
            problems.Add(new("opinion-long", $"意见最多{WriteOpinionsHandler.Longest}个字。请缩短", nameof(form.Opinion)));
        if (problems.Count > 0)
            return Result<ApprovalStep>.Refused(problems);
        return singlePerson ? ApprovalStep.Issue : ApprovalStep.AskSecond;
    }

    /// <summary>Failed checks block; checks that need a person need an opinion.</summary>
    internal static IEnumerable<Problem> Missing(CaseFile file, IReadOnlyList<OpinionLine> lines)
    {
        foreach (var fail in file.Checks.Where(c => c.Check.Outcome == CheckOutcome.Fail))
            yield return new("rule-failed", $"“{fail.Check.Title}”不符合，不能准予登记。请一次性告知补正，或者不予登记", null, fail.Check.Id);
        var waiting = file.Checks.Where(c => c.Check.Outcome == CheckOutcome.NeedsPerson).ToList();
        for (var i = 0; i < waiting.Count; i++)
            if (waiting[i].NeedsOpinion && !lines.Any(l => l.Key == waiting[i].Key && NormalisedText.Text(l.Text).Length > 0))
                yield return new("opinion-missing", $"请写出对“{waiting[i].Check.Title}”的意见", $"Opinions[{i}].Text", waiting[i].Check.Id);
    }

    /// <summary>Posted texts stand at the check they answer, whatever order they came in.</summary>
    private static List<OpinionLine> InOrder(CaseFile file, IReadOnlyList<OpinionLine> posted) =>
        [.. file.Checks.Where(c => c.Check.Outcome == CheckOutcome.NeedsPerson).Select(c => posted.FirstOrDefault(o => o.Key == c.Key) ?? new OpinionLine { Key = c.Key })];

    public static string OpinionOf(ApproveStartUpForm form) => NormalisedText.Text(form.Opinion) is { Length: > 0 } text ? text : "符合法定形式，准予登记。";

    /// <summary>K2.</summary>
    internal static string Sentence(CaseFile file) => file.Case.Matters.Count(m => m.Selected && m.Matter != Model.Matter.Establishment) is var n and > 0
        ? $"已准予登记，执照已生成，其他{n}个事项正在推送"
        : "已准予登记，执照已生成";
}
