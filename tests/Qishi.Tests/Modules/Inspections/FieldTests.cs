using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Inspections.ImportObjects;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Inspections.ReplaceInspector;
using Qishi.Modules.Inspections.ReviewVisit;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Inspections;

/// <summary>The demo's joint task in the field, over the pages.</summary>
public sealed class FieldTests
{
    [Theory, OnEachDatabase]
    public async Task JointVisit_IsSubmittedWhenAllDepartmentsAreIn_ReviewedBySomebodyElse_ThenPublic(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var visit = await app.WithDbAsync(db => db.Set<Visit>().AsNoTracking().Include(v => v.Inspectors).Include(v => v.Parts)
            .Where(v => v.State == VisitState.Assigned && v.Parts.Count == 2).OrderBy(v => v.No).FirstAsync());
        var (mine, theirs) = (await StaffNoAsync(app, visit, "MSA"), await StaffNoAsync(app, visit, "EMERGENCY"));
        using var first = await app.SignedInAsync(mine);
        using var second = await app.SignedInAsync(theirs);
        using var office = await app.SignedInAsync("1031");
        using var visitor = app.ClientWith();
        var (page, result) = ($"/inspections/visits/{visit.Id}", $"/inspections/visits/{visit.Id}/result");
        // T1-8 over the page: nothing chosen, then what excludes each other; everything typed is kept.
        using var bad = await first.PostFormAsync(result, new Dictionary<string, string?> { ["Form.Results[0].Codes"] = "R08", ["Form.Results[0].Note"] = "地面油污" }, "result");
        var again = await bad.PageAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.StatusCode);
        Assert.Contains("发现了问题的，至少上传或登记一份证据", again.Errors());
        Assert.Contains("地面油污", again.Text());
        await DrawTests.PostedAsync(first, result, new() { ["Form.Results[0].Codes"] = "R01", ["Form.Results[1].Codes"] = "R05", ["Form.Results[1].Evidence"] = "2", ["Form.Disposal"] = "ORDER" }, "result");
        Assert.Equal(VisitState.Assigned, await StateAsync(app, visit.Id));
        await first.GetPageAsync(result, HttpStatusCode.NotFound);
        await DrawTests.PostedAsync(second, result, new() { ["Form.Results[0].Codes"] = "R01", ["Form.Disposal"] = "NONE" }, "result");
        Assert.Equal(VisitState.Submitted, await StateAsync(app, visit.Id));
        // Nobody reviews the own visit, and nothing is public before.
        Assert.Null((await first.GetPageAsync(page)).QuerySelector("button[value=review]"));
        Assert.DoesNotContain(visit.No, (await visitor.GetPageAsync("/public/inspections")).Text());
        await DrawTests.PostedAsync(office, page, new() { ["Review.Act"] = "review" }, "review");
        await DrawTests.PostedAsync(office, page, new() { ["Review.Act"] = "publish" }, "review");
        Assert.Contains("住宿业部门联合双随机抽查", (await visitor.GetPageAsync("/public/inspections?q=" + visit.ObjectCode)).Text());
        var follow = await app.WithDbAsync(db => db.Set<FollowUp>().SingleAsync(f => f.VisitId == visit.Id));
        Assert.Equal((FollowUpKind.Reinspect, "MSA"), (follow.Kind, follow.Handler));
        Assert.Contains(visit.ObjectName, (await office.GetPageAsync("/inspections/follow-ups")).Text());
        await DrawTests.PostedAsync(office, "/inspections/follow-ups", new() { ["Finish.Id"] = follow.Id.ToString(), ["Finish.Outcome"] = "复查已经改正" }, "finish");
        Assert.Equal(FollowUpState.Done, await app.WithDbAsync(db => db.Set<FollowUp>().Where(f => f.Id == follow.Id).Select(f => f.State).SingleAsync()));
    }

    /// <summary>Whoever of the two comes second sees what the first did: the task never stays behind its visits.</summary>
    [Theory, OnEachDatabase]
    public async Task LastTwoVisits_ReviewedAtOnce_MoveTheTaskOn(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var office = await app.ActorAsync("1031");
        for (var round = 0; round < 8; round++)
        {
            var no = "ZZ" + Guid.NewGuid().ToString("N")[..10];
            var task = new InspectionTask { Id = Guid.NewGuid(), No = no, Name = "同时审核的任务", Initiator = "MSA", Members = "|MSA|", Items = "|X|", Scope = new() { }, ProposedBy = "测试" };
            Guid[] visits = [Guid.NewGuid(), Guid.NewGuid()];
            await app.WithDbAsync(async db =>
            {
                db.Add(task).Property(t => t.State).CurrentValue = TaskState.InProgress;
                foreach (var (id, n) in visits.Select((id, n) => (id, n)))
                    db.Add(new Visit { Id = id, TaskId = task.Id, No = $"{no}-{n}", Place = n + 1, ObjectCode = $"{no}{n}", ObjectName = "测试商行", Address = "测试路1号", OverallCodes = "|R01|", CheckedOn = new(2026, 11, 20) })
                        .Property(v => v.State).CurrentValue = VisitState.Submitted;
                return await db.SaveChangesAsync();
            });
            await Task.WhenAll(visits.Select(id => Task.Run(() => app.AsAsync(office, async s =>
                Assert.True((await s.GetRequiredService<ReviewVisitHandler>().HandleAsync(id, new() { Act = VisitFlow.Review }, default)).Ok)))));
            Assert.Equal(TaskState.AllResultsIn, await app.WithDbAsync(db => db.Set<InspectionTask>().Where(t => t.Id == task.Id).Select(t => t.State).SingleAsync()));
        }
    }

    /// <summary>人工调整: reason and second person; the random replacement keeps every rule.</summary>
    [Theory, OnEachDatabase]
    public async Task Replacement_ByHand_NeedsReasonAndLeader_AtRandom_KeepsTheRules(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (office, leader) = (await app.ActorAsync("1031"), await app.ActorAsync("leader1"));
        // Other tests have visits here too, for some of which nobody else is left.
        var (visit, leaving, able) = await app.AsAsync(office, async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            foreach (var v in await db.Set<Visit>().AsNoTracking().Include(v => v.Inspectors).Where(v => v.State == VisitState.Assigned && v.Parts.Count == 2).OrderByDescending(v => v.No).ToListAsync())
            {
                var task = await db.Set<InspectionTask>().AsNoTracking().SingleAsync(t => t.Id == v.TaskId);
                if (v.Inspectors.FirstOrDefault(i => i.Department == "MSA" && i.ReplacedAt is null) is { } leaves && await s.GetRequiredService<ReplaceInspectorHandler>().AbleAsync(v, task, leaves.AccountId, default) is { Count: > 1 } found)
                    return (v, leaves, found);
            }

            throw new InvalidOperationException("There is no visit for which somebody can step in.");
        });
        async Task<string> CodeAsync(Qishi.Platform.Auth.Actor who, ReplaceInspectorForm form) => await app.AsAsync(who, async s => (await s.GetRequiredService<ReplaceInspectorHandler>().HandleAsync(visit.Id, form, default)) is { Ok: false } r ? r.Problems[0].Code : "");
        Assert.Equal("reason-missing", await CodeAsync(office, new() { Out = $"{leaving.AccountId}", Kind = "MANUAL" }));
        Assert.Equal("in-missing", await CodeAsync(office, new() { Out = $"{leaving.AccountId}", Kind = "MANUAL", Reason = "工作需要", In = $"{Guid.NewGuid()}" }));
        Assert.DoesNotContain(able, i => visit.Inspectors.Any(v => v.AccountId == i.AccountId) || i.Department != "MSA");
        Assert.Equal("", await CodeAsync(office, new() { Out = $"{leaving.AccountId}", Kind = "MANUAL", Reason = "工作需要", In = $"{able[0].AccountId}" }));
        Assert.False((await app.AsAsync(office, s => s.GetRequiredService<ReplaceInspectorHandler>().DecideAsync(visit.Id, true, default))).Ok);
        Assert.True((await app.AsAsync(leader, s => s.GetRequiredService<ReplaceInspectorHandler>().DecideAsync(visit.Id, true, default))).Ok);
        Assert.Equal("", await CodeAsync(office, new() { Out = $"{able[0].AccountId}", Kind = "LEAVE", Reason = "突发疾病" }));
        var team = await app.WithDbAsync(db => db.Set<VisitInspector>().Where(i => i.VisitId == visit.Id && i.Department == "MSA" && i.ReplacedAt == null).Select(i => i.AccountId).ToListAsync());
        Assert.Equal(2, team.Distinct().Count());
        Assert.DoesNotContain(able[0].AccountId, team);
    }

    /// <summary>§五.4: the region's old codes mean the merged station; what nobody knows waits and is not dropped.</summary>
    [Theory, OnEachDatabase]
    public async Task T1_6_ObjectsFromAbove_WithOldCodes_GoToTheMergedStation_UnknownOnesWait(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var office = await app.ActorAsync("1031");
        var task = await app.WithDbAsync(async db =>
        {
            var t = new InspectionTask
            {
                Id = Guid.NewGuid(),
                No = "UP-" + Guid.NewGuid().ToString("N")[..8],
                Name = "上级下发",
                FromAbove = true,
                Initiator = "MSA",
                Members = "|MSA|",
                Items = "|MSA-001|",
                Scope = new(),
                StartOn = new(2026, 11, 2),
                DueOn = new(2026, 12, 31),
                HalfPoints = 2,
                ProposedBy = "测试",
            };
            t.Move(TaskFlow.Approve, DateTime.UnixEpoch);
            db.Add(t);
            await db.SaveChangesAsync();
            return t;
        });
        var counted = await app.AsAsync(office, s => s.GetRequiredService<ImportObjectsHandler>().HandleAsync(task.Id, new() { Upstream = "GX", Lines = "A1,甲店,某路1号,45152105\nA2\t乙店\t某路2号\t45152106\nA3,丙店,某路3号,99999999" }, default));
        Assert.Equal((2, 1), counted.Value);
        var stations = await app.WithDbAsync(db => db.Set<Visit>().Where(v => v.TaskId == task.Id).Select(v => v.Station).ToListAsync());
        Assert.Equal(["MSA-S05", "MSA-S05"], stations);
        var waiting = await app.WithDbAsync(db => db.Set<UnmappedObject>().SingleAsync(u => u.TaskId == task.Id));
        using var page = await app.SignedInAsync("1031");
        Assert.Contains("丙店", (await page.GetPageAsync("/inspections/unmapped")).Text());
        Assert.Equal(1, (await app.AsAsync(office, s => s.GetRequiredService<ImportObjectsHandler>().MapAsync(waiting.Id, "MSA-S01", default))).Value);
        Assert.Equal(3, await app.WithDbAsync(db => db.Set<Visit>().CountAsync(v => v.TaskId == task.Id)));
        await page.GetPageAsync("/inspections/merges");
    }

    /// <summary>Food items that one level has checked within three months are not checked again by the other without a suspicion (rulebook B §1.3): the task says so.</summary>
    [Theory, OnEachDatabase]
    public async Task FoodItems_CheckedByTheOtherLevelWithinThreeMonths_AreNamed(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var mark = Guid.NewGuid().ToString("N")[..6];
        InspectionTask NewTask(string name, string items, bool above) => new() { Id = Guid.NewGuid(), No = $"FR-{mark}-{name}", Name = "测试食品检查", FromAbove = above, Initiator = "MSA", Members = "|MSA|", Items = items, Scope = new(), StartOn = new(2026, 11, 20), DueOn = new(2026, 12, 20), HalfPoints = 4, ProposedBy = "测试" };
        Visit NewVisit(InspectionTask task, string code, DateOnly? on) => new() { Id = Guid.NewGuid(), TaskId = task.Id, No = $"{task.No}-{code}", ObjectCode = $"FR{mark}{code}", ObjectName = $"店{code}", Address = "测试路1号", HalfPoints = 4, CheckedOn = on };
        var (above, own, other) = (NewTask("1", "|MSA-012|MSA-001|", true), NewTask("2", "|MSA-012|", false), NewTask("3", "|MSA-001|", false));
        await app.WithDbAsync(async db =>
        {
            db.AddRange(above, own, other);
            db.AddRange(NewVisit(above, "A", null), NewVisit(above, "B", null), NewVisit(above, "C", null), NewVisit(above, "D", null));
            // A two months ago; B four months ago; C of other items; D by nobody.
            db.AddRange(NewVisit(own, "A", new(2026, 9, 25)), NewVisit(own, "B", new(2026, 7, 20)), NewVisit(other, "C", new(2026, 11, 1)));
            await db.SaveChangesAsync();
            return 0;
        });
        using var office = await app.SignedInAsync("1031");
        var page = (await office.GetPageAsync($"/inspections/tasks/{above.Id}")).Text();
        Assert.Contains("本局三个月内已经检查过这些对象的同样食品事项", page);
        Assert.Contains("店A，2026年9月25日检查", page);
        Assert.DoesNotContain("店B，", page);
        Assert.DoesNotContain("店C，", page);
        Assert.DoesNotContain("不重复检查", (await office.GetPageAsync($"/inspections/tasks/{other.Id}")).Text());
    }

    /// <summary>A changed item holds from its day, only after a second person; the list of the day before stays.</summary>
    [Theory, OnEachDatabase]
    public async Task Item_IsPublishedByASecondPerson_AndThePastStaysAsItWas(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var first = await app.SignedInAsync("1031");
        using var second = await app.SignedInAsync("1032");
        var today = await app.AsAsync(null, s => Task.FromResult(s.GetRequiredService<TimeProvider>().Today()));
        var from = today.AddDays(3);
        using var proposed = await first.PostFormAsync("/inspections/items/TOBACCO-001/change", new Dictionary<string, string?> { ["Form.Name"] = "烟草制品零售和电子烟检查", ["From"] = $"{from:yyyy-MM-dd}", ["Reason"] = "电子烟管理办法" }, "change");
        Assert.True(proposed.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Found, string.Join("; ", (await proposed.PageAsync()).Errors()));
        var decide = proposed.Headers.Location!.ToString();
        Assert.Null((await first.GetPageAsync(decide)).QuerySelector("button[value=yes]"));
        await DrawTests.PostedAsync(second, decide, new() { ["Verdict.Act"] = "yes" }, "decide");
        var (before, after) = await app.AsAsync(null, async s => ((await s.GetRequiredService<ItemBook>().OnAsync(["TOBACCO-001"], from.AddDays(-1), default)).Single(), (await s.GetRequiredService<ItemBook>().OnAsync(["TOBACCO-001"], from, default)).Single()));
        Assert.Equal(("烟草制品零售检查", "烟草制品零售和电子烟检查"), (before.Name, after.Name));
    }

    private static Task<VisitState> StateAsync(TestApp app, Guid id) => app.WithDbAsync(db => db.Set<Visit>().Where(v => v.Id == id).Select(v => v.State).SingleAsync());

    private static Task<string> StaffNoAsync(TestApp app, Visit visit, string department)
    {
        var account = visit.Inspectors.First(i => i.Department == department && i.ReplacedAt is null).AccountId;
        return app.WithDbAsync(db => db.Set<Staff>().Where(s => s.AccountId == account).Select(s => s.StaffNo).SingleAsync());
    }
}
