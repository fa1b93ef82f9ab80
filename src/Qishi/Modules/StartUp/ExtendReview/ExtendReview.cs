using Qishi.Kernel;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.Notices;
using Qishi.Modules.StartUp.ReviewCase;
using Qishi.Platform.Auth;
using Qishi.Platform.Rules;

namespace Qishi.Modules.StartUp.ExtendReview;

public sealed class ExtendReviewForm
{
    public string? Reason { get; set; }
}

/// <summary>
/// Extends the review limit once, by the head of the section (S1 art. 19): the statutory limit grows from <c>reg.statutoryWD</c> by <c>reg.extensionWD</c> working
/// days from acceptance. The bureau's own promise stays where it was; the case counts against it.
/// </summary>
internal sealed class ExtendReviewHandler(Decisions decisions, CaseDocuments documents, IRules rules, Actor actor, TimeProvider clock)
{
    public Task<Result<string>?> HandleAsync(string caseNo, ExtendReviewForm form, string key, CancellationToken ct) =>
        decisions.RunAsync(caseNo, key, "ReviewExtending", async file =>
        {
            if (Decide(file, form, actor).ToArray() is { Length: > 0 } problems)
                return Result<Decided>.Refused(problems);
            var (c, now, days) = (file.Case, clock.UtcNow(), await rules.WorkingDaysAsync(ct));
            List<IEvent> events = [.. Decisions.Accept(c, now)];
            var until = Until(c.AcceptedAt!.Value, file.View.Context.Rules, days);
            Decisions.Must(c.Move(StartUpFlow.Extend));
            c.ExtendedUntil = until.Date;
            documents.Notice(
                c, "延长审查期限通知书", c.ApplicantName ?? "申请人",
                $"你（单位）提交的“{c.EntityName}”设立登记申请（办件编号{c.CaseNo}）情形复杂，经登记机关负责人批准，审查期限延长至{ChinaTime.FullDay(until.Date)}{(until.Provisional ? "（暂定）" : "")}。\n理由：{NormalisedText.Text(form.Reason)}",
                [], "市场主体登记管理条例第十九条", number: $"{c.CaseNo}-延");
            await decisions.OpenItemAsync(c, "审查（已延长期限）", Roles.Registrar, null, c.AcceptedAt.Value, days.CloseOf(until.Date), until.Provisional, ct);
            events.Add(new StartUpReviewExtended(c.CaseNo, until.Date, until.Provisional));
            return new Decided($"审查期限已延长到{ChinaTime.FullDay(until.Date)}{(until.Provisional ? "（暂定）" : "")}，通知书已生成", events);
        }, ct);

    /// <summary>Last day of the extended limit: statutory days and the extension, counted from the day of acceptance.</summary>
    internal static DueDate Until(DateTime acceptedAt, RuleBook rules, WorkingDays days)
    {
        var day = ChinaTime.DayOf(acceptedAt);
        return days.AddWorkingDays(day, rules.Int("reg.statutoryWD", day) + rules.Int("reg.extensionWD", day));
    }

    internal static IEnumerable<Problem> Decide(CaseFile file, ExtendReviewForm form, Actor actor)
    {
        if (Decisions.Hindrances(file, actor, Permissions.Extend, "延长审查期限").ToArray() is { Length: > 0 } hindrances)
            return hindrances;
        if (file.Case.ExtendedUntil is { } until)
            return [new("extended-before", $"审查期限已延长到{ChinaTime.FullDay(until)}，只能延长一次")];
        return NormalisedText.Text(form.Reason).Length is >= 5 and <= WriteOpinionsHandler.Longest ? [] : [new("reason-missing", "请写明情形复杂的理由，5到500个字，会印在通知书上", nameof(form.Reason))];
    }
}
