using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Inspections.Field.TakeOperation;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Inspections.Field.SendVisits;

/// <summary>Everything a phone needs to work without signal. Only visits of the person who asks; others never reach the phone.</summary>
internal sealed record FieldBundle(Guid Account, string Name, string Token, DateTime Now, DateOnly Today, int KeepDays, IReadOnlyList<FieldCode> Codes, IReadOnlyDictionary<string, string> Disposals, IReadOnlyDictionary<string, string> EvidenceKinds, IReadOnlyList<FieldVisit> Visits);

internal sealed record FieldCode(string Code, string Word, bool Negative, bool Alone);

/// <param name="Licence">What the code on the printed licence ends with; null when there is none.</param>
/// <param name="Open">This person's department may still enter something.</param>
/// <param name="Entries">The version that stands, by key.</param>
internal sealed record FieldVisit(
    Guid Id, string No, string Name, string Code, string? Licence, string Address, string Task, bool Unannounced, DateOnly StartOn, DateOnly DueOn, string Department, string State, bool Open, string Team,
    DateTime? NotifiedAt, DateOnly? NoticeFor, string NoticeUrl, string? Submitted, IReadOnlyList<FieldItem> Items, IReadOnlyList<FieldState> Entries, IReadOnlyList<FieldPaper> Papers);

internal sealed record FieldItem(string Code, string Name, bool Key, string Basis, IReadOnlyList<FieldPoint> Points);

internal sealed record FieldPoint(string Point, string Article);

internal sealed record FieldState(Guid Id, string Key, int Number, FieldValue Value, string By, DateTime At, bool Mine);

internal sealed record FieldPaper(string Title, string Url, DateTime At);

/// <summary>Collects the visits of an inspector: those to be done, and those done within the days a phone keeps them.</summary>
internal sealed class FieldVisits(AppDb db, ItemBook book, IDocuments documents, ILicenceFacts licences, IRules rules, Actor actor, TimeProvider clock)
{
    /// <summary>More than anybody has at once; the nearest first.</summary>
    private const int Most = 200;

    public async Task<FieldBundle> BundleAsync(string token, CancellationToken ct)
    {
        var (now, today, me) = (clock.UtcNow(), clock.Today(), actor.AccountId!.Value);
        var keep = (await rules.BookAsync(ct)).Int("rnd.fieldKeepCD", today);
        var since = now.AddDays(-keep);
        var visits = await db.Set<Visit>().AsNoTracking().Include(v => v.Inspectors).Include(v => v.Parts).AsSplitQuery()
            .Where(v => v.Inspectors.Any(i => i.AccountId == me && i.ReplacedAt == null) && v.State != VisitState.Cancelled && (VisitFlow.Open.Contains(v.State) || v.StateSince >= since))
            .OrderBy(v => v.DueOn).ThenBy(v => v.No).Take(Most).ToListAsync(ct);
        var taskIds = visits.Select(v => v.TaskId).Distinct().ToList();
        var tasks = await db.Set<InspectionTask>().AsNoTracking().Where(t => taskIds.Contains(t.Id)).ToDictionaryAsync(t => t.Id, ct);
        var entries = await FieldSubmission.LatestAsync(db, visits.ConvertAll(v => v.Id), ct);
        var issued = visits.FindAll(v => TaskFlow.Issued.Contains(tasks[v.TaskId].State));
        // Two hundred visits, not two hundred questions: items by task, licences and papers of all at once.
        var items = new Dictionary<Guid, List<CheckItem>>();
        foreach (var task in issued.Select(v => v.TaskId).Distinct())
            items[task] = await book.OnAsync(tasks[task].ItemCodes, tasks[task].StartOn, ct);
        var about = new About(await licences.FindAllAsync([.. issued.Select(v => v.ObjectCode).Distinct()], ct), await documents.OfAllAsync([.. issued.Select(FieldSubject.Of)], ct));
        var lines = issued.ConvertAll(v => Line(v, tasks[v.TaskId], items[v.TaskId], about, me, entries.GetValueOrDefault(v.Id, [])));
        return new(me, actor.Name, token, now, today, keep, [.. ResultCodes.All.Select(c => new FieldCode(c.Code, c.Word, c.Class == ResultClass.Negative, c.Alone))], ResultCodes.Disposals, ResultCodes.EvidenceKinds, lines);
    }

    private static FieldVisit Line(Visit visit, InspectionTask task, List<CheckItem> ofTask, About about, Guid me, Dictionary<string, FieldEntry> entries)
    {
        var self = visit.Inspectors.First(i => i.AccountId == me && i.ReplacedAt is null);
        var part = visit.Parts.First(p => p.Department == self.Department);
        var items = ofTask.Where(i => part.ItemCodes.Contains(i.Code));
        var keys = part.ItemCodes.Select(c => $"{FieldEntry.Item}:{c}").Append($"{FieldEntry.Sign}:{part.Department}").Append($"{FieldEntry.Arrive}:{me:N}").Append($"{FieldEntry.Leave}:{me:N}").ToHashSet();
        var mine = entries.Values.Where(e => keys.Contains(e.Key) || (e.Key.StartsWith(FieldEntry.Photo, StringComparison.Ordinal) && Of(e, part))).OrderBy(e => e.At);
        var open = VisitFlow.Open.Contains(visit.State) && part.SubmittedAt is null && task.State is TaskState.Dispatched or TaskState.InProgress;
        return new(
            visit.Id, visit.No, visit.ObjectName, visit.ObjectCode, open ? about.Licences.GetValueOrDefault(visit.ObjectCode)?.Slots.GetValueOrDefault("VerifyUrl") : null, visit.Address, task.Name, task.Unannounced, task.StartOn, visit.DueOn, self.Department, VisitFlow.Flow[visit.State].Word,
            open,
            string.Join('、', visit.Inspectors.Where(i => i.ReplacedAt is null).OrderBy(i => i.Department).ThenBy(i => i.Place).Select(i => i.Name)),
            visit.NotifiedAt, visit.NoticeFor, Urls.Notice(visit.Id), part.SubmittedAt is null ? null : part.SubmittedBy,
            [.. items.Select(i => new FieldItem(i.Code, i.Name, i.Type == ItemType.Key, i.Basis, [.. i.PointLines.Select(p => new FieldPoint(p.Point, p.Article))]))],
            [.. mine.Select(e => new FieldState(e.Id, e.Key, e.Number, FieldValue.Read(e.Value), e.By, e.At, e.AccountId == me))],
            [.. about.Papers[FieldSubject.Of(visit)].Select(p => new FieldPaper(p.Title, $"/documents/{p.Id}.pdf", p.IssuedAt))]);
    }

    private sealed record About(IReadOnlyDictionary<string, LicenceFacts> Licences, ILookup<string, DocumentCard> Papers);

    private static bool Of(FieldEntry photo, VisitPart part) => FieldValue.Read(photo.Value).Item is not { } item || part.ItemCodes.Contains(item);
}

internal static class BundleDownload
{
    /// <summary>With a fresh form token: the operations that follow are posts of this session.</summary>
    public static async Task<IResult> HandleAsync(HttpContext http, FieldVisits visits, IAntiforgery antiforgery, CancellationToken ct) =>
        Results.Json(await visits.BundleAsync(antiforgery.GetAndStoreTokens(http).RequestToken!, ct));
}
