using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Export;
using Qishi.Platform.Web;

namespace Qishi.Modules.Inspections.ListTasks;

/// <summary>A task with how far its visits are.</summary>
internal sealed record TaskRow(Guid Id, string No, string Name, TaskState State, string Initiator, DateOnly StartOn, DateOnly DueOn, bool FromAbove, int Objects, int Done);

/// <summary>All tasks.</summary>
internal sealed class TaskRows(AppDb db)
{
    public static readonly IReadOnlyList<(string Key, string Word, TaskState[] States)> Tabs =
    [
        ("open", "在办", [TaskState.Draft, TaskState.Approved, TaskState.PoolFrozen, TaskState.ObjectsDrawn, TaskState.Matched, TaskState.Dispatched, TaskState.InProgress, TaskState.AllResultsIn, TaskState.Published, TaskState.FollowUp, TaskState.Suspended]),
        ("done", "已办结", [TaskState.Closed, TaskState.Cancelled]),
        ("all", "全部", Enum.GetValues<TaskState>()),
    ];

    public static (string Key, string Word, TaskState[] States) Tab(ListQuery query) => Tabs.FirstOrDefault(t => t.Key == query.Text("tab"), Tabs[0]);

    public IQueryable<TaskRow> Rows(ListQuery query)
    {
        var states = query.Choice<TaskState>("state") is { } one ? [one] : Tab(query).States;
        var rows = db.Set<InspectionTask>().AsNoTracking().Where(t => states.Contains(t.State));
        if (query.Text("q") is { } word)
            rows = rows.Where(t => t.Name.Contains(word) || t.No == word);
        if (query.Number("year") is { } year)
        {
            var (first, last) = (Day(year), Day(year + 1));
            rows = rows.Where(t => t.StartOn >= first && t.StartOn < last);
        }

        return rows.OrderByDescending(t => t.StartOn).ThenByDescending(t => t.No).Select(t => new TaskRow(
            t.Id, t.No, t.Name, t.State, t.Initiator, t.StartOn, t.DueOn, t.FromAbove,
            db.Set<Visit>().Count(v => v.TaskId == t.Id && v.State != VisitState.Cancelled),
            db.Set<Visit>().Count(v => v.TaskId == t.Id && VisitFlow.Completed.Contains(v.State))));
    }

    private static DateOnly Day(int year) => new(Math.Clamp(year, 1900, 2999), 1, 1);
}

internal static class TasksExport
{
    public static async Task<IResult> HandleAsync(HttpContext http, TaskRows reader, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var (query, now) = (ListQuery.From(http), clock.UtcNow());
        var rows = await reader.Rows(query).Take(ExcelFile.MostRows).ToListAsync(ct);
        ExcelColumn<TaskRow>[] columns =
        [
            new("任务编号", t => t.No, 22), new("任务名称", t => t.Name, 40), new("状态", t => TaskFlow.Flow[t.State].Word, 20), new("来源", t => t.FromAbove ? "上级下发" : "本级"), new("发起部门", t => t.Initiator), new("开始", t => t.StartOn, 12), new("截止", t => t.DueOn, 12),
            new("对象（户）", t => t.Objects), new("已完成（户）", t => t.Done), new("完成率", t => t.Objects == 0 ? "" : Percent.Completion(t.Done, t.Objects)),
        ];
        return ExcelFile.Download(ExcelFile.Write("抽查任务", TaskRows.Tab(query).Word, columns, rows, actor, now), "抽查任务", now);
    }
}
