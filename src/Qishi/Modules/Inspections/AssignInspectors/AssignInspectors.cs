using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Assignment;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.DecideTask;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Files;

namespace Qishi.Modules.Inspections.AssignInspectors;

/// <summary>
/// Inspectors of each department are assigned by the seed of the draw: hard rules never broken, the largest load proven small, chance among what is left (docs/draw.md §9). Problem, bound, gap and fairness are kept.
/// </summary>
internal sealed class AssignInspectorsHandler(AppDb db, TeamPools pools, StationMap stations, IFileStore files, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<Result<string>> HandleAsync(Guid taskId, CancellationToken ct)
    {
        if (!actor.May(Permissions.Draw) || await db.Set<InspectionTask>().SingleOrDefaultAsync(t => t.Id == taskId, ct) is not { } task)
            return DecideTaskHandler.NotThere;
        if (task.State != TaskState.ObjectsDrawn)
            return TaskFlow.Flow.Move(task.State, TaskFlow.Match).Problems[0];
        var visits = await db.Set<Visit>().Include(v => v.Inspectors).Where(v => v.TaskId == taskId && v.State == VisitState.Drawn).OrderBy(v => v.Place).ToListAsync(ct);
        if (visits.Count == 0)
            return new Problem("objects-missing", "这个任务还没有对象");
        await stations.ReadAsync(task.StartOn, ct);
        var seed = await SeedAsync(task, ct);
        db.RemoveRange(visits.SelectMany(v => v.Inspectors));
        foreach (var visit in visits)
            visit.Inspectors.Clear();
        var missing = new List<string>();
        foreach (var department in task.MemberCodes)
            missing.AddRange(await AssignAsync(task, department, visits, seed, ct));
        var now = clock.UtcNow();
        if (missing.Count == 0)
        {
            task.Move(TaskFlow.Match, now);
            foreach (var visit in visits)
                visit.Move(VisitFlow.Assign, now);
            log.Record(actor, "InspectorsAssigning", null, new InspectionTaskMoved(task.No, task.State.ToString()));
        }

        await db.SaveChangesAsync(ct);
        return missing.Count == 0 ? "已匹配检查人员" : $"{missing.Count}户没有能组成的检查组：{string.Join('；', missing.Distinct().Take(3))}。请补充人员或者改期后再匹配";
    }

    private async Task<IReadOnlyList<string>> AssignAsync(InspectionTask task, string department, IReadOnlyList<Visit> visits, byte[] seed, CancellationToken ct)
    {
        var team = await pools.BuildAsync(task, department, visits, ct);
        var result = Assigner.Assign(team.Problem, seed);
        if (Assigner.Broken(team.Problem, result.Teams) is { Count: > 0 } broken)
            throw new InvalidOperationException("An assignment broke a hard rule: " + string.Join("; ", broken));
        for (var n = 0; n < visits.Count; n++)
            for (var place = 0; place < result.Teams[n].Length; place++)
            {
                var person = team.Inspectors[result.Teams[n][place]];
                visits[n].Inspectors.Add(new VisitInspector
                {
                    Id = Guid.CreateVersion7(clock.GetUtcNow()),
                    VisitId = visits[n].Id,
                    Department = department,
                    AccountId = person.AccountId,
                    Name = person.Name,
                    Place = place,
                    HalfPoints = visits[n].HalfPoints,
                    AssignedOn = task.StartOn,
                });
            }

        foreach (var added in visits.SelectMany(v => v.Inspectors.Where(i => i.Department == department)))
            db.Add(added);
        db.Add(await RunOfAsync(task, department, team, result, seed, ct));
        log.Record(actor, "InspectorsAssigning", null, new InspectorsAssigned(task.No, department, visits.Count, result.Unassigned.Count, result.IsOptimal));
        return [.. result.Unassigned.Select(u => $"{visits[u.Object].ObjectName}（{u.Why}）")];
    }

    private async Task<AssignmentRun> RunOfAsync(InspectionTask task, string department, TeamProblem team, AssignmentResult result, byte[] seed, CancellationToken ct)
    {
        var problem = team.Problem;
        var concerned = problem.Objects.SelectMany(o => o.Places.SelectMany(p => p)).Distinct().Order().ToList();
        var before = Fairness.Of(concerned.ConvertAll(i => problem.Inspectors[i].Before / (2.0 * problem.Inspectors[i].Capacity)));
        var after = Fairness.Of(concerned.ConvertAll(i => result.Loads[i] / (2.0 * problem.Inspectors[i].Capacity)));
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { Assigner.Algorithm, problem.Inspectors, Objects = problem.Objects.Select(o => new { o.Id, o.HalfPoints, o.Places, o.Specialities, o.NeedsLeader, Barred = o.BarredPairs?.Select(p => new[] { p.First, p.Second }) }) })));
        return new AssignmentRun
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            TaskId = task.Id,
            Department = department,
            At = clock.UtcNow(),
            By = actor.NameOnRecord,
            Seed = Convert.ToHexStringLower(seed),
            ProblemFile = (await files.PutAsync(stream, ct)).Digest,
            Inspectors = concerned.Count,
            Objects = problem.Objects.Count,
            LargestHalfPoints = result.Largest.HalfPoints,
            LargestCapacity = result.Largest.Capacity,
            BoundHalfPoints = result.Bound.HalfPoints,
            BoundCapacity = result.Bound.Capacity,
            Gap = result.Gap,
            Optimal = result.IsOptimal,
            Mixed = result.Mixed,
            RatioBefore = Finite(before.MaxMinRatio),
            VariationBefore = before.Variation,
            GiniBefore = before.Gini,
            RatioAfter = Finite(after.MaxMinRatio),
            VariationAfter = after.Variation,
            GiniAfter = after.Gini,
            Remarks = string.Join('\n', [.. team.Remarks, .. result.Unassigned.Select(u => $"{problem.Objects[u.Object].Id}没有检查组：{u.Why}")]),
        };
    }

    private static double? Finite(double ratio) => double.IsFinite(ratio) ? ratio : null;

    /// <summary>The seed of the draw; a task handed down with its objects has none, so one is made and kept with the run.</summary>
    private async Task<byte[]> SeedAsync(InspectionTask task, CancellationToken ct) =>
        await db.Set<TaskDraw>().Where(d => d.TaskId == task.Id && d.State == DrawState.Drawn).Select(d => d.Seed).SingleOrDefaultAsync(ct) is { } seed ? Convert.FromHexString(seed) : RandomNumberGenerator.GetBytes(32);
}
