using Qishi.Kernel;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.StartUp.ReviewCase;

/// <summary>One opinion as posted: the check it answers and the text.</summary>
public sealed class OpinionLine
{
    public string? Key { get; set; }
    public string? Text { get; set; }
}

/// <summary>Opinions of the review page.</summary>
public sealed class WriteOpinionsForm
{
    public List<OpinionLine> Opinions { get; set; } = [];
}

/// <summary>Keeps opinions on checks that need a person; an empty box leaves what is there.</summary>
internal sealed class WriteOpinionsHandler(AppDb db, CaseFiles files, EventLog log, Actor actor, TimeProvider clock)
{
    public const int Longest = 500;

    /// <returns>How many are still missing; null when there is no such case.</returns>
    public async Task<Result<int>?> HandleAsync(string caseNo, IReadOnlyList<OpinionLine> lines, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (await files.FindAsync(caseNo, ct) is not { } file)
            return null;
        if (Decisions.Hindrances(file, actor, Permissions.Approve, "准予登记").ToArray() is { Length: > 0 } hindrances)
            return hindrances;
        var changed = Put(file, lines);
        if (!changed.Ok)
            return Result<int>.Refused(changed.Problems);
        if (changed.Value.Count > 0)
        {
            log.Record(actor, "OpinionsWriting", null, new StartUpOpinionsWritten(caseNo, file.Case.SubmissionNo, changed.Value));
            await db.SaveChangesAsync(ct);
        }

        return file.Checks.Count(c => c.NeedsOpinion && !lines.Any(l => l.Key == c.Key && !string.IsNullOrWhiteSpace(l.Text)));
    }

    /// <summary>Puts the opinions into the unit of work; gives the rules they speak of.</summary>
    public Result<IReadOnlyList<string>> Put(CaseFile file, IReadOnlyList<OpinionLine> lines)
    {
        var problems = new List<Problem>();
        var rules = new List<string>();
        for (var i = 0; i < lines.Count; i++)
        {
            var text = NormalisedText.Text(lines[i].Text);
            if (text.Length > Longest)
                problems.Add(new("opinion-long", $"意见有{text.Length}个字，最多{Longest}个字。请缩短", $"Opinions[{i}].Text"));
            else if (text.Length > 0 && file.Checks.FirstOrDefault(c => c.Key == lines[i].Key && c.Check.Outcome == Registration.Contracts.CheckOutcome.NeedsPerson) is { } check && check.Opinion?.Text != text)
            {
                rules.Add(check.Check.Id);
                Put(file, check, text);
            }
        }

        return problems.Count > 0 ? Result<IReadOnlyList<string>>.Refused(problems) : rules;
    }

    private void Put(CaseFile file, CheckedRule check, string text)
    {
        if (check.Opinion is { } old)
            (old.Text, old.By, old.ByName, old.At) = (text, actor.AccountId, actor.Name, clock.UtcNow());
        else
            db.Add(new Opinion { CaseId = file.Case.Id, CheckKey = check.Key, Rule = check.Check.Id, Text = text, By = actor.AccountId, ByName = actor.Name, At = clock.UtcNow() });
    }
}
