using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Inspections.RecordResult;
using Qishi.Platform.Data;

namespace Qishi.Modules.Inspections.Field.TakeOperation;

/// <summary>
/// What the team of a department gathered with its phones, as its result: the latest version of each item with its photos as evidence, and the record (现场检查笔录) frozen with it. Rules and
/// saving are <see cref="RecordResultHandler"/>'s.
/// </summary>
internal sealed class FieldSubmission(AppDb db, ItemBook book, IDocuments documents, RecordResultHandler results)
{
    public async Task<Result<Guid>> SubmitAsync(Visit visit, InspectionTask task, VisitPart part, VisitInspector self, FieldValue value, CancellationToken ct)
    {
        var entries = await LatestAsync(db, visit.Id, ct);
        var items = await book.OnAsync(part.ItemCodes, task.StartOn, ct);
        var found = items.Select(i => (Item: i, Entry: entries.GetValueOrDefault($"{FieldEntry.Item}:{i.Code}"))).ToList();
        var sign = entries.GetValueOrDefault($"{FieldEntry.Sign}:{part.Department}");
        var arrived = visit.Inspectors.Where(i => i.Department == part.Department && i.ReplacedAt is null).Select(i => entries.GetValueOrDefault($"{FieldEntry.Arrive}:{i.AccountId:N}")).OfType<FieldEntry>().MinBy(e => e.At);
        if (Missing(arrived, sign, found.Select(f => f.Entry)) is { } missing)
            return missing;
        var photos = entries.Values.Where(e => e.Key.StartsWith(FieldEntry.Photo, StringComparison.Ordinal)).Select(e => FieldValue.Read(e.Value)).ToList();
        var lines = found.ConvertAll(f => new RecordLine(f.Item, f.Entry is null ? new() : FieldValue.Read(f.Entry.Value), photos.Count(p => p.Item == f.Item.Code)));
        documents.Issue(FieldRecord.Of(visit, task, part, new(lines, arrived!, entries.GetValueOrDefault($"{FieldEntry.Leave}:{self.AccountId:N}"), sign!, value)));
        var checkedOn = ChinaTime.DayOf(arrived!.At);
        var answer = await results.HandleAsync(visit.Id, new RecordResultForm
        {
            Results = lines.ConvertAll(l => new ItemResultForm { Item = l.Item.Code, Codes = [.. l.Value.Codes ?? []], EvidenceKind = l.Value.EvidenceKind, Evidence = $"{l.Photos}", Note = l.Value.Note }),
            Disposal = value.Disposal ?? "NONE",
            CheckedOn = $"{checkedOn:yyyy-MM-dd}",
            Note = value.Note,
        }, ct);
        return answer.Ok ? answer : Result<Guid>.Refused(answer.Problems.Select(p => Named(p, items)).ToList());
    }

    /// <summary>The version that stands, of every key of a visit.</summary>
    public static async Task<Dictionary<string, FieldEntry>> LatestAsync(AppDb db, Guid visit, CancellationToken ct) => (await LatestAsync(db, [visit], ct)).GetValueOrDefault(visit, []);

    /// <summary>The same for many visits; a visit without an entry is left out.</summary>
    public static async Task<Dictionary<Guid, Dictionary<string, FieldEntry>>> LatestAsync(AppDb db, IReadOnlyList<Guid> visits, CancellationToken ct) =>
        (await db.Set<FieldEntry>().AsNoTracking().Where(e => visits.Contains(e.VisitId)).ToListAsync(ct))
            .GroupBy(e => e.VisitId).ToDictionary(v => v.Key, v => v.GroupBy(e => e.Key).ToDictionary(g => g.Key, g => g.MaxBy(e => e.Number)!));

    private static Problem? Missing(FieldEntry? arrived, FieldEntry? sign, IEnumerable<FieldEntry?> items) =>
        arrived is null ? new("arrival-missing", "还没有记到场时间。请先点“到场”，亮证、扫码", null, "B §1.6")
        : sign is null ? new("signature-missing", "还没有签字。请当事人签字，或者写明拒签、无人签字的情况", null, "企业公示信息抽查办法第九条")
        : items.OfType<FieldEntry>().Any(e => e.At > sign.At) ? new("signed-before", "签字以后又改了检查内容。请当事人看过改后的内容，重新签字")
        : null;

    /// <summary>A problem of a form row, said with the name of its item.</summary>
    private static Problem Named(Problem problem, List<CheckItem> items) =>
        problem.Field is { } field && field.StartsWith("Results[", StringComparison.Ordinal) && int.TryParse(field["Results[".Length..field.IndexOf(']', StringComparison.Ordinal)], out var n) && n < items.Count
            ? problem with { Sentence = $"“{items[n].Name}”：{problem.Sentence}", Field = items[n].Code }
            : problem;
}
