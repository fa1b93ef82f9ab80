using System.Text;
using Qishi.Kernel.Sm;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.StartUp.FillForm;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.SecondReview;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.StartUp.ReviewCase;

/// <summary>A rule check of the case with the reviewer's opinion, where one was written.</summary>
internal sealed record CheckedRule(RuleCheck Check, Opinion? Opinion)
{
    public string Key { get; } = KeyOf(Check);

    public bool NeedsOpinion => Check.Outcome == CheckOutcome.NeedsPerson && Opinion is null;

    public CheckLine Line => new(Key, Check.Outcome switch
    {
        CheckOutcome.Pass => CheckResult.Pass,
        CheckOutcome.Note => CheckResult.Note,
        CheckOutcome.NeedsPerson => CheckResult.NeedsPerson,
        CheckOutcome.Fail => CheckResult.Fail,
        _ => throw new InvalidOperationException($"Unknown outcome {Check.Outcome}."),
    }, Check.Title, Check.Detail, Check.Basis, Check.Url);

    public static string KeyOf(RuleCheck check) => Sm3.Hex(Encoding.UTF8.GetBytes($"{check.Id}\n{check.Title}\n{check.Detail}\n{check.Field}"))[..16];
}

/// <summary>
/// A case as the office sees it: what was submitted (frozen; the applicant may already be correcting the draft), the submission before it, the rule checks of today.
/// </summary>
internal sealed record CaseFile(StartUpCase Case, FormView View, FormView? Before, EntityDraft Draft, IReadOnlyList<CheckedRule> Checks, ProposedDecision? Proposed)
{
    public string CaseNo => Case.CaseNo;

    public int OpinionsMissing => Checks.Count(c => c.NeedsOpinion);

    /// <summary>Waits for a decision of the office.</summary>
    public bool IsOpen => Case.State is StartUpState.Submitted or StartUpState.Received or StartUpState.Accepted or StartUpState.Extended;

    /// <summary>Fields a rule speaks of that did not pass.</summary>
    public IReadOnlySet<string> Doubtful { get; } =
        Checks.Where(c => c.Check.Outcome is CheckOutcome.Fail or CheckOutcome.NeedsPerson && c.Check.Field is not null)
            .Select(c => EntityDraftMaker.FieldOf(c.Check.Field!, View.Answers)).OfType<string>().ToHashSet(StringComparer.Ordinal);
}
