using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.Notices;
using Qishi.Modules.StartUp.ReviewCase;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp.ReturnStartUp;

/// <summary>One line as posted.</summary>
public sealed class ReturnLine
{
    public string? Key { get; set; }
    public bool Marked { get; set; }
    public string? Sentence { get; set; }

    /// <summary>Why a failed rule is not on the notice.</summary>
    public string? Why { get; set; }
}

public sealed class ReturnStartUpForm
{
    public List<ReturnLine> Lines { get; set; } = [];
}

/// <summary>A submission that was returned before: what was answered then, what was named then.</summary>
internal sealed record EarlierReturn(int SubmissionNo, Answers Answers, IReadOnlySet<string> Files, IReadOnlyList<Defect> Defects);

/// <summary>What goes on the notice and what stays off it, with the reason.</summary>
internal sealed record DefectNotice(IReadOnlyList<(SheetLine Line, string Sentence)> Defects, IReadOnlyList<(SheetLine Line, string Reason)> LeftOut);

/// <summary>Returns a case once with all defects (S1 art. 19, S2 art. 18); the clock stops and a resubmission starts a new one.</summary>
internal sealed class ReturnStartUpHandler(AppDb db, Decisions decisions, CaseDocuments documents, CaseMessages messages, Actor actor, TimeProvider clock)
{
    public const int Longest = 300;

    public Task<Result<string>?> HandleAsync(string caseNo, ReturnStartUpForm form, string key, CancellationToken ct) =>
        decisions.RunAsync(caseNo, key, "StartUpReturning", async file => await ReturnAsync(file, form, ct), ct);

    private async Task<Result<Decided>> ReturnAsync(CaseFile file, ReturnStartUpForm form, CancellationToken ct)
    {
        var (c, now) = (file.Case, clock.UtcNow());
        var decided = Decide(file, form, await EarlierAsync(file, ct), actor);
        if (!decided.Ok)
            return Result<Decided>.Refused(decided.Problems);
        var notice = decided.Value;
        Decisions.Receive(c, now);
        Decisions.Must(c.Move(StartUpFlow.Return));
        (c.DecidedAt, c.DecidedBy, c.DecidedByName) = (now, actor.AccountId, actor.Name);
        for (var i = 0; i < notice.Defects.Count; i++)
        {
            var (line, sentence) = notice.Defects[i];
            db.Add(new Defect { Id = Guid.CreateVersion7(clock.GetUtcNow()), CaseId = c.Id, SubmissionNo = c.SubmissionNo, Order = i + 1, Field = line.Field, Sentence = sentence, Rule = line.Rule });
        }

        foreach (var (line, reason) in notice.LeftOut)
            db.Add(new LeftOut { Id = Guid.CreateVersion7(clock.GetUtcNow()), CaseId = c.Id, SubmissionNo = c.SubmissionNo, Rule = line.Rule ?? line.Key, Reason = reason, ByName = actor.Name });
        documents.Notice(
            c, "一次性补正告知书", c.ApplicantName ?? "申请人",
            $"你（单位）提交的“{c.EntityName}”企业开办申请（办件编号{c.CaseNo}）收悉。经审查，申请材料不齐全或者不符合法定形式，现将需要补正的全部内容一次性告知如下。补正后请重新提交，办理期限自重新提交之日起计算。",
            [.. notice.Defects.Select((d, i) => $"{i + 1}. {d.Line.Word}：{d.Sentence}")], "市场主体登记管理条例第十九条、市场主体登记管理条例实施细则第十八条",
            number: $"{c.CaseNo}-补{c.SubmissionNo}");
        messages.Returned(c, notice.Defects.Count);
        await decisions.OpenItemAsync(c, "等申请人补正", Roles.Applicant, actor.AccountId, now, null, false, ct);
        return new Decided($"已退回补正，共{notice.Defects.Count}处，已短信告知申请人，计时停止", [new StartUpReturned(c.CaseNo, c.SubmissionNo, notice.Defects.Count)]);
    }

