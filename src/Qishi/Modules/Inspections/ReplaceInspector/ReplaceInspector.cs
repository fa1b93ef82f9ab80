using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Assignment;
using Qishi.Kernel.Draw;
using Qishi.Modules.Inspections.AssignInspectors;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.DeclareInterests;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Inspections.RecordResult;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Inspections.ReplaceInspector;

public sealed class ReplaceInspectorForm
{
    /// <summary>Account of who leaves the team.</summary>
    public string? Out { get; set; }

    public string? Kind { get; set; }

    /// <summary>By hand: account of who comes.</summary>
    public string? In { get; set; }

    public string? Reason { get; set; }
}

/// <summary>
/// Somebody in a team is replaced: at random among those who may, by the seed of the draw; or by hand (人工调整), with a reason and only when a leader who did not ask agrees (rulebook B §1.5). The hard rules hold for both.
/// </summary>
internal sealed class ReplaceInspectorHandler(AppDb db, TeamPools pools, StationMap stations, IWorklist worklist, EventLog log, Actor actor, TimeProvider clock)
{
    /// <summary>People who could take somebody's place without breaking a rule.</summary>
    public async Task<IReadOnlyList<InspectorRecord>> AbleAsync(Visit visit, InspectionTask task, Guid leaving, CancellationToken ct)
    {
        var own = visit.Inspectors.Single(i => i.AccountId == leaving && i.ReplacedAt == null);
        await stations.ReadAsync(task.StartOn, ct);
        var team = await pools.BuildAsync(task, own.Department, [visit], ct);
        var staying = visit.Inspectors.Where(i => i.ReplacedAt == null && i.Department == own.Department).OrderBy(i => i.Place).ToList();
        var numbers = staying.ConvertAll(i => team.Inspectors.ToList().FindIndex(p => p.AccountId == i.AccountId));
        var able = new List<InspectorRecord>();
        for (var n = 0; n < team.Inspectors.Count; n++)
        {
            var with = numbers.Select((old, place) => staying[place].AccountId == leaving ? n : old).ToArray();
            if (with.All(w => w >= 0) && with.Distinct().Count() == with.Length && !numbers.Contains(n) && Assigner.Broken(team.Problem, [with]).Count == 0)
                able.Add(team.Inspectors[n]);
        }

        return able;
    }

