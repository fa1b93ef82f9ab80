using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel.Draw;
using Qishi.Modules.Inspections.Draws;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Files;

namespace Qishi.Modules.Inspections.ShowDraws;

/// <summary>A draw in the public list.</summary>
internal sealed record PublicDrawRow(string No, string TaskName, DrawState State, int PoolSize, int Quota, DateTime FrozenAt, DateTime? DrawnAt);

/// <summary>What everybody may see of draws: all rounds, the ended ones too.</summary>
internal sealed class PublicDraws(AppDb db)
{
    public static readonly IReadOnlyDictionary<DrawState, string> StateWords = new Dictionary<DrawState, string>
    {
        [DrawState.Frozen] = "名录已冻结，等各方承诺",
        [DrawState.Committed] = "各方已承诺，等公开随机数",
        [DrawState.Revealed] = "随机数已公开，待抽取",
        [DrawState.Drawn] = "已抽取",
        [DrawState.Stopped] = "已终止",
    };

    public IQueryable<PublicDrawRow> Rows() =>
        from d in db.Set<TaskDraw>().AsNoTracking()
        join t in db.Set<InspectionTask>() on d.TaskId equals t.Id
        orderby d.FrozenAt descending, d.No
        select new PublicDrawRow(d.No, t.Name, d.State, d.PoolSize, d.Quota, d.FrozenAt, d.DrawnAt);

    public Task<TaskDraw?> FindAsync(string no, CancellationToken ct) => db.Set<TaskDraw>().AsNoTracking().Include(d => d.Parties).SingleOrDefaultAsync(d => d.No == no, ct);

    public Task<InspectionTask> TaskAsync(TaskDraw draw, CancellationToken ct) => db.Set<InspectionTask>().AsNoTracking().SingleAsync(t => t.Id == draw.TaskId, ct);

    /// <summary>Drawn objects with their teams; of inspectors the names only.</summary>
    public IQueryable<Visit> Visits(TaskDraw draw) => db.Set<Visit>().AsNoTracking().Include(v => v.Inspectors).Where(v => v.DrawId == draw.Id).OrderBy(v => v.Place).ThenBy(v => v.Id);

    public Task<List<AssignmentRun>> RunsAsync(TaskDraw draw, CancellationToken ct) => db.Set<AssignmentRun>().AsNoTracking().Where(r => r.TaskId == draw.TaskId && r.Seed == draw.Seed).OrderBy(r => r.Department).ThenBy(r => r.At).ToListAsync(ct);
}

internal static class DrawDownloads
{
    /// <summary>The record that <c>verify-draw</c> reads.</summary>
    public static async Task<IResult> RecordAsync(string no, PublicDraws draws, DrawFiles files, CancellationToken ct) =>
        await draws.FindAsync(no, ct) is { } draw && await files.RecordAsync(draw, ct) is { } record
            ? Results.File(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(record, DrawRecord.Json)), "application/json", $"抽取记录_{draw.No}.json") : Results.NotFound();

    /// <summary>The pool as frozen, before anything is drawn.</summary>
    public static async Task<IResult> PoolAsync(string no, PublicDraws draws, IFileStore files, CancellationToken ct) =>
        await draws.FindAsync(no, ct) is { } draw && await files.OpenAsync(draw.PoolFile, ct) is { } stream ? Results.File(stream, "text/plain; charset=utf-8", $"名录_{draw.No}.txt") : Results.NotFound();
}
