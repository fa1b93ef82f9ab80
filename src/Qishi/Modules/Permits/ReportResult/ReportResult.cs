using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Permits.Contracts;
using Qishi.Modules.Permits.Model;
using Qishi.Modules.Permits.ShowBoard;
using Qishi.Modules.Permits.TellDepartments;

namespace Qishi.Modules.Permits.ReportResult;

public sealed class ReportResultForm
{
    /// <summary>One of <see cref="NoticeFlow.Results"/>.</summary>
    public string? Result { get; set; }

    public string? PermitNo { get; set; }
    public string? Sentence { get; set; }
}

/// <summary>双反馈, second half: how the permit stands, at the latest within the limit and whenever it changes. What is missing stays tracked.</summary>
internal sealed class ReportResultHandler(NoticeDesk desk, NoticeWork work, IDeskHandOvers desks, TimeProvider clock)
{
    private const int LongestNo = 60, LongestSentence = 300;

    public async Task<Result<Guid>> HandleAsync(Guid id, ReportResultForm form, CancellationToken ct)
    {
        if (await desk.OwnAsync(id, ct) is not { Department: not null } notice)
            return NoticeDesk.NotThere;
        if (Decide(form, notice) is { Count: > 0 } problems)
            return Result<Guid>.Refused(problems);
        var (now, result, no, sentence) = (clock.UtcNow(), form.Result!, NormalisedText.Text(form.PermitNo), NormalisedText.Text(form.Sentence));
        if (notice.Move(result, now) is { Ok: false } refused)
            return Result<Guid>.Refused(refused.Problems);
        notice.Report(no.Length > 0 ? no : null, sentence.Length > 0 ? sentence : null, now);
        var answer = new Dictionary<string, string> { ["result"] = NoticeFlow.Word(result) };
        if (no.Length > 0)
            answer["permitNo"] = no;
        await desks.FinishAsync(notice.Uscc, notice.HandOverMatter, now, answer, ct);
        if (notice.State == NoticeState.Unpermitted)
            await work.UnpermittedAsync(notice, ct);
        else
            await work.CloseAsync(notice, ct);
        IEvent happened = notice.State == NoticeState.Unpermitted
            ? new UnpermittedOperationFound(notice.Id, notice.Uscc, notice.Matter, notice.Department)
            : new PermitResultReported(notice.Id, notice.Uscc, notice.Department, result);
        return await desk.SaveAsync(notice, "PermitResultReporting", [happened], ct);
    }

    internal static List<Problem> Decide(ReportResultForm form, DualNotice notice)
    {
        var problems = new List<Problem>();
        var (no, sentence) = (NormalisedText.Text(form.PermitNo), NormalisedText.Text(form.Sentence));
        if (!NoticeFlow.Results.Contains(form.Result))
            problems.Add(new("result-missing", "请选择办理结果", nameof(form.Result)));
        if (form.Result == "permitted" && no.Length is 0 or > LongestNo)
            problems.Add(new("permit-no-missing", $"请填写{(notice.IsFiling ? "备案" : "许可证件")}编号，60字以内", nameof(form.PermitNo)));
        if (form.Result is "not-needed" or "refused" && sentence.Length < 2)
            problems.Add(new("sentence-missing", $"请写明为什么{(form.Result == "refused" ? "不予许可" : "不需许可")}", nameof(form.Sentence)));
        if (form.Result == "unpermitted" && sentence.Length < 10)
            problems.Add(new("facts-missing", "请写明发现的时间、地点和经营情况，至少10个字", nameof(form.Sentence)));
        if (sentence.Length > LongestSentence)
            problems.Add(new("sentence-long", $"说明有{sentence.Length}字，请压缩到300字以内", nameof(form.Sentence)));
        return problems;
    }
}
