using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Notices;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Registration.Exit;

/// <summary>Events of a forced deregistration.</summary>
internal sealed record ForcedExitMoved(string Number, string Uscc, string State) : IEvent
{
    public string Subject => "entity:" + Uscc;
}

/// <summary>A company that may be announced: since when its licence is gone, since when it may be.</summary>
internal sealed record ForcedCandidate(string Uscc, string Name, EntityStatus Status, DateOnly CauseOn, DateOnly From);

public sealed class ForcedExitForm
{
    public List<string> Usccs { get; set; } = [];

    /// <summary>decide, terminate or restore.</summary>
    public string? Act { get; set; }
    public string? Number { get; set; }
    public string? Reason { get; set; }
}

/// <summary>Forced deregistration of companies (公司法 art. 241; SAMR Order 105): candidates, announcement in batches, decision by a second person, restoration.</summary>
internal sealed class ForcedExitHandler(AppDb db, GroundReader grounds, FactsOfExit facts, NoticeBoard board, ApplicationNumbers numbers, ApplicationPapers papers, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    public const int MostAtOnce = 100;

    // Companies, and branches by analogy (Order 105 art. 19).
    private static readonly EntityKind[] Companies = [EntityKind.Llc, EntityKind.Jsc, EntityKind.FieLlc, EntityKind.FieJsc, EntityKind.Branch];

    /// <summary>Companies revoked, ordered closed or cancelled for three full years and not in a procedure.</summary>
    public async Task<IReadOnlyList<ForcedCandidate>> CandidatesAsync(CancellationToken ct)
    {
        var ground = await grounds.ReadAsync(clock.Today(), ct);
        var rows = await db.Set<Entity>().AsNoTracking()
            .Where(e => Companies.Contains(e.Kind) && (e.Status == EntityStatus.Revoked || e.Status == EntityStatus.OrderedClosed || e.Status == EntityStatus.RegCancelled))
            .Where(e => !db.Set<ForcedExit>().Any(f => f.OpenKey == e.Id)).OrderBy(e => e.Since).Take(2_000)
            .Select(e => new { e.Id, e.Uscc, e.Name, e.Status, e.Since }).ToListAsync(ct);
        var ids = rows.Select(r => r.Id).ToArray();
        var restored = await db.Set<ForcedExit>().Where(f => ids.Contains(f.EntityId) && f.RestoredOn != null).Select(f => new { f.EntityId, f.RestoredOn }).ToListAsync(ct);
        // Three years count anew after a restoration (R-10.84).
        return
        [
            .. from r in rows
               let cause = restored.Where(x => x.EntityId == r.Id).Max(x => x.RestoredOn) ?? ChinaTime.DayOf(r.Since)
               let first = ExitRules.ForcedCandidateFrom(cause, ground)
               where ground.On >= first
               select new ForcedCandidate(r.Uscc, r.Name, r.Status, cause, first),
        ];
    }

    /// <summary>Announces chosen candidates, each in a transaction of its own; the sentence says how many.</summary>
    public async Task<Result<string>> AnnounceAsync(IReadOnlyList<string> usccs, string key, CancellationToken ct)
    {
        if (usccs.Count is 0 or > MostAtOnce)
            return new Problem("none-chosen", usccs.Count == 0 ? "请先勾选要公告的公司" : $"一次最多公告{MostAtOnce}户", nameof(ForcedExitForm.Usccs));
        if (await once.FindAsync(key, ct) is { } done)
            return done;
        var candidates = (await CandidatesAsync(ct)).ToDictionary(c => c.Uscc);
        var (announced, problems) = (0, new List<Problem>());
        foreach (var uscc in usccs.Distinct())
        {
            var result = candidates.TryGetValue(uscc, out var candidate) ? await AnnounceAsync(candidate, ct) : new Problem("no-candidate", $"{uscc}不在候选名单中，可能刚被处理过");
            announced += result.Ok ? 1 : 0;
            problems.AddRange(result.Problems);
        }

        if (announced == 0)
            return Result<string>.Refused(problems);
        db.ChangeTracker.Clear();
        var sentence = $"已公告{announced}户{(problems.Count > 0 ? $"，{problems.Count}户没有公告：{string.Join("；", problems.Select(p => p.Sentence))}" : "")}";
        once.Remember(key, sentence);
        await db.SaveChangesAsync(ct);
        return sentence;
    }

    private async Task<Result<bool>> AnnounceAsync(ForcedCandidate candidate, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await numbers.PrepareAsync(ApplicationNumbers.Procedures, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (today, e) = (clock.Today(), await db.Set<Entity>().SingleAsync(x => x.Uscc == candidate.Uscc, ct));
        var ground = await grounds.ReadAsync(today, ct);
        if ((await facts.FindAsync(e.Uscc, today, ct)).Facts.FirstOrDefault(f => f.Kind == ExitFactKind.ApprovalBound) is { } bound)
            return new Problem("approval-bound", $"{e.Name}：{bound.Sentence}，不适用强制注销", null, "R-10.80");
        var until = ExitRules.ForcedNoticeEnd(today, ground);
        var exit = new ForcedExit
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Number = await numbers.ClaimAsync(ApplicationNumbers.Procedures, ct),
            EntityId = e.Id,
            Uscc = e.Uscc,
            EntityName = e.Name,
            StatusBefore = e.Status,
            CauseOn = candidate.CauseOn,
            AnnouncedOn = today,
            Until = until,
            AnnouncedById = actor.AccountId,
        };
        exit.Open();
        db.Add(exit);
        var (notice, published) = await board.PublishAsync(NoticeKind.Forced, e, exit.Number, $"{e.Name}强制注销公告",
            $"名称：{e.Name}；住所：{e.Address}；法定代表人：{e.HeadName}；统一社会信用代码：{e.Uscc}。\n该公司{ChinaTime.FullDay(candidate.CauseOn)}{Wording.Statuses[e.Status].Word}，满3年没有申请注销登记。依据《中华人民共和国公司法》第二百四十一条，本局拟注销其登记。\n有关部门、债权人和其他利害关系人有异议的，请在公告期内在线或者书面提出，写明理由并附证明材料。\n公告期自{ChinaTime.FullDay(today)}至{ChinaTime.FullDay(until)}。",
            until.DayNumber - today.DayNumber, ct);
        exit.NoticeId = notice.Id;
        log.Record(actor, "ForcedExitAnnouncing", null, new ForcedExitMoved(exit.Number, e.Uscc, nameof(ForcedState.Announced)), published);
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return true;
        }
        catch (DbUpdateException)
        {
            return new Problem("announced-meanwhile", $"{e.Name}刚被另一人公告或者状态有变化");
        }
    }

    /// <summary>decide, terminate or restore one procedure.</summary>
    public async Task<Result<string>?> StepAsync(ForcedExitForm form, string key, CancellationToken ct)
    {
        if (await once.FindAsync(key, ct) is { } done)
            return done;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Set<ForcedExit>().SingleOrDefaultAsync(f => f.Number == form.Number, ct) is not { } exit)
            return null;
        var e = await db.Set<Entity>().SingleAsync(x => x.Id == exit.EntityId, ct);
        if (Decide(exit, form, actor, clock.Today()) is { Count: > 0 } problems)
            return Result<string>.Refused(problems);
        var (reason, at) = (NormalisedText.Text(form.Reason), clock.UtcNow());
        var events = form.Act switch
        {
            "decide" => await DeregisterAsync(exit, e, at, ct),
            "terminate" => await TerminateAsync(exit, reason, ct),
            _ => await RestoreAsync(exit, e, reason, at, ct),
        };
        var sentence = form.Act switch { "decide" => "已决定强制注销，营业执照作废", "terminate" => "强制注销程序已终止", _ => "已恢复到强制注销前的登记状态" };
        once.Remember(key, sentence);
        log.Record(actor, "ForcedExitDeciding", reason, [new ForcedExitMoved(exit.Number, e.Uscc, exit.State.ToString()), .. events]);
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateException)
        {
            return new Problem("decided", "另一人刚刚处理过这一件。请刷新页面");
        }

        return sentence;
    }

    internal static List<Problem> Decide(ForcedExit exit, ForcedExitForm form, Actor actor, DateOnly today)
    {
        var problems = new List<Problem>();
        var move = form.Act switch { "decide" => ForcedFlow.Decide, "terminate" => ForcedFlow.Terminate, "restore" => ForcedFlow.Restore, _ => null };
        if (move is null)
            return [new("act", "请选择要办的事", nameof(form.Act))];
        problems.AddRange(ForcedFlow.Flow.Move(exit.State, move).Problems);
        if (form.Act == "decide" && today <= exit.Until)
            problems.Add(new("notice-runs", $"公告{ChinaTime.FullDay(exit.Until)}期满，期满没有异议才能决定", null, "R-10.80"));
        if (form.Act == "decide" && actor.AccountId == exit.AnnouncedById)
            problems.Add(new("two-persons", "决定须由公告人以外的另一人作出", null, "R-5.4"));
        if (form.Act == "restore" && exit.DecidedOn is { } decided && !Anniversary.IsWithinYears(decided, 3, today))
            problems.Add(new("restore-late", $"强制注销已满3年（{ChinaTime.FullDay(decided)}），不能再恢复", null, "R-10.84"));
        if (form.Act is "terminate" or "restore" && NormalisedText.Text(form.Reason).Length < 5)
            problems.Add(new("reason-required", "请写明理由，5个字以上", nameof(form.Reason)));
        return problems;
    }

    private async Task<IReadOnlyList<IEvent>> DeregisterAsync(ForcedExit exit, Entity e, DateTime at, CancellationToken ct)
    {
        exit.Move(ForcedFlow.Decide);
        exit.DecidedOn = ChinaTime.DayOf(at);
        exit.NameLockBefore = e.NameLock;
        papers.NoticeOn("entity:" + e.Uscc, e.Name, "强制注销决定书", $"你公司{ChinaTime.FullDay(exit.CauseOn)}{Wording.Statuses[exit.StatusBefore].Word}，满3年没有申请注销登记。本局{ChinaTime.FullDay(exit.AnnouncedOn)}至{ChinaTime.FullDay(exit.Until)}公告，期满没有成立的异议，决定注销你公司登记，营业执照作废。\n公司登记被强制注销的，原公司股东、清算义务人的责任不受影响。", [], "公司法第二百四十一条；强制注销公司登记制度实施办法", exit.Number);
        List<IEvent> events = [EntityStatusFlow.Move(db, e, EntityStatus.ForcedDereg, "强制注销", at)];
        // Nobody is left to hand the paper in: the decision announces it void (R-10.83).
        foreach (var paper in await db.Set<Licence>().Where(l => l.EntityId == e.Id && l.ReplacedAt == null && l.BackOn == null && l.VoidOn == null).ToListAsync(ct))
        {
            (paper.BackAskedOn, paper.VoidOn) = (paper.BackAskedOn ?? exit.DecidedOn, exit.DecidedOn);
            var (notice, published) = await PaperLicences.TakeBackLicenceHandler.AnnounceAsync(board, paper, e, "没有交回，登记已被强制注销", ct);
            events.AddRange([published, new PaperLicences.PaperLicenceVoided(e.Uscc, paper.No, notice.Number)]);
        }

        return events;
    }

    private async Task<IReadOnlyList<IEvent>> TerminateAsync(ForcedExit exit, string reason, CancellationToken ct)
    {
        exit.Move(ForcedFlow.Terminate);
        exit.EndReason = reason;
        if (await db.Set<PublicNotice>().SingleOrDefaultAsync(n => n.Id == exit.NoticeId && n.State == NoticeState.Open, ct) is { } notice)
            notice.Stop(clock.Today(), "强制注销程序终止");
        return [];
    }

    private async Task<IReadOnlyList<IEvent>> RestoreAsync(ForcedExit exit, Entity e, string reason, DateTime at, CancellationToken ct)
    {
        exit.Move(ForcedFlow.Restore);
        (exit.RestoredOn, exit.EndReason) = (ChinaTime.DayOf(at), reason);
        var moved = EntityStatusFlow.Move(db, e, exit.StatusBefore, "恢复登记：" + reason, at);
        var lockFree = exit.NameLockBefore is { } name && !await db.Set<Entity>().AnyAsync(x => x.NameLock == name, ct);
        if (lockFree)
            e.Relock(exit.NameLockBefore!);
        var (_, published) = await board.PublishAsync(NoticeKind.Restored, e, exit.Number, $"{e.Name}恢复登记公告", $"本局决定恢复{e.Name}的登记。{(lockFree || exit.NameLockBefore is null ? "" : "原名称已被他人登记，恢复后只以统一社会信用代码代替名称。")}\n理由：{reason}", null, ct);
        return [moved, published];
    }
}

