using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Draws;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Export;
using Qishi.Platform.Web;

namespace Qishi.Modules.Inspections.ShowTask;

/// <param name="Task">The task.</param>
/// <param name="Items">Its items as published on its first day.</param>
/// <param name="Draws">All rounds, newest first.</param>
/// <param name="Runs">All assignments, newest first.</param>
internal sealed record TaskView(InspectionTask Task, IReadOnlyList<CheckItem> Items, IReadOnlyList<TaskDraw> Draws, IReadOnlyList<AssignmentRun> Runs);

/// <summary>Everything about one task.</summary>
internal sealed class ShowTaskHandler(AppDb db, ItemBook book)
{
    public async Task<TaskView?> FindAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<InspectionTask>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct) is not { } task)
            return null;
        return new(
            task, await book.OnAsync(task.ItemCodes, task.StartOn, ct), await db.Set<TaskDraw>().AsNoTracking().Include(d => d.Parties).Where(d => d.TaskId == id).OrderByDescending(d => d.Round).ToListAsync(ct),
            await db.Set<AssignmentRun>().AsNoTracking().Where(r => r.TaskId == id).OrderByDescending(r => r.At).ThenBy(r => r.Department).ToListAsync(ct));
    }

    public IQueryable<Visit> Visits(Guid taskId) => db.Set<Visit>().AsNoTracking().Include(v => v.Inspectors).Where(v => v.TaskId == taskId && v.State != VisitState.Cancelled).OrderBy(v => v.Place).ThenBy(v => v.No);

    /// <summary>Links of the parties of the round in hand.</summary>
    public static IReadOnlyList<(DrawParty Party, string Url)> Links(TaskDraw draw) => [.. draw.Parties.OrderBy(p => p.Place).Select(p => (p, Urls.Party(DrawFiles.TokenOf(draw, p.Place))))];

    public static string Team(Visit visit) => visit.Inspectors.Where(i => i.ReplacedAt == null).OrderBy(i => i.Department == "MSA" ? "" : i.Department, StringComparer.Ordinal).ThenBy(i => i.Place).Select(i => i.Name) is var names && names.Any() ? string.Join('、', names) : "待匹配";
}

internal static class VisitsExport
{
    public static async Task<IResult> HandleAsync(Guid id, ShowTaskHandler tasks, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await tasks.FindAsync(id, ct) is not { } view)
            return Results.NotFound();
        var now = clock.UtcNow();
        var rows = await tasks.Visits(id).Take(ExcelFile.MostRows).ToListAsync(ct);
        ExcelColumn<Visit>[] columns =
        [
            new("顺序", v => v.Place, 8), new("编号", v => v.No, 24), new("名称", v => v.ObjectName, 36), new("代码", v => v.ObjectCode, 22), new("住所（经营场所）", v => v.Address, 40), new("检查人员", ShowTaskHandler.Team, 30), new("状态", v => VisitFlow.Flow[v.State].Word, 18),
            new("检查日期", v => v.CheckedOn, 12), new("检查结果", v => string.Join('；', v.Codes.Select(ResultCodes.Word)), 40), new("公示期限", v => v.PublishDueOn, 12), new("公示", v => v.PublishedAt),
        ];
        return ExcelFile.Download(ExcelFile.Write(view.Task.Name, view.Task.No, columns, rows, actor, now), $"检查结果汇总表_{view.Task.No}", now);
    }
}
