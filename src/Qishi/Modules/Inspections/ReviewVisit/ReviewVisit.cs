using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Inspections.RecordResult;
using Qishi.Modules.Inspections.FollowUpWork;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Inspections.ReviewVisit;

public sealed class ReviewVisitForm
{
    /// <summary>review, return or publish.</summary>
    public string? Act { get; set; }

    public string? Reason { get; set; }
}

/// <summary>Results are reviewed by somebody who was not in the team, then published; what they ask for is opened with the review (rulebook B §1.10, 1.11).</summary>
internal sealed class ReviewVisitHandler(AppDb db, FollowUps followUps, IWorklist worklist, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<Result<Guid>> HandleAsync(Guid id, ReviewVisitForm form, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Holds the task: of two who settle its last two visits the second sees what the first did, and moves the task on.
        await db.Set<InspectionTask>().Where(t => db.Set<Visit>().Any(v => v.Id == id && v.TaskId == t.Id)).ExecuteUpdateAsync(s => s.SetProperty(t => t.No, t => t.No), ct);
        if (await db.Set<Visit>().Include(v => v.Inspectors).Include(v => v.Parts).ThenInclude(p => p.Results).AsSplitQuery().SingleOrDefaultAsync(v => v.Id == id, ct) is not { } visit)
            return RecordResultHandler.NotThere;
        if (Decide(visit, form, actor) is { } problem)
            return problem;
        var (now, task) = (clock.UtcNow(), await db.Set<InspectionTask>().SingleAsync(t => t.Id == visit.TaskId, ct));
        if (visit.Move(form.Act!, now) is { Ok: false } refused)
            return Result<Guid>.Refused(refused.Problems);
        var events = new List<IEvent> { new VisitMoved(task.No, visit.No, visit.ObjectCode, visit.State.ToString()) };
        switch (form.Act)
        {
            case VisitFlow.Return:
                visit.ReturnReason = NormalisedText.Text(form.Reason);
                foreach (var part in visit.Parts)
                    part.SubmittedAt = null;
                break;
            case VisitFlow.Review:
                visit.ReviewedBy = actor.NameOnRecord;
                events.AddRange(await followUps.OpenAsync(visit, task, ct));
                if (await db.Set<CheckObject>().SingleOrDefaultAsync(o => o.Code == visit.ObjectCode, ct) is { } known)
                    known.LastCheckOn = visit.CheckedOn;
                break;
            case VisitFlow.Publish:
                visit.PublishedAt = now;
                events.Add(new InspectionResultPublished(task.No, visit.No, visit.ObjectCode, visit.Codes, visit.Codes.Any(ResultCodes.IsNegative), visit.CheckedOn!.Value));
                break;
        }

        events.AddRange(await MoveTaskAsync(task, visit, now, ct));
        await worklist.CloseAsync($"inspections.review:{visit.Id:N}", ct);
        log.Record(actor, "VisitReviewing", NormalisedText.Text(form.Reason), events);
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return id;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("decided", "另一人刚刚处理过这一户。请刷新页面");
        }
    }

    internal static Problem? Decide(Visit visit, ReviewVisitForm form, Actor actor) =>
        form.Act is not (VisitFlow.Review or VisitFlow.Return or VisitFlow.Publish) ? new("act-missing", "请选择审核、退回还是公示", nameof(form.Act))
        : !actor.May(form.Act == VisitFlow.Publish ? Permissions.Publish : Permissions.Review) ? new("not-allowed", "这一步不由您办理")
        : form.Act != VisitFlow.Publish && visit.Inspectors.Any(i => i.AccountId == actor.AccountId) ? new("own-visit", "不能审核自己检查的结果。请交同事审核", null, "B §0.6")
        : form.Act == VisitFlow.Return && NormalisedText.Text(form.Reason).Length is < 4 or > 200 ? new("reason-missing", "请写明为什么退回，4至200字", nameof(form.Reason)) : null;

    /// <summary>The task goes on by itself when its last visit does.</summary>
    private async Task<IEnumerable<IEvent>> MoveTaskAsync(InspectionTask task, Visit visit, DateTime now, CancellationToken ct)
    {
        var before = task.State;
        // Asked of the database: a task may have thousands of visits, and each comes by here.
        var others = db.Set<Visit>().Where(v => v.TaskId == task.Id && v.Id != visit.Id && v.State != VisitState.Cancelled);
        if (task.State == TaskState.InProgress && VisitFlow.Completed.Contains(visit.State) && !await others.AnyAsync(v => !VisitFlow.Completed.Contains(v.State), ct))
            task.Move(TaskFlow.Complete, now);
        if (task.State == TaskState.AllResultsIn && (visit.State is VisitState.Published or VisitState.Closed) && !await others.AnyAsync(v => v.State != VisitState.Published && v.State != VisitState.Closed, ct))
        {
            task.Move(TaskFlow.Publish, now);
            if (await db.Set<FollowUp>().AnyAsync(f => f.TaskId == task.Id && f.State != FollowUpState.Done, ct))
                task.Move(TaskFlow.Follow, now);
        }

        return task.State == before ? [] : [new InspectionTaskMoved(task.No, task.State.ToString())];
    }
}