    /// <summary>What goes on the notice; refused with all that is missing.</summary>
    internal static Result<DefectNotice> Decide(CaseFile file, ReturnStartUpForm form, IReadOnlyList<EarlierReturn> earlier, Actor actor)
    {
        if (Decisions.Hindrances(file, actor, Permissions.Return, "一次性告知补正").ToArray() is { Length: > 0 } hindrances)
            return hindrances;
        if (file.Case.State is not (StartUpState.Submitted or StartUpState.Received))
            return new Problem("already-accepted", $"这件已是“{file.Case.StateInfo.Word}”，受理以后不能再退回补正");
        var problems = new List<Problem>();
        var (defects, leftOut) = (new List<(SheetLine, string)>(), new List<(SheetLine, string)>());
        foreach (var line in ReturnSheet.Of(file))
        {
            var i = form.Lines.FindIndex(l => l.Key == line.Key);
            var posted = i < 0 ? null : form.Lines[i];
            var at = $"Lines[{Math.Max(i, 0)}]";
            var (sentence, why) = (NormalisedText.Text(posted?.Sentence), NormalisedText.Text(posted?.Why));
            if (sentence.Length > Longest || why.Length > Longest)
                problems.Add(new("text-long", $"“{line.Word}”写得太长，最多{Longest}个字。请缩短", $"{at}.Sentence"));
            else if (posted is { Marked: true } && sentence.Length == 0)
                problems.Add(new("sentence-missing", $"请写明“{line.Word}”哪里不对、怎么改", $"{at}.Sentence"));
            else if (posted is { Marked: true })
                defects.Add((line, sentence));
            else if (line.IsRule && why.Length == 0)
                problems.Add(new("reason-missing", $"“{line.Word}”不符合，却没有列入告知。请列入，或者写明不列入的理由", $"{at}.Why", line.Rule));
            else if (line.IsRule)
                leftOut.Add((line, why));
        }

        if (problems.Count == 0 && defects.Count == 0)
            problems.Add(new("nothing-marked", "还没有勾选要补正的内容。请至少勾选一处，并写明怎么改", null));
        if (problems.Count == 0 && !actor.Roles.Contains(Roles.RegistrationSupervisor) && earlier.Count > 0)
            problems.AddRange(defects.Where(d => WasVisible(d.Item1, file, earlier)).Select(d => new Problem(
                "visible-before", $"“{d.Item1.Word}”上次提交时就是这样，当时没有告知。再次退回须由登记注册股负责人作出", null, "市场主体登记管理条例第十九条")));
        return problems.Count > 0 ? Result<DefectNotice>.Refused(problems) : new DefectNotice(defects, leftOut);
    }

    /// <summary>The same answer or file stood in a submission that was returned without naming it. What concerns the whole cannot be told apart and counts as visible.</summary>
    private static bool WasVisible(SheetLine line, CaseFile file, IReadOnlyList<EarlierReturn> earlier) => earlier.Any(e => line switch
    {
        { Field: "Files" } => line.Key is "file:missing" ? e.Defects.All(d => d.Field != "Files") : e.Files.Contains(line.Key["file:".Length..]) && e.Defects.All(d => d.Field != "Files"),
        { Field: { } field } => e.Answers[field] == file.View.Answers[field] && e.Defects.All(d => d.Field != field),
        _ => e.Defects.All(d => d.Field is not null),
    });

    private async Task<IReadOnlyList<EarlierReturn>> EarlierAsync(CaseFile file, CancellationToken ct)
    {
        var c = file.Case;
        if (c.SubmissionNo < 2)
            return [];
        var defects = await db.Set<Defect>().AsNoTracking().Where(d => d.CaseId == c.Id && d.SubmissionNo < c.SubmissionNo).ToListAsync(ct);
        var numbers = defects.Select(d => d.SubmissionNo).Distinct().ToList();
        var submissions = await db.Set<Submission>().AsNoTracking().Where(s => s.CaseId == c.Id && numbers.Contains(s.No)).ToListAsync(ct);
        // A file that is still there and was uploaded before a submission was part of it.
        return
        [
            .. submissions.Select(s => new EarlierReturn(
                s.No, s.ReadAnswers(), file.View.Context.PlaceFiles.Where(m => m.UploadedAt <= s.At).Select(m => m.Digest).ToHashSet(), [.. defects.Where(d => d.SubmissionNo == s.No)])),
        ];
    }
}
