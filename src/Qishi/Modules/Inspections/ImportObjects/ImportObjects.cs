using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Inspections.AssignInspectors;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.DecideTask;
using Qishi.Modules.Inspections.DrawObjects;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Inspections.ImportObjects;

public sealed class ImportObjectsForm
{
    /// <summary>Name of the upstream system.</summary>
    public string? Upstream { get; set; }

    /// <summary>One object a line: code, name, address, station code of the upstream system; divided by tabs or commas.</summary>
    public string? Lines { get; set; }
}

/// <summary>
/// Objects handed down from above, with the upstream system's station codes: each is resolved to the unit of the task's day, whatever became of the station; what nobody knows waits in 待映射. Nothing is dropped (source report §五.4).
/// </summary>
internal sealed class ImportObjectsHandler(AppDb db, StationMap stations, VisitMaker maker, EventLog log, Actor actor, TimeProvider clock)
{
    private const int MostLines = 5_000;

    public async Task<Result<(int Fine, int Waiting)>> HandleAsync(Guid taskId, ImportObjectsForm form, CancellationToken ct)
    {
        if (!actor.May(Permissions.Draw) || await db.Set<InspectionTask>().SingleOrDefaultAsync(t => t.Id == taskId, ct) is not { FromAbove: true } task)
            return DecideTaskHandler.NotThere;
        var upstream = NormalisedText.Text(form.Upstream);
        if (upstream.Length is < 2 or > 40)
            return new Problem("upstream-missing", "请填写上级系统的名称，如GX", nameof(form.Upstream));
        var lines = (form.Lines ?? "").Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(['\t', ',', '，'], StringSplitOptions.TrimEntries)).ToList();
        if (lines.Count is 0 or > MostLines || lines.FindIndex(l => l.Length < 4 || l[0].Length is 0 or > 40 || l[1].Length is 0 or > 200) is >= 0)
            return new Problem("lines-bad", $"请每行填写一户：代码、名称、地址、监管所代码，用制表符或逗号隔开，最多{MostLines}户{(lines.FindIndex(l => l.Length < 4) is >= 0 and var bad ? $"。第{bad + 1}行不够四项" : "")}", nameof(form.Lines));
        if (lines.DistinctBy(l => l[0]).Count() != lines.Count)
            return new Problem("lines-double", "同一个代码出现了两次", nameof(form.Lines));
        if (task.Move("import-objects", clock.UtcNow()) is { Ok: false } refused)
            return Result<(int, int)>.Refused(refused.Problems);
        await stations.ReadAsync(task.StartOn, ct);
        var parts = await maker.PartsAsync(task, ct);
        var (place, waiting) = (0, 0);
        foreach (var line in lines)
        {
            if (stations.OfCode(upstream, line[3], task.StartOn) is { } unit)
            {
                maker.Add(task, parts, ++place, 1, NormalisedText.Codes(line[0]), line[1], line[2], unit);
                continue;
            }

            waiting++;
            db.Add(new UnmappedObject { Id = Guid.CreateVersion7(clock.GetUtcNow()), TaskId = taskId, Upstream = upstream, Code = line[3], ObjectCode = NormalisedText.Codes(line[0]), ObjectName = line[1], Address = line[2], At = clock.UtcNow() });
        }

        log.Record(actor, "UpstreamObjectsImporting", null, new InspectionTaskMoved(task.No, task.State.ToString()), new UpstreamCodeMapped(task.No, upstream, waiting > 0));
        await db.SaveChangesAsync(ct);
        return (place, waiting);
    }

    /// <summary>A code that waited is given its unit: the code is remembered from the task's day on, and every object that waited for it gets its visit.</summary>
    public async Task<Result<int>> MapAsync(Guid id, string? unit, CancellationToken ct)
    {
        if (!actor.May(Permissions.People) || await db.Set<UnmappedObject>().SingleOrDefaultAsync(u => u.Id == id && u.MappedAt == null, ct) is not { } first)
            return new Problem("unmapped-not-found", "没有找到这条待映射的记录");
        var task = await db.Set<InspectionTask>().SingleAsync(t => t.Id == first.TaskId, ct);
        await stations.ReadAsync(task.StartOn, ct);
        if (!stations.IsStation(unit))
            return new Problem("unit-missing", "请选择监管所", "Unit");
        if (task.State != TaskState.ObjectsDrawn)
            return new Problem("too-late", "这个任务已经匹配人员或者已经结束。请先终止匹配，或者另建任务检查这一户");
        var parts = await maker.PartsAsync(task, ct);
        var all = await db.Set<UnmappedObject>().Where(u => u.TaskId == task.Id && u.Upstream == first.Upstream && u.Code == first.Code && u.MappedAt == null).OrderBy(u => u.ObjectCode).ToListAsync(ct);
        var place = await db.Set<Visit>().CountAsync(v => v.TaskId == task.Id, ct);
        foreach (var waiting in all)
        {
            (waiting.Unit, waiting.MappedAt, waiting.MappedBy) = (unit, clock.UtcNow(), actor.NameOnRecord);
            maker.Add(task, parts, ++place, 1, waiting.ObjectCode, waiting.ObjectName, waiting.Address, unit);
        }

        db.Add(new LegacyCode { Id = Guid.CreateVersion7(clock.GetUtcNow()), Upstream = first.Upstream, Code = first.Code, Unit = unit!, From = task.StartOn });
        log.Record(actor, "UpstreamCodeMapping", null, new UpstreamCodeMapped(task.No, first.Code, false));
        await db.SaveChangesAsync(ct);
        return all.Count;
    }
}
