using System.Text;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Registration.Acts;

/// <summary>What the form of an application posted.</summary>
/// <param name="Values">Fields by name, as typed; several choices are several values.</param>
/// <param name="Seen">Codes of papers seen on paper; null outside the counter.</param>
/// <param name="Files">Files by code of paper.</param>
/// <param name="Remove">Ids of files to take away.</param>
/// <param name="Version">Version the page was made from; null when it did not say.</param>
internal sealed record FilledForm(
    IReadOnlyDictionary<string, string[]> Values, IReadOnlyList<string>? Seen, IReadOnlyList<(string Paper, IFormFile File)> Files, IReadOnlyList<string> Remove, int? Version)
{
    public static FilledForm Of(params IEnumerable<(string Name, string Value)> values) =>
        new(values.GroupBy(v => v.Name).ToDictionary(g => g.Key, g => g.Select(v => v.Value).ToArray()), null, [], [], null);
}

/// <summary>Keeps, submits and withdraws an application.</summary>
internal sealed class FillApplicationHandler(
    AppDb db, ApplicationAccess access, ApplicationFiles files, ApplicationPapers papers, ApplicationGrant grant, ApplicationWatchers watchers, IDocuments documents, IWorklist worklist, IRules rules, EventLog log, Actor actor, TimeProvider clock)
{
    public const int LongestAnswer = 2_000;

    public Task<ApplicationFile?> FindAsync(string number, CancellationToken ct) => files.FindAsync(access.Mine(), number, ct);

    /// <summary>Keeps what was typed, right or wrong.</summary>
    public async Task<Result<string>?> SaveAsync(string number, FilledForm form, CancellationToken ct)
    {
        if (await FindAsync(number, ct) is not { } file)
            return null;
        var a = file.Application;
        if (!a.MayEdit)
            return NotEditable(a);
        if (form.Version is { } version && version != a.Version)
            return new Problem("changed-meanwhile", "这份申请刚在另一个窗口保存过，您这次填的还没有保存。请对照下面的内容再改一次");
        var answers = file.Case.Answers;
        Take(answers, file.Fields, form);
        a.Input = answers.Write();
        // Fields that only show after an earlier answer, posted together with it.
        var act = file.Act;
        Take(answers, await act.FieldsAsync(await files.CaseAsync(a, file.Entity, ct), ct), form, onlyPosted: true);
        a.Input = answers.Write();
        a.SavedAt = clock.UtcNow();
        if (answers.Has("Contact.Mobile") && PhoneNumber.ParseMobile(answers["Contact.Mobile"]) is { Ok: true } mobile)
            a.Mobile = mobile.Value.Value;
        if (form.Seen is { } seen)
            a.SeenPapers = string.Join(',', seen);
        var problems = await TakeFilesAsync(a, form, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("changed-meanwhile", "这份申请刚在另一个窗口保存过，您这次填的还没有保存。请刷新后再改");
        }

        return problems.Count > 0 ? Result<string>.Refused(problems) : number;
    }

    /// <summary>Submits it: the sentence for the next page.</summary>
    public async Task<Result<string>?> SubmitAsync(string number, bool committed, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var days = await rules.WorkingDaysAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await FindAsync(number, ct) is not { } file)
            return null;
        var a = file.Application;
        if (!a.MayEdit)
            return a.IsOpen || a.State == ApplicationState.Issued ? $"已提交，编号{number}" : NotEditable(a);
        if (Decide(file, committed).ToArray() is { Length: > 0 } problems)
        {
            await watchers.HinderedAsync(file, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return problems;
        }

        if (a.EntityId is { } entityId && await db.Set<RegistrationApplication>().AsNoTracking().FirstOrDefaultAsync(x => x.OpenKey == entityId, ct) is { } other)
            return InHand(other.Number);
        Submit(file, days);
        papers.Application(file);
        papers.Receipt(file);
        papers.Tell(a, "submitted", $"已提交，承诺{ChinaTime.Moment(a.DueAt!.Value, clock.Today())}前办结。");
        List<IEvent> events = [new ApplicationSubmitted(number, a.SubmissionNo, Sm3.Hex(Encoding.UTF8.GetBytes(a.Input)), a.DueAt!.Value, a.Late), .. await watchers.TellAsync(w => w.SubmittedAsync(file, ct))];
        var sentence = $"已提交，编号{number}";
        if (file.Act.Info.SelfService)
        {
            a.Must(ApplicationFlow.Accept);
            a.AcceptedAt = a.SubmittedAt;
            var granted = await grant.GrantAsync(file, null, "企业自主公示", null, ct);
            if (!granted.Ok)
                return Result<string>.Refused(granted.Problems);
            (sentence, events) = (granted.Value.Sentence, [.. events, new ApplicationAccepted(number, a.AcceptedAt!.Value), .. granted.Value.Events]);
        }
        else
            await worklist.OpenAsync(Item(file, a.SubmissionNo > 1 ? "审查（重新提交）" : "审查", days), ct);
        log.Record(actor, "ApplicationSubmitting", null, events);
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateException)
        {
            // Another click of the same, or another application of this entity, was first.
            await transaction.RollbackAsync(ct);
            db.ChangeTracker.Clear();
            var now = await access.Mine().AsNoTracking().SingleAsync(x => x.Number == number, ct);
            return !now.MayEdit ? $"已提交，编号{number}" : InHand(null);
        }

        return sentence;
    }

    public async Task<Result<string>?> WithdrawAsync(string number, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await FindAsync(number, ct) is not { Application: var a } file)
            return null;
        if (a.State == ApplicationState.Draft)
            return number;
        if (a.Proposed is not null)
            return new Problem("waits-for-second", "这件正等第二人复核，暂时不能撤回。请联系登记窗口");
        if (!a.Move(ApplicationFlow.Withdraw).Ok)
            return new Problem("not-withdrawable", $"这件现在是“{a.StateInfo.PublicWord}”，不能撤回了", Rule: "R-0.4");
        var events = await watchers.TellAsync(w => w.EndedAsync(file, ct));
        a.Must(ApplicationFlow.Reopen);
        (a.SubmittedAt, a.ReceivedAt, a.AcceptedAt, a.DueAt, a.DueProvisional, a.ExtendedUntil) = (null, null, null, null, false, null);
        await worklist.CloseAsync(ReviewKey(number), ct);
        log.Record(actor, "ApplicationWithdrawing", null, [new ApplicationWithdrawn(number), .. events]);
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return number;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("changed-meanwhile", "办件状态刚有变化，没有撤回。请刷新后再看");
        }
    }

    public static string ReviewKey(string number) => "registration.review:" + number;

    public static NewWorkItem Item(ApplicationFile file, string word, WorkingDays days)
    {
        var a = file.Application;
        return new(ReviewKey(a.Number), file.Act.Info.Word, a.Title, word, ActUrls.ReviewOf(a.Number), Roles.Registrar, null, null, days.NextOpening(a.ReceivedAt!.Value), a.DueAt, a.DueProvisional,
            a.Lanes.Length > 0 ? 1 : 0, a.Lanes.Split(',', StringSplitOptions.RemoveEmptyEntries));
    }

    internal static IEnumerable<Problem> Decide(ApplicationFile file, bool committed)
    {
        foreach (var problem in file.Problems)
            yield return problem;
        if (!committed)
            yield return new("not-committed", "请勾选“以上内容真实、完整”后再提交", "Committed");
    }

    private void Submit(ApplicationFile file, WorkingDays days)
    {
        var (a, now) = (file.Application, clock.UtcNow());
        a.Must(ApplicationFlow.Submit);
        a.Must(ApplicationFlow.Receive);
        a.SubmissionNo++;
        var due = CaseClock.Starting(now, file.Case.Ground.Rules.Int("reg.promisedWorkdays", file.Case.Today), days);
        (a.SubmittedAt, a.ReceivedAt, a.AcceptedAt, a.DueAt, a.DueProvisional, a.Late, a.SavedAt) = (now, now, null, due.DueUtc, due.Provisional, file.Sheet.Late, now);
    }

    private static void Take(Answers answers, IReadOnlyList<ActField> fields, FilledForm form, bool onlyPosted = false)
    {
        foreach (var field in fields)
        {
            if (form.Values.TryGetValue(field.Name, out var values))
                answers[field.Name] = Cut(string.Join(',', values.Select(v => v.Trim()).Where(v => v.Length > 0)));
            else if (!onlyPosted && field.Shape is FieldShape.Many or FieldShape.Tick or FieldShape.Choice)
                answers[field.Name] = "";
        }
    }

    private static string Cut(string text) => text.Length <= LongestAnswer ? text : text[..LongestAnswer];

    private async Task<IReadOnlyList<Problem>> TakeFilesAsync(RegistrationApplication a, FilledForm form, CancellationToken ct)
    {
        var problems = new List<Problem>();
        var mine = (await documents.MaterialsOfAsync(a.Subject, ct)).Select(m => m.Id.ToString()).ToHashSet();
        foreach (var id in form.Remove.Where(mine.Contains))
            await documents.RemoveMaterialAsync(Guid.Parse(id), ct);
        foreach (var (paper, file) in form.Files)
        {
            await using var stream = file.OpenReadStream();
            var taken = await documents.AcceptAsync(stream, file.FileName, a.Subject, paper, ct);
            problems.AddRange(taken.Problems.Select(p => p.At("Paper." + paper)));
        }

        return problems;
    }

    private static Problem NotEditable(RegistrationApplication a) => new("not-editable", $"这件现在是“{a.StateInfo.PublicWord}”，不能再改。如需修改，请先撤回");

    private static Problem InHand(string? number) =>
        new("in-hand", $"这户有一件登记正在办理{(number is null ? "" : $"（{number}）")}，办结或者撤回后才能提交这一件。您填的内容已经保存");
}
