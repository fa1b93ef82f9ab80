using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Export;
using Qishi.Platform.Web;

namespace Qishi.Modules.Inspections.OfficeWork;

public sealed class OfficeRecordForm
{
    public string? Kind { get; set; }
    public string? No { get; set; }
    public string? Title { get; set; }
    public string? Text { get; set; }
    public string? On { get; set; }

    /// <summary>Day of publication; empty: for the departments only.</summary>
    public string? PublishedOn { get; set; }

    public IReadOnlyList<IFormFile>? Files { get; set; }
}

/// <summary>Meetings, documents and reminders of the joint office, newest first.</summary>
internal sealed class OfficeRows(AppDb db)
{
    public const string Meeting = "meeting", Document = "document", Reminder = "reminder";

    public static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string> { [Meeting] = "会议", [Document] = "文件", [Reminder] = "提醒" };

    public IQueryable<OfficeRecord> Rows(ListQuery query)
    {
        var rows = db.Set<OfficeRecord>().AsNoTracking();
        if (query.Text("q") is { } word)
            rows = rows.Where(r => r.Title.Contains(word) || r.Text.Contains(word) || r.No == word);
        if (query.Text("kind") is { } kind)
            rows = rows.Where(r => r.Kind == kind);
        if (query.Number("year") is { } year and >= 1900 and < 3000)
        {
            var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
            rows = rows.Where(r => r.On >= first && r.On <= last);
        }

        return rows.OrderByDescending(r => r.On).ThenByDescending(r => r.No).ThenBy(r => r.Id);
    }
}

/// <summary>The joint office enters a meeting (who came, agenda, what was decided) or a document it issued, with its files (rulebook B §1.9).</summary>
internal sealed class OfficeRecordHandler(AppDb db, IDocuments documents, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    private const int MostFiles = 10;

    public Task<OfficeRecord?> FindAsync(Guid id, CancellationToken ct) => db.Set<OfficeRecord>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct);

    public async Task<Result<Guid>> HandleAsync(OfficeRecordForm form, string key, CancellationToken ct)
    {
        if (!actor.May(Permissions.Plan))
            return new Problem("not-allowed", "会议和文件由双随机联席办登记");
        if (await once.FindAsync(key, ct) is { } done)
            return Guid.Parse(done);
        var today = clock.Today();
        var problems = new List<Problem>();
        if (form.Kind is not (OfficeRows.Meeting or OfficeRows.Document))
            problems.Add(new("kind-missing", "请选择会议还是文件", nameof(form.Kind)));
        var (no, title, text) = (NormalisedText.Text(form.No), NormalisedText.Text(form.Title), (form.Text ?? "").Trim());
        if (no.Length is < 2 or > 40)
            problems.Add(new("no-missing", "请填写编号或者文号，2至40字", nameof(form.No)));
        else if (await db.Set<OfficeRecord>().AnyAsync(r => r.No == no && r.Kind == form.Kind, ct))
            problems.Add(new("no-known", $"编号“{no}”已经登记过", nameof(form.No)));
        if (title.Length is < 4 or > 100)
            problems.Add(new("title-missing", "请填写标题，4至100字", nameof(form.Title)));
        if (text.Length is < 4 or > 4_000)
            problems.Add(new("text-missing", form.Kind == OfficeRows.Meeting ? "请填写参加单位、议题和议定的事，4至4000字" : "请填写主要内容，4至4000字", nameof(form.Text)));
        if (!TypedDate.TryParse(form.On, today, out var on) || (form.Kind == OfficeRows.Document && on > today))
            problems.Add(new("on-missing", "请填写开会或者印发的日期", nameof(form.On)));
        DateOnly? published = null;
        if (NormalisedText.Text(form.PublishedOn).Length > 0)
        {
            if (!TypedDate.TryParse(form.PublishedOn, today, out var day) || day < on || day > today)
                problems.Add(new("published-bad", "公布日期应当在印发以后、今天以前；没有公布的不填", nameof(form.PublishedOn)));
            published = day;
        }

        if (form.Files is { Count: > MostFiles })
            problems.Add(new("files-many", $"一次最多{MostFiles}个文件", nameof(form.Files)));
        if (problems.Count > 0)
            return Result<Guid>.Refused(problems);
        var record = new OfficeRecord { Id = Guid.CreateVersion7(clock.GetUtcNow()), Kind = form.Kind!, No = no, Title = title, Text = text, On = on, PublishedOn = published };
        foreach (var file in form.Files ?? [])
        {
            await using var stream = file.OpenReadStream();
            var taken = await documents.AcceptAsync(stream, file.FileName, OfficePapers.Of(record.Id), "office-file", ct);
            if (!taken.Ok)
                return Result<Guid>.Refused([.. taken.Problems.Select(p => p.At(nameof(form.Files)))]);
        }

        db.Add(record);
        once.Remember(key, record.Id.ToString());
        log.Record(actor, "OfficeRecording", null, new OfficeRecordEntered(record.Id, no));
        await db.SaveChangesAsync(ct);
        return record.Id;
    }
}

/// <summary>Files of the joint office are read by everybody who reads its plans and tasks.</summary>
internal sealed class OfficePapers(Actor actor) : IDocumentAccess
{
    public const string Kind = "inspection-office";

    public string SubjectKind => Kind;

    public static string Of(Guid record) => $"{Kind}:{record:N}";

    public Task<bool> MaySeeAsync(DocumentViewer viewer, string subject, CancellationToken ct) => Task.FromResult(actor.May(Permissions.Read));
}

internal static class OfficeExport
{
    public static async Task<IResult> HandleAsync(HttpContext http, OfficeRows reader, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var (query, now) = (ListQuery.From(http), clock.UtcNow());
        var rows = await reader.Rows(query).Take(ExcelFile.MostRows).ToListAsync(ct);
        ExcelColumn<OfficeRecord>[] columns = [new("类型", r => OfficeRows.Kinds.GetValueOrDefault(r.Kind, r.Kind), 8), new("编号", r => r.No, 20), new("标题", r => r.Title, 40), new("日期", r => r.On, 12), new("公布", r => r.PublishedOn, 12), new("内容", r => r.Text, 80)];
        return ExcelFile.Download(ExcelFile.Write("联席会议和文件", query.Text("q") ?? "全部", columns, rows, actor, now), "联席会议和文件", now);
    }
}
