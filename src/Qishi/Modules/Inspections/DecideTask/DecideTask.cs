using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Inspections.ProposeTask;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Inspections.DecideTask;

public sealed class DecideTaskForm
{
    /// <summary>approve, cancel, suspend, resume, dispatch, close.</summary>
    public string? Act { get; set; }

    public string? Reason { get; set; }
}

/// <summary>A task goes on by one of the acts of its flow that need no more than a person and, where it stops something, a reason.</summary>
internal sealed class DecideTaskHandler(AppDb db, IWorklist worklist, EventLog log, Actor actor, TimeProvider clock)
{
    private static readonly string[] Leaders = [TaskFlow.Approve, TaskFlow.Cancel, TaskFlow.Suspend, TaskFlow.Resume];
    private static readonly string[] Offices = [TaskFlow.Dispatch, TaskFlow.Close];
    public static readonly Problem NotThere = new("task-not-found", "没有找到这个任务");

    /// <summary>What this person may do now.</summary>
    public IReadOnlyList<(string Act, string Word)> Possible(InspectionTask task) =>
        [.. TaskFlow.Flow.From(task.State).Where(m => May(m.Name)).Select(m => (m.Name, m.Word)).Distinct()];

    public async Task<Result<Guid>> HandleAsync(Guid id, DecideTaskForm form, CancellationToken ct)
    {
        if (await db.Set<InspectionTask>().SingleOrDefaultAsync(t => t.Id == id, ct) is not { } task)
            return NotThere;
        if (await DecideAsync(task, form, ct) is { } problem)
            return problem;
        var now = clock.UtcNow();
        if (task.Move(form.Act!, now) is { Ok: false } refused)
            return Result<Guid>.Refused(refused.Problems);
        switch (form.Act)
        {
            case TaskFlow.Approve: (task.ApprovedBy, task.ApprovedAt) = (actor.NameOnRecord, now); break;
            case TaskFlow.Dispatch: task.DispatchedAt = now; break;
            case TaskFlow.Cancel or TaskFlow.Suspend: task.StopReason = NormalisedText.Text(form.Reason); break;
        }

        if (form.Act == TaskFlow.Cancel)
            foreach (var visit in await db.Set<Visit>().Where(v => v.TaskId == id && v.State != VisitState.Cancelled).ToListAsync(ct))
                visit.Move(VisitFlow.Cancel, now);
        if (form.Act == TaskFlow.Dispatch)
            await TellUnitsAsync(task, ct);
        await worklist.CloseAsync(ProposeTaskHandler.WorkKey(id), ct);
        log.Record(actor, "InspectionTaskDeciding", NormalisedText.Text(form.Reason), new InspectionTaskMoved(task.No, task.State.ToString()));
        return await SavedAsync(id, ct);
    }

    private async Task<Problem?> DecideAsync(InspectionTask task, DecideTaskForm form, CancellationToken ct)
    {
        if (form.Act is null || !May(form.Act))
            return new("not-allowed", "这一步不由您办理");
        if (form.Act == TaskFlow.Approve && task.ProposedById == actor.AccountId)
            return new("two-persons", "任务须由另一人审批");
        if (form.Act is TaskFlow.Cancel or TaskFlow.Suspend && NormalisedText.Text(form.Reason).Length is < 4 or > 200)
            return new("reason-missing", "请写明理由，4至200字", nameof(form.Reason));
        if (form.Act == TaskFlow.Dispatch && await db.Set<Visit>().AnyAsync(v => v.TaskId == task.Id && v.State == VisitState.Drawn, ct))
            return new("team-missing", "还有对象没有检查组，不能派发");
        if (form.Act == TaskFlow.Cancel && await db.Set<Visit>().AnyAsync(v => v.TaskId == task.Id && v.State != VisitState.Cancelled && v.State != VisitState.Drawn && !VisitFlow.Open.Contains(v.State), ct))
            return new("results-in", "已经有检查结果，不能取消");
        // A task cannot be closed with open follow-ups unless they rest on a case (rulebook B §1.11).
        if (form.Act == TaskFlow.Close && await db.Set<FollowUp>().AnyAsync(f => f.TaskId == task.Id && f.State != FollowUpState.Done && f.LinkedNo == null, ct))
            return new("follow-up-open", "还有没有完结的后续处理，不能办结");
        return null;
    }

    private bool May(string act) => (Leaders.Contains(act) && actor.May(Permissions.Approve)) || (Offices.Contains(act) && actor.May(Permissions.Draw));

    /// <summary>Each member of a team finds the visit among the to-dos.</summary>
    private async Task TellUnitsAsync(InspectionTask task, CancellationToken ct)
    {
        var visits = await db.Set<Visit>().Include(v => v.Inspectors).Where(v => v.TaskId == task.Id && v.State == VisitState.Assigned).ToListAsync(ct);
        var due = ChinaTime.ToUtc(task.DueOn, new TimeOnly(18, 0));
        await worklist.OpenAllAsync(
            [.. from visit in visits
                from one in visit.Inspectors
                where one.ReplacedAt is null
                select new NewWorkItem($"inspections.visit:{visit.Id:N}:{one.AccountId:N}", "双随机抽查", visit.ObjectName, "检查", Urls.Visit(visit.Id), one.Department == "MSA" ? Roles.StationInspector : Roles.Inspector, null, one.AccountId, clock.UtcNow(), due)], ct);
    }

    private async Task<Result<Guid>> SavedAsync(Guid id, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return id;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("decided", "另一人刚刚处理过这个任务。请刷新页面");
        }
    }
}
