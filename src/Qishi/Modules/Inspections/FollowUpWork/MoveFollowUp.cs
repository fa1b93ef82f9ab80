using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Inspections.FollowUpWork;

public sealed class MoveFollowUpForm
{
    public string? Id { get; set; }
    public string? Outcome { get; set; }
    public string? LinkedNo { get; set; }
}

/// <summary>What followed a result is finished, with its outcome and the number of the case, list entry or letter it went into (rulebook B §1.11).</summary>
internal sealed class MoveFollowUpHandler(AppDb db, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<Result<Guid>> HandleAsync(MoveFollowUpForm form, CancellationToken ct)
    {
        if (!(actor.May(Permissions.Check) || actor.May(Permissions.Publish)) || !Guid.TryParse(form.Id, out var id) || await db.Set<FollowUp>().SingleOrDefaultAsync(f => f.Id == id && f.State != FollowUpState.Done, ct) is not { } follow)
            return new Problem("choice-missing", "请先选一件没有完结的");
        var (outcome, linked) = (NormalisedText.Text(form.Outcome), NormalisedText.Text(form.LinkedNo));
        if (outcome.Length is < 4 or > 200)
            return new Problem("outcome-missing", "请写明处理结果，4至200字", nameof(form.Outcome));
        if (linked.Length > 60 || (linked.Length == 0 && follow.Kind is FollowUpKind.AbnormalList or FollowUpKind.Case or FollowUpKind.Transfer))
            return new Problem("linked-missing", $"{FollowUp.KindWords[follow.Kind]}的须填写案件、列入决定或者函件编号，60字以内", nameof(form.LinkedNo));
        (follow.State, follow.Outcome, follow.LinkedNo, follow.DoneAt, follow.DoneBy) = (FollowUpState.Done, outcome, linked.Length > 0 ? linked : null, clock.UtcNow(), actor.NameOnRecord);
        var task = await db.Set<InspectionTask>().SingleAsync(t => t.Id == follow.TaskId, ct);
        log.Record(actor, "FollowUpFinishing", outcome, new InspectionFollowUpMoved(id, task.No, follow.ObjectCode, nameof(FollowUpState.Done)));
        await db.SaveChangesAsync(ct);
        return id;
    }
}
