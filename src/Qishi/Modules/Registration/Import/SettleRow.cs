using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Registration.Import;

public sealed class SettleRowForm
{
    /// <summary>Cells in the order of the template.</summary>
    public List<string?> Cells { get; set; } = [];

    /// <summary>mend or drop.</summary>
    public string? Act { get; set; }
    public string? Reason { get; set; }
}

/// <summary>A row that was set aside: mended and imported alone by the same rules, or left out for good with a reason. The row as it came is kept either way.</summary>
internal sealed class SettleRowHandler(AppDb db, ImportBatch batch, GroundReader grounds, FieldCipher cipher, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<(ImportFile Import, ImportRow Row)?> FindAsync(Guid id, int no, CancellationToken ct)
    {
        var import = await db.Set<ImportFile>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct);
        var row = await db.Set<ImportRow>().AsNoTracking().SingleOrDefaultAsync(r => r.ImportId == id && r.No == no, ct);
        return import is null || row?.Raw is null ? null : (import, row);
    }

    public async Task<Result<string>> HandleAsync(Guid id, int no, SettleRowForm form, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Of two who settle one row the second waits here and then sees that it is settled.
        await db.Set<ImportFile>().Where(i => i.Id == id).ExecuteUpdateAsync(s => s.SetProperty(i => i.Size, i => i.Size), ct);
        if (await db.Set<ImportRow>().SingleOrDefaultAsync(r => r.ImportId == id && r.No == no, ct) is not { } line)
            return new Problem("not-found", "没有这一行");
        if (line.Outcome != RowOutcome.Bad)
            return new Problem("settled", $"这一行已由{line.SettledBy ?? "系统"}处理，现在是“{ImportRow.Word(line.Outcome)}”，没有重复处理");
        var result = form.Act == "drop" ? Drop(line, form) : await MendAsync(line, form, ct);
        if (!result.Ok)
            return result;
        (line.SettledBy, line.SettledAt) = (actor.NameOnRecord, clock.UtcNow());
        log.Record(actor, "ImportRowSettling", null, new ImportRowSettled(id, no, line.Outcome == RowOutcome.Mended));
        await db.Set<ImportFile>().Where(i => i.Id == id).ExecuteUpdateAsync(
            s => s.SetProperty(i => i.Bad, i => i.Bad - 1).SetProperty(i => i.Fine, i => i.Fine + (line.Outcome == RowOutcome.Mended ? 1 : 0)), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return result;
    }

    private static Result<string> Drop(ImportRow line, SettleRowForm form)
    {
        var reason = NormalisedText.Text(form.Reason);
        if (reason.Length is 0 or > 200)
            return new Problem("reason-required", "不导入的，请写明原因，最多200个字", nameof(form.Reason));
        (line.Outcome, line.Reason) = (RowOutcome.Dropped, reason);
        return "已登记为不导入，原来的内容仍然保留";
    }

    private async Task<Result<string>> MendAsync(ImportRow line, SettleRowForm form, CancellationToken ct)
    {
        var cells = ImportColumns.All.Select((c, i) => (c.Head, Text: form.Cells.ElementAtOrDefault(i)?.ReplaceLineEndings("\n").Trim() ?? "")).Where(c => c.Text.Length > 0).ToDictionary(c => c.Head, c => c.Text);
        var ground = await grounds.ReadAsync(clock.Today(), ct);
        var prepared = PreparedRow.Of(new(line.No, cells), ground, cipher, write: true);
        if (prepared.Row.Entity is null)
            return Result<string>.Refused([.. prepared.Row.Problems.Select(AtCell)]);
        var (lines, counts) = await batch.RunAsync(line.ImportId, [prepared], [], ground, write: true, ct);
        if (counts.Fine == 0)
            return new Problem("row-refused", lines[0].Problems ?? "主体库中已有相同的一户，没有变化");
        (line.Outcome, line.EntityId, line.Doubts) = (RowOutcome.Mended, lines[0].EntityId, lines[0].Doubts);
        return "已导入这一户";
    }

    private static Problem AtCell(Problem problem)
    {
        var place = ImportColumns.All.ToList().FindIndex(c => c.Head == problem.Field);
        return new(problem.Code, $"{problem.Field}：{problem.Sentence}", place < 0 ? null : $"Cells[{place}]", problem.Rule);
    }
}
