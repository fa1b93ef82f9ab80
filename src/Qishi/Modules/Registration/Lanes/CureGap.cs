using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Jobs;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Registration.Lanes;

public sealed class CureGapForm
{
    /// <summary>Papers seen: "true" when all of them are there.</summary>
    public string? Received { get; set; }
}

/// <summary>The missing paper came: in time or late, the gap is closed.</summary>
internal sealed class CureGapHandler(AppDb db, ToleranceDesk desk, IWorklist worklist, EventLog log, Actor actor)
{
    public Task<Gap?> FindAsync(string number, CancellationToken ct) => db.Set<Gap>().AsNoTracking().SingleOrDefaultAsync(g => g.Number == number, ct);

    public async Task<Result<string>?> HandleAsync(string number, CureGapForm form, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Set<Gap>().SingleOrDefaultAsync(g => g.Number == number, ct) is not { } gap)
            return null;
        if (form.Received != "true")
            return new Problem("received", "请核对材料后勾选", nameof(form.Received));
        if (!GapFlow.Flow.From(gap.State).Any(m => m.Name == GapFlow.Cure))
            return new Problem("gap-closed", $"这件的容缺已是“{GapFlow.Flow[gap.State].Word}”，不能再补");
        var a = await db.Set<RegistrationApplication>().SingleAsync(x => x.Number == number, ct);
        a.SeenPapers = string.Join(',', a.SeenPapers.Split(',', StringSplitOptions.RemoveEmptyEntries).Union(gap.PaperCodes));
        desk.Cure(gap);
        await worklist.CloseAsync(ToleranceDesk.KeyOf(number), ct);
        log.Record(actor, "GapCuring", null, new GapMoved(number, gap.State.ToString(), gap.CureBy));
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("decided", "另一人刚刚处理过这一件。请刷新页面");
        }

        return "已登记补齐材料";
    }
}

/// <summary>
/// Reminds once, two working days before the limit; what is overdue has its consequence: model A – refused for want of the paper, model B – a mark in the credit
/// record and an order to correct, for the station to follow.
/// </summary>
internal sealed class AdvanceGaps(AppDb db, IRules rules, ApplicationPapers papers, IWorklist worklist, EventLog log, ILogger<AdvanceGaps> logger, TimeProvider clock) : IJob
{
    private static readonly Actor Program = Actor.Program("容缺到期");

    public async Task RunAsync(CancellationToken ct)
    {
        var today = clock.Today();
        var due = await db.Set<Gap>().AsNoTracking().Where(g => (g.State == GapState.AcceptedWithGap || g.State == GapState.IssuedWithGap) && g.CureBy != null && (g.CureBy < today || (g.RemindedAt == null && g.RemindOn <= today))).Select(g => g.Id).ToListAsync(ct);
        foreach (var id in due)
        {
            db.ChangeTracker.Clear();
            try
            {
                await StepAsync(id, today, ct);
            }
            catch (DbUpdateException e)
            {
                logger.LogWarning(e, "Gap {Id} was changed meanwhile; it is looked at again next time", id);
            }
        }
    }

    private async Task StepAsync(Guid id, DateOnly today, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var gap = await db.Set<Gap>().SingleAsync(g => g.Id == id, ct);
        var a = await db.Set<RegistrationApplication>().SingleAsync(x => x.Number == gap.Number, ct);
        if (gap.CureBy >= today)
        {
            gap.RemindedAt = clock.UtcNow();
            papers.Tell(a, "gap-reminder", $"容缺材料请在{ChinaTime.Day(gap.CureBy.Value, today)}前补齐。");
        }
        else if (gap.State is GapState.AcceptedWithGap or GapState.IssuedWithGap)
            await MissAsync(gap, a, today, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task MissAsync(Gap gap, RegistrationApplication a, DateOnly today, CancellationToken ct)
    {
        var book = await rules.BookAsync(ct);
        gap.Move(GapFlow.Miss);
        gap.EndedAt = ChinaTime.ToUtc(gap.CureBy!.Value.AddDays(1), TimeOnly.MinValue);
        List<IEvent> events = [new GapMoved(gap.Number, gap.State.ToString(), gap.CureBy)];
        if (gap.Model == GapModel.A && a.IsOpen && a.Proposed is null)
        {
            gap.Move(GapFlow.Refuse);
            if (a.State == ApplicationState.Received)
            {
                a.Must(ApplicationFlow.Accept);
                a.AcceptedAt = a.ReceivedAt;
            }

            a.Must(ApplicationFlow.Refuse);
            (a.DecidedAt, a.DecidedBy) = (clock.UtcNow(), "容缺逾期未补");
            papers.Notice(a, "不予登记通知书", $"你（单位）的“{a.Title}”申请（办件编号{a.Number}）容缺受理后，没有在{ChinaTime.FullDay(gap.CureBy.Value)}前补齐材料，申请材料不齐全，决定不予登记。", [], "市场主体登记管理条例第十九条、第二十条", "不", ApplicationPapers.Remedy(book, today));
            await worklist.CloseAsync(FillApplicationHandler.ReviewKey(a.Number), ct);
            events.Add(new ApplicationRefused(a.Number, "gap"));
        }
        else
        {
            gap.Move(GapFlow.Record);
            papers.Notice(a, "责令改正通知书", $"你（单位）的“{a.Title}”（办件编号{a.Number}）容缺办理后，没有在{ChinaTime.FullDay(gap.CureBy.Value)}前补齐材料。请立即补齐；拒不补齐的，依法处理，直至撤销登记。本次失信记入信用记录，12个月内不再适用容缺。", [], "市场主体登记管理条例第四十条；容缺受理承诺制（本县规定）", "改");
            await worklist.OpenAsync(new("registration.gap-overdue:" + gap.Number, "容缺逾期", a.Title, "责令改正，核查登记是否真实", ActUrls.ReviewOf(a.Number), Roles.Registrar, null, null, clock.UtcNow(), null), ct);
        }

        events.Add(new GapMoved(gap.Number, gap.State.ToString(), gap.CureBy));
        papers.Tell(a, "gap-overdue", "容缺材料逾期没有补齐，处理结果请登录查看。");
        await worklist.CloseAsync(ToleranceDesk.KeyOf(gap.Number), ct);
        log.Record(Program, "GapAdvancing", null, events);
    }
}
