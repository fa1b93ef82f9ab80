using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.DecideTask;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Inspections.StopDraw;

public sealed class StopDrawForm
{
    public string? Reason { get; set; }
}

/// <summary>A round of drawing is ended only before dispatch, with a reason, by a leader who did not ask for it. The round, what it drew and why it ended stay public.</summary>
internal sealed class StopDrawHandler(AppDb db, EventLog log, Actor actor, TimeProvider clock)
{
    /// <summary>The joint office asks; the leader agrees by calling it again.</summary>
    public async Task<Result<string>> HandleAsync(Guid taskId, StopDrawForm form, CancellationToken ct)
    {
        if (await db.Set<InspectionTask>().SingleOrDefaultAsync(t => t.Id == taskId, ct) is not { } task
            || await db.Set<TaskDraw>().Where(d => d.TaskId == taskId && d.State != DrawState.Stopped).OrderByDescending(d => d.Round).FirstOrDefaultAsync(ct) is not { } draw)
            return DecideTaskHandler.NotThere;
        if (draw.StopReason is null)
        {
            if (!actor.May(Permissions.Draw))
                return new Problem("not-allowed", "重新抽取由双随机联席办提出");
            if (NormalisedText.Text(form.Reason).Length is < 6 or > 200)
                return new Problem("reason-missing", "请写明为什么要终止这一轮，6至200字。理由会公布", nameof(form.Reason));
            (draw.StopReason, draw.StopAskedById, draw.StopAskedBy) = (NormalisedText.Text(form.Reason), actor.AccountId, actor.NameOnRecord);
            log.Record(actor, "DrawStopping", draw.StopReason, new DrawStopped(task.No, draw.No, false));
            await db.SaveChangesAsync(ct);
            return "已提出，等局领导批准";
        }

        if (!actor.May(Permissions.Approve) || draw.StopAskedById == actor.AccountId)
            return new Problem("two-persons", "终止抽取须由局领导批准，提出的人不能自己批准");
        var now = clock.UtcNow();
        if (task.Move(TaskFlow.Stop, now) is { Ok: false } refused)
            return Result<string>.Refused(refused.Problems);
        (draw.State, draw.StoppedAt, draw.StoppedBy) = (DrawState.Stopped, now, actor.NameOnRecord);
        foreach (var visit in await db.Set<Visit>().Where(v => v.DrawId == draw.Id).ToListAsync(ct))
            visit.Move(VisitFlow.Cancel, now);
        log.Record(actor, "DrawStopping", draw.StopReason, new DrawStopped(task.No, draw.No, true), new InspectionTaskMoved(task.No, task.State.ToString()));
        await db.SaveChangesAsync(ct);
        return "这一轮已终止并公布，可以重新冻结名录";
    }
}