/// <summary>Follows the objections to a forced deregistration (R-10.82): one stops the clock for review, a substantiated one ends it.</summary>
internal sealed class ForcedExitOwner(AppDb db, TimeProvider clock) : INoticeOwner
{
    public IReadOnlyCollection<NoticeKind> Kinds { get; } = [NoticeKind.Forced];

    public async Task<IReadOnlyList<IEvent>> ObjectedAsync(PublicNotice notice, NoticeObjection objection, CancellationToken ct)
    {
        if (await db.Set<ForcedExit>().SingleOrDefaultAsync(f => f.NoticeId == notice.Id, ct) is not { State: ForcedState.Announced } exit)
            return [];
        exit.Move(ForcedFlow.Object);
        return [new ForcedExitMoved(exit.Number, exit.Uscc, exit.State.ToString())];
    }

    public async Task<IReadOnlyList<IEvent>> DecidedAsync(PublicNotice notice, NoticeObjection objection, int open, CancellationToken ct)
    {
        if (await db.Set<ForcedExit>().SingleOrDefaultAsync(f => f.NoticeId == notice.Id, ct) is not { State: ForcedState.ObjectionReview } exit)
            return [];
        if (objection.State == ObjectionState.Upheld)
        {
            exit.Move(ForcedFlow.Terminate);
            exit.EndReason = "异议成立";
            notice.Stop(clock.Today(), "异议成立，程序终止");
        }
        else if (open == 0)
            exit.Move(ForcedFlow.Dismiss);
        return [new ForcedExitMoved(exit.Number, exit.Uscc, exit.State.ToString())];
    }
}

