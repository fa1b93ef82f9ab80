using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Figures;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Web;

namespace Qishi.Modules.Exchange.ReportMonth;

/// <summary>
/// A department's monthly report as a document: written once for a month that is over, anew whenever it is asked for while the month runs. What it says comes from
/// <see cref="MonthFigures"/> alone, so writing it again gives the same text.
/// </summary>
internal sealed class MonthReports(AppDb db, MonthFigures figures, IDocuments documents, EventLog log, Site site, Actor actor, TimeProvider clock)
{
    public static string SubjectOf(string department, DateOnly month) => $"exchange-report:{department}/{month:yyyy-MM}";

    /// <summary>The report of a month that is over, or the last one written of the running month; null when none was written.</summary>
    public async Task<DocumentCard?> FindAsync(string department, DateOnly month, CancellationToken ct) =>
        await documents.OfAsync(SubjectOf(department, month), ct) is [var newest, ..] ? newest : null;

    /// <summary>Writes it and saves; a finished month that has its report keeps it.</summary>
    public async Task<DocumentCard> WriteAsync(Department department, DateOnly month, CancellationToken ct)
    {
        var over = month.AddMonths(1) <= clock.Today();
        if (over && await FindAsync(department.Code, month, ct) is { } written)
            return written;
        var card = documents.Issue(await DraftAsync(department, month, ct));
        log.Record(actor, "MonthReporting", null, new MonthReported(department.Code, month, card.ContentDigest));
        await db.SaveChangesAsync(ct);
        return card;
    }

    /// <summary>The text as it would be written now.</summary>
    public async Task<NewDocument> DraftAsync(Department department, DateOnly month, CancellationToken ct)
    {
        var m = await figures.ReadAsync(department.Code, month, ct);
        return new NewDocument(DocumentKinds.Notice, SubjectOf(department.Code, month), $"{month.Year}年{month.Month}月企业开办数据推送情况通报", null, new Dictionary<string, string>
        {
            ["To"] = department.Name,
            ["Body"] = string.Join('\n', ReportWords.Body(m, department.ShortName)),
            ["Items"] = string.Join('\n', ReportWords.Late(m)),
            ["Basis"] = $"数据取自企业开办数据推送和回执的原始记录，截至{ReportWords.Moment(m.AsOf)}，按当时的记录统计，重新统计结果不变。",
            ["Sender"] = site.Bureau,
            ["Date"] = ChinaTime.FullDay(month.AddMonths(1) <= clock.Today() ? month.AddMonths(1) : clock.Today()),
            ["Contact"] = site.Phone ?? "",
        });
    }
}

/// <summary>A liaison opens the reports of the own department; those who watch the exchange open all.</summary>
internal sealed class ReportAccess(Actor actor) : IDocumentAccess
{
    public string SubjectKind => "exchange-report";

    public Task<bool> MaySeeAsync(DocumentViewer viewer, string subject, CancellationToken ct) => Task.FromResult(
        actor.May(Permissions.Watch) || (viewer.Department is { } own && subject.StartsWith($"exchange-report:{own}/", StringComparison.Ordinal)));
}
