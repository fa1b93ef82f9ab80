using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Registration.Lanes;

public sealed class TolerateForm
{
    /// <summary>Applicants: "true" when they sign the commitment.</summary>
    public string? Promise { get; set; }
}

/// <summary>容缺受理: asked for and promised by the applicant on an application whose only fault is a paper that may come later; then submitted without it.</summary>
internal sealed class TolerateHandler(AppDb db, FillApplicationHandler fill, FieldCipher cipher, ApplicationPapers papers, EventLog log, Actor actor, TimeProvider clock)
{
    public static string KeyOf(RegistrationApplication a, FieldCipher cipher) => cipher.LookupKey(a.AccountId?.ToString() ?? a.Uscc ?? a.ApplicantName ?? "", "gap-applicant");

    /// <summary>Why tolerance is not open; empty when it is.</summary>
    public async Task<IReadOnlyList<Problem>> HindrancesAsync(ApplicationFile file, CancellationToken ct)
    {
        var key = KeyOf(file.Application, cipher);
        var failed = await db.Set<Gap>().Where(g => g.ApplicantKey == key && (g.State == GapState.Overdue || g.State == GapState.RefusedForGap || g.State == GapState.CreditRecorded)).MaxAsync(g => g.EndedAt, ct);
        return [.. file.Act.Hindrances(file.Case), .. ToleranceRules.Hindrances(file.Sheet, [.. file.MissingPapers], failed, file.Case.Today, file.Case.Ground)];
    }

    public async Task<Result<string>?> HandleAsync(string number, TolerateForm form, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (await fill.FindAsync(number, ct) is not { } file)
            return null;
        var a = file.Application;
        if (!a.MayEdit)
            return new Problem("not-editable", $"这件现在是“{a.StateInfo.PublicWord}”，不能再申请容缺");
        if (await HindrancesAsync(file, ct) is { Count: > 0 } problems)
            return Result<string>.Refused(problems);
        if (form.Promise != "true")
            return new Problem("promise", "请勾选容缺承诺", nameof(form.Promise), "R-10.4");
        if (await db.Set<Gap>().AnyAsync(g => g.Number == number, ct))
            return new Problem("gap-twice", "这件已经申请过容缺。请提交申请");
        var gap = new Gap { Id = Guid.CreateVersion7(clock.GetUtcNow()), Number = number, Papers = string.Join(',', file.MissingPapers.Select(p => p.Code)), Model = ToleranceRules.ModelOf(file.Entity?.Kind, file.Case.Ground), IdentifiedAt = clock.UtcNow(), ApplicantKey = KeyOf(a, cipher) };
        gap.Move(GapFlow.Promise);
        db.Add(gap);
        var words = string.Join("、", file.MissingPapers.Select(p => p.Word));
        var limit = file.Case.Ground.Rules.Int($"tolerance.cureWD.{gap.Model}", file.Case.Ground.On);
        papers.Notice(a, "容缺办理申请承诺书", $"申请人就“{a.Title}”{file.Act.Info.Word}（办件编号{number}）申请容缺办理，暂缺：{words}。\n申请人承诺：自{(gap.Model == GapModel.A ? "受理" : "发照")}之日起{limit}个工作日内补齐；逾期不补的，{(gap.Model == GapModel.A ? "登记机关不予登记" : "记入信用记录、责令改正，直至撤销登记")}，由此产生的后果自行承担。", [words], "容缺受理承诺制（本县规定）", "容");
        log.Record(actor, "GapPromising", null, new GapMoved(number, gap.State.ToString(), null));
        await db.SaveChangesAsync(ct);
        return $"已签容缺承诺，现在可以提交申请；请在{limit}个工作日内补齐{words}";
    }
}

/// <summary>Keeps a gap in step with its application; tells the mechanism which papers are relieved.</summary>
internal sealed class ToleranceDesk(AppDb db, IWorklist worklist, ApplicationPapers papers, IRules rules, TimeProvider clock) : IPaperRelief, IApplicationWatcher, IReviewPanel
{
    public async Task<IReadOnlyCollection<string>> RelievedAsync(string number, CancellationToken ct) =>
        await db.Set<Gap>().FirstOrDefaultAsync(g => g.Number == number, ct) is { State: not GapState.RefusedForGap } gap ? gap.PaperCodes : [];

    /// <summary>Model A: accepted with the gap, the decision waits for the paper. Model B: the clock begins with the issue.</summary>
    public async Task<IReadOnlyList<IEvent>> SubmittedAsync(ApplicationFile file, CancellationToken ct)
    {
        if (await db.Set<Gap>().SingleOrDefaultAsync(g => g.Number == file.Application.Number, ct) is not { State: GapState.PromiseSigned } gap)
            return [];
        gap.Move(GapFlow.Accept);
        if (gap.Model == GapModel.A)
            await StartAsync(gap, file, ct);
        return [new GapMoved(gap.Number, gap.State.ToString(), gap.CureBy)];
    }

    public async Task<IReadOnlyList<IEvent>> GrantedAsync(ApplicationFile file, CancellationToken ct)
    {
        if (await db.Set<Gap>().SingleOrDefaultAsync(g => g.Number == file.Application.Number, ct) is not { State: GapState.AcceptedWithGap } gap)
            return [];
        if (file.MissingPapers.Any())
        {
            gap.Move(GapFlow.Issue);
            await StartAsync(gap, file, ct);
        }
        else
            Cure(gap);
        return [new GapMoved(gap.Number, gap.State.ToString(), gap.CureBy)];
    }

    public async Task<ReviewPanel?> ShowAsync(ApplicationFile file, Actor actor, CancellationToken ct)
    {
        if (await db.Set<Gap>().AsNoTracking().SingleOrDefaultAsync(g => g.Number == file.Application.Number, ct) is not { } gap)
            return null;
        var words = string.Join("、", gap.PaperCodes.Select(c => file.Sheet.Papers.FirstOrDefault(p => p.Code == c)?.Word ?? c));
        return new("容缺受理", [$"{GapFlow.Flow[gap.State].Word}（{(gap.Model == GapModel.A ? "先受理后补" : "先发照后补")}）：{words}{(gap.CureBy is { } by ? $"，{ChinaTime.FullDay(by)}{(gap.CureProvisional ? "（暂定）" : "")}前补齐" : "")}"],
            actor.May(ActPermissions.Approve) && gap.State is GapState.AcceptedWithGap or GapState.IssuedWithGap or GapState.Overdue ? [(LaneUrls.CureOf(gap.Number), "登记补齐")] : []);
    }

    public void Cure(Gap gap)
    {
        gap.Move(GapFlow.Cure);
        gap.EndedAt = clock.UtcNow();
    }

    public static string KeyOf(string number) => "registration.gap:" + number;

    private async Task StartAsync(Gap gap, ApplicationFile file, CancellationToken ct)
    {
        var (days, today) = (await rules.WorkingDaysAsync(ct), clock.Today());
        var due = ToleranceRules.CureBy(gap.Model, today, file.Case.Ground, days);
        (gap.CureBy, gap.CureProvisional, gap.RemindOn) = (due.Date, due.Provisional, ToleranceRules.RemindOn(due.Date, file.Case.Ground, days));
        papers.Tell(file.Application, "gap", $"容缺办理，请在{ChinaTime.Day(due.Date, today)}前补齐材料。");
        await worklist.OpenAsync(new(KeyOf(gap.Number), "容缺补齐", file.Application.Title, "跟踪容缺材料", ActUrls.ReviewOf(gap.Number), Roles.Registrar, null, null, clock.UtcNow(), days.CloseOf(due.Date), due.Provisional), ct);
    }
}