/// <summary>Announcements of forced deregistration whose period passed without an open objection become ready for the decision.</summary>
internal sealed class AdvanceForcedExits(AppDb db, EventLog log, ILogger<AdvanceForcedExits> logger, TimeProvider clock) : Qishi.Platform.Jobs.IJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        var today = clock.Today();
        foreach (var id in await db.Set<ForcedExit>().AsNoTracking().Where(f => f.State == ForcedState.Announced && f.Until < today).Select(f => f.Id).ToListAsync(ct))
        {
            db.ChangeTracker.Clear();
            try
            {
                var exit = await db.Set<ForcedExit>().SingleAsync(f => f.Id == id, ct);
                if (!exit.Move(ForcedFlow.Finish).Ok)
                    continue;
                if (await db.Set<PublicNotice>().SingleOrDefaultAsync(n => n.Id == exit.NoticeId && n.State == NoticeState.Open, ct) is { } notice)
                    notice.End(exit.Until, "公告期满，没有成立的异议");
                log.Record(Actor.Program("公告期满"), "ForcedExitAdvancing", null, new ForcedExitMoved(exit.Number, exit.Uscc, exit.State.ToString()));
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException e)
            {
                logger.LogWarning(e, "Forced exit {Id} was changed meanwhile", id);
            }
        }
    }
}