    public async Task<Result<string>> HandleAsync(Guid visitId, ReplaceInspectorForm form, CancellationToken ct)
    {
        if (!actor.May(Permissions.Draw) || await FindAsync(visitId, ct) is not var (visit, task))
            return RecordResultHandler.NotThere;
        if (!Guid.TryParse(form.Out, out var leaving) || visit.Inspectors.All(i => i.AccountId != leaving || i.ReplacedAt != null))
            return new Problem("out-missing", "请选择由谁退出", nameof(form.Out));
        if (form.Kind is null || !Words.Replacements.ContainsKey(form.Kind))
            return new Problem("kind-missing", "请选择更换的原因", nameof(form.Kind));
        if (NormalisedText.Text(form.Reason).Length is < 4 or > 200)
            return new Problem("reason-missing", "请写明理由，4至200字", nameof(form.Reason));
        if (await db.Set<TeamChange>().AnyAsync(c => c.VisitId == visitId && c.DecidedAt == null, ct))
            return new Problem("change-waiting", "这一户有一项人工调整还没有批准");
        var able = await AbleAsync(visit, task, leaving, ct);
        var byHand = form.Kind == "MANUAL";
        var coming = byHand ? able.FirstOrDefault(i => i.AccountId.ToString() == form.In) : await DrawnAsync(visit, able, ct);
        if (coming is null)
            return byHand ? new Problem("in-missing", "请从符合条件的人员里选择接替的人", nameof(form.In)) : new Problem("nobody", "没有符合条件的人员可以接替");
        var leaver = visit.Inspectors.First(i => i.AccountId == leaving && i.ReplacedAt == null);
        var change = new TeamChange
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            VisitId = visitId,
            Department = leaver.Department,
            Out = leaving,
            In = coming.AccountId,
            OutName = leaver.Name,
            InName = coming.Name,
            Kind = form.Kind,
            Reason = NormalisedText.Text(form.Reason),
            Drawn = !byHand,
            ProposedById = actor.AccountId,
            ProposedBy = actor.NameOnRecord,
            ProposedAt = clock.UtcNow(),
        };
        db.Add(change);
        if (!byHand)
            await ApplyAsync(visit, change, "随机抽取", ct);
        log.Record(actor, "InspectorReplacing", change.Reason, new TeamChangeMoved(task.No, visit.No, byHand ? "Proposed" : "Made"));
        await db.SaveChangesAsync(ct);
        return byHand ? "人工调整已提出，等局领导批准" : $"已随机抽取{coming.Name}接替";
    }

    public async Task<Result<string>> DecideAsync(Guid visitId, bool approve, CancellationToken ct)
    {
        if (await FindAsync(visitId, ct) is not var (visit, task) || await db.Set<TeamChange>().SingleOrDefaultAsync(c => c.VisitId == visitId && c.DecidedAt == null, ct) is not { } change)
            return RecordResultHandler.NotThere;
        if (!actor.May(Permissions.Approve) || change.ProposedById == actor.AccountId)
            return new Problem("two-persons", "人工调整须由局领导批准，提出的人不能自己批准");
        if (approve && (await AbleAsync(visit, task, change.Out, ct)).All(i => i.AccountId != change.In))
            return new Problem("not-able", "接替的人现在不符合条件了。请退回重新提出");
        if (approve)
            await ApplyAsync(visit, change, actor.NameOnRecord, ct);
        else
            (change.DecidedBy, change.DecidedAt) = (actor.NameOnRecord, clock.UtcNow());
        log.Record(actor, "InspectorReplacing", null, new TeamChangeMoved(task.No, visit.No, approve ? "Made" : "TurnedDown"));
        await db.SaveChangesAsync(ct);
        return approve ? "已批准，检查组已更换" : "已退回，检查组没有变";
    }

    private async Task ApplyAsync(Visit visit, TeamChange change, string by, CancellationToken ct)
    {
        await worklist.CloseAsync(InterestsHandler.WorkKey(visit.Id, change.Out), ct);
        var (now, old) = (clock.UtcNow(), visit.Inspectors.Single(i => i.AccountId == change.Out && i.ReplacedAt == null));
        old.ReplacedAt = now;
        var fresh = new VisitInspector { Id = Guid.CreateVersion7(clock.GetUtcNow()), VisitId = visit.Id, Department = old.Department, AccountId = change.In, Name = change.InName, Place = old.Place, HalfPoints = old.HalfPoints, AssignedOn = old.AssignedOn };
        db.Add(fresh);
        (change.Approved, change.DecidedBy, change.DecidedAt) = (true, by, now);
    }

    /// <summary>By the seed of the draw and the number of the visit: nobody can choose, anybody can compute it again.</summary>
    private async Task<InspectorRecord?> DrawnAsync(Visit visit, IReadOnlyList<InspectorRecord> able, CancellationToken ct)
    {
        if (able.Count == 0)
            return null;
        var seed = await db.Set<AssignmentRun>().Where(r => r.TaskId == visit.TaskId).OrderByDescending(r => r.At).Select(r => r.Seed).FirstAsync(ct);
        var earlier = await db.Set<TeamChange>().CountAsync(c => c.VisitId == visit.Id, ct);
        return able[new DrawGenerator(Convert.FromHexString(seed), $"replacement/{visit.No}/{earlier}").Below(able.Count)];
    }

    private async Task<(Visit Visit, InspectionTask Task)?> FindAsync(Guid id, CancellationToken ct) =>
        await db.Set<Visit>().Include(v => v.Inspectors).SingleOrDefaultAsync(v => v.Id == id, ct) is { } visit && VisitFlow.Open.Contains(visit.State) ? (visit, await db.Set<InspectionTask>().SingleAsync(t => t.Id == visit.TaskId, ct)) : null;
}
