using Qishi.Kernel;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Registration.Acts;

public sealed class DecideApplicationForm
{
    public string? Text { get; set; }

    /// <summary>Reason of a refusal or non-acceptance.</summary>
    public string? Reason { get; set; }

    /// <summary>agree or send-back.</summary>
    public string? Verdict { get; set; }
    public string? Way { get; set; }

    /// <summary>Defects, one per line, all at once.</summary>
    public string? Defects { get; set; }
}

/// <summary>The office's steps on an application: approve, return, refuse, not accept, extend, confirm as second person, deliver.</summary>
internal sealed class DecideApplicationHandler(
    ApplicationRun run, ApplicationGrant grant, ApplicationPapers papers, ApplicationWatchers watchers, IWorklist worklist, IRules rules, Actor actor, TimeProvider clock)
{
    public const int Longest = 500;

    public Task<Result<string>?> ApproveAsync(string number, DecideApplicationForm form, string key, CancellationToken ct) => run.RunAsync(number, key, "ApplicationApproving", async file =>
    {
        if (StepRules.Approve(file, form, actor).ToArray() is { Length: > 0 } problems)
            return Result<StepDone>.Refused(problems);
        var a = file.Application;
        var accepted = Accept(file);
        if (StepRules.NeedsSecond(file))
        {
            await ProposeAsync(file, "approve", null, form.Text, ct);
            return new StepDone("已提出准予，转另一位登记人员复核", [.. accepted, new ApplicationProposed(a.Number, "approve")]);
        }

        return await GrantAsync(file, accepted, null, ct);
    }, ct);

    public Task<Result<string>?> ReturnAsync(string number, DecideApplicationForm form, string key, CancellationToken ct) => run.RunAsync(number, key, "ApplicationReturning", async file =>
    {
        if (StepRules.Return(file, form, actor).ToArray() is { Length: > 0 } problems)
            return Result<StepDone>.Refused(problems);
        var (a, defects) = (file.Application, StepRules.Lines(form.Defects));
        Decided(a);
        a.Must(ApplicationFlow.Return);
        papers.Notice(a, "一次性补正告知书", $"你（单位）提交的“{a.Title}”{file.Act.Info.Word}申请（办件编号{a.Number}）收悉。经审查，申请材料不齐全或者不符合法定形式，现将需要补正的全部内容一次性告知如下。补正后请重新提交，办理期限自重新提交之日起计算。",
            [.. defects.Select((d, i) => $"{i + 1}. {d}")], "市场主体登记管理条例第十九条、市场主体登记管理条例实施细则第十八条", $"补{a.SubmissionNo}");
        papers.Tell(a, "returned", $"有{defects.Count}处需补正，请登录修改后重新提交。");
        await worklist.CloseAsync(FillApplicationHandler.ReviewKey(number), ct);
        return new StepDone($"已退回补正，共{defects.Count}处，计时停止", [new ApplicationReturned(a.Number, defects.Count), .. await watchers.TellAsync(w => w.ReturnedAsync(file, ct))]);
    }, ct);

    public Task<Result<string>?> NotAcceptAsync(string number, DecideApplicationForm form, string key, CancellationToken ct) => run.RunAsync(number, key, "ApplicationNotAccepting", async file =>
    {
        if (StepRules.NotAccept(file, form, actor).ToArray() is { Length: > 0 } problems)
            return Result<StepDone>.Refused(problems);
        var (a, reason) = (file.Application, RefusalGrounds.Find(RefusalGrounds.NotAccept, form.Reason)!);
        Decided(a);
        a.Must(ApplicationFlow.NotAccept);
        papers.Notice(a, "不予受理通知书", $"你（单位）提交的“{a.Title}”{file.Act.Info.Word}申请（办件编号{a.Number}），{reason.Word}，决定不予受理。\n{NormalisedText.Text(form.Text)}", [], reason.Basis, "不受", ApplicationPapers.Remedy(file.Case.Ground.Rules, file.Case.Today));
        papers.Tell(a, "not-accepted", "不予受理，原因请登录查看。");
        await worklist.CloseAsync(FillApplicationHandler.ReviewKey(number), ct);
        return new StepDone("已作出不予受理决定，通知书已生成", [new ApplicationNotAccepted(a.Number, reason.Code), .. await watchers.TellAsync(w => w.EndedAsync(file, ct))]);
    }, ct);

    public Task<Result<string>?> RefuseAsync(string number, DecideApplicationForm form, string key, CancellationToken ct) => run.RunAsync(number, key, "ApplicationRefusing", async file =>
    {
        if (StepRules.Refuse(file, form, actor).ToArray() is { Length: > 0 } problems)
            return Result<StepDone>.Refused(problems);
        var accepted = Accept(file);
        await ProposeAsync(file, "refuse", form.Reason, form.Text, ct);
        return new StepDone("已提出不予登记，转另一位登记人员复核", [.. accepted, new ApplicationProposed(number, "refuse")]);
    }, ct);

    public Task<Result<string>?> ConfirmAsync(string number, DecideApplicationForm form, string key, CancellationToken ct) => run.RunAsync(number, key, "ApplicationSecondReviewing", async file =>
    {
        if (StepRules.Confirm(file, form, actor).ToArray() is { Length: > 0 } problems)
            return Result<StepDone>.Refused(problems);
        var a = file.Application;
        if (form.Verdict == "send-back")
        {
            ClearProposal(a);
            await worklist.OpenAsync(FillApplicationHandler.Item(file, "复核退回，再审查", await rules.WorkingDaysAsync(ct)), ct);
            return new StepDone("已退回初审", [new ApplicationSentBack(a.Number)]);
        }

        return a.Proposed == "approve" ? await GrantAsync(file, [], actor.AccountId, ct) : await RefusedAsync(file, ct);
    }, ct);

    public Task<Result<string>?> ExtendAsync(string number, DecideApplicationForm form, string key, CancellationToken ct) => run.RunAsync(number, key, "ApplicationExtending", async file =>
    {
        if (StepRules.Extend(file, form, actor).ToArray() is { Length: > 0 } problems)
            return Result<StepDone>.Refused(problems);
        var a = file.Application;
        var accepted = Accept(file);
        var (book, day) = (file.Case.Ground.Rules, ChinaTime.DayOf(a.AcceptedAt!.Value));
        var until = (await rules.WorkingDaysAsync(ct)).AddWorkingDays(day, book.Int("reg.statutoryWD", day) + book.Int("reg.extensionWD", day));
        a.Must(ApplicationFlow.Extend);
        a.ExtendedUntil = until.Date;
        papers.Notice(a, "延长审查期限通知书", $"你（单位）提交的“{a.Title}”{file.Act.Info.Word}申请（办件编号{a.Number}）情形复杂，经登记机关负责人批准，审查期限延长至{until}。\n理由：{NormalisedText.Text(form.Text)}", [], "市场主体登记管理条例第十九条", "延");
        return new StepDone($"审查期限已延长到{ChinaTime.FullDay(until.Date)}，通知书已生成", [.. accepted, new ApplicationExtended(a.Number, until.Date, until.Provisional)]);
    }, ct);

    public Task<Result<string>?> DeliverAsync(string number, DecideApplicationForm form, string key, CancellationToken ct) => run.RunAsync(number, key, "ApplicationDelivering", file =>
    {
        if (StepRules.Deliver(file, form).ToArray() is { Length: > 0 } problems)
            return Task.FromResult(Result<StepDone>.Refused(problems));
        var a = file.Application;
        a.Must(ApplicationFlow.Deliver);
        a.Must(ApplicationFlow.Archive);
        (a.DeliveryWay, a.DeliveryNote) = (form.Way, NormalisedText.Text(form.Text));
        return Task.FromResult<Result<StepDone>>(new StepDone("已登记送达，办件归档", [new ApplicationDelivered(a.Number, form.Way!)]));
    }, ct);

    private async Task<Result<StepDone>> GrantAsync(ApplicationFile file, IReadOnlyList<IEvent> accepted, Guid? second, CancellationToken ct)
    {
        var a = file.Application;
        var (first, name) = second is null ? (actor.AccountId, actor.NameOnRecord) : (a.ProposedById, a.ProposedBy);
        ClearProposal(a);
        var granted = await grant.GrantAsync(file, first, name, second, ct);
        return granted.Ok ? new StepDone(granted.Value.Sentence, [.. accepted, .. granted.Value.Events]) : Result<StepDone>.Refused(granted.Problems);
    }

    private async Task<Result<StepDone>> RefusedAsync(ApplicationFile file, CancellationToken ct)
    {
        var a = file.Application;
        var reason = RefusalGrounds.Find(RefusalGrounds.Refuse, a.ProposedReason)!;
        a.Must(ApplicationFlow.Refuse);
        (a.DecidedAt, a.DecidedById, a.DecidedBy, a.ConfirmedById) = (clock.UtcNow(), a.ProposedById, a.ProposedBy, actor.AccountId);
        papers.Notice(a, "不予登记通知书", $"你（单位）提交的“{a.Title}”{file.Act.Info.Word}申请（办件编号{a.Number}），经审查，{reason.Word}，决定不予登记。\n事实和理由：{a.ProposedText}", [], reason.Basis, "不", ApplicationPapers.Remedy(file.Case.Ground.Rules, file.Case.Today));
        papers.Tell(a, "refused", "不予登记，通知书可登录查看，里面有理由和救济途径。");
        ClearProposal(a);
        await worklist.CloseAsync(FillApplicationHandler.ReviewKey(a.Number), ct);
        return new StepDone("已作出不予登记决定，通知书已生成", [new ApplicationRefused(a.Number, reason.Code), .. await watchers.TellAsync(w => w.EndedAsync(file, ct))]);
    }

    private async Task ProposeAsync(ApplicationFile file, string act, string? reason, string? text, CancellationToken ct)
    {
        var a = file.Application;
        (a.Proposed, a.ProposedById, a.ProposedBy, a.ProposedReason, a.ProposedText) = (act, actor.AccountId, actor.NameOnRecord, reason, NormalisedText.Text(text));
        var item = FillApplicationHandler.Item(file, act == "approve" ? "复核准予登记" : "复核不予登记", await rules.WorkingDaysAsync(ct));
        await worklist.OpenAsync(item with { Watcher = actor.AccountId }, ct);
    }

    private IReadOnlyList<IEvent> Accept(ApplicationFile file)
    {
        var a = file.Application;
        if (a.State != ApplicationState.Received)
            return [];
        a.Must(ApplicationFlow.Accept);
        a.AcceptedAt = clock.UtcNow();
        return [new ApplicationAccepted(a.Number, a.AcceptedAt.Value)];
    }

    private void Decided(RegistrationApplication a) => (a.DecidedAt, a.DecidedById, a.DecidedBy) = (clock.UtcNow(), actor.AccountId, actor.NameOnRecord);

    private static void ClearProposal(RegistrationApplication a) => (a.Proposed, a.ProposedById, a.ProposedBy, a.ProposedReason, a.ProposedText) = (null, null, null, null, null);
}
